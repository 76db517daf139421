package dev.laytime.activities.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activities.registry.client.ClientSettings;
import dev.laytime.activities.registry.client.Credentials;
import dev.laytime.activities.registry.embedded.EmbeddedRegistry;
import dev.laytime.activity.FailureType;
import dev.laytime.activity.RegistryActivities;
import dev.laytime.activity.ResolveRequest;
import dev.laytime.image.ImageLocation;
import dev.laytime.ledger.RequestBudget;
import dev.laytime.ledger.Urgency;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.Priority;
import io.temporal.common.RetryOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What Temporal puts first in a queue goes first at a registry. */
class UrgentRequestsTest {

  private static final String QUEUE = "registry";

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource
  void areAsUrgentAsTheirWorkflow(Urgency urgency) throws IOException {
    Book book = new Book();
    try (EmbeddedRegistry registry = EmbeddedRegistry.start(directory, 0);
        TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance();
        ImageStores stores =
            new ImageStores(
                ClientSettings.of(List.of(), Credentials.NONE).paidFrom(book), _ -> false)) {
      Worker worker = temporal.newWorker(QUEUE);
      worker.registerWorkflowImplementationTypes(AskingImpl.class);
      worker.registerActivitiesImplementations(
          new RegistryActivitiesImpl(stores, CopyMeter.NONE, (_, _) -> Optional.empty()));
      temporal.start();

      ask(temporal.getWorkflowClient(), urgency, registry.address() + "/app:1");
    }
    assertThat(book.urgencies).containsExactly(urgency);
  }

  private static void ask(WorkflowClient client, Urgency urgency, String image) {
    Priority priority = Priority.newBuilder().setPriorityKey(urgency.priority()).build();
    Asking asking =
        client.newWorkflowStub(
            Asking.class,
            WorkflowOptions.newBuilder().setTaskQueue(QUEUE).setPriority(priority).build());
    try {
      asking.ask(image);
    } catch (WorkflowFailedException e) {
      assertThat(e).hasStackTraceContaining(FailureType.NOT_FOUND.name());
    }
  }

  /** Asks for an image, as copies do. */
  @WorkflowInterface
  public interface Asking {
    @WorkflowMethod
    void ask(String image);
  }

  /** Without a priority of its own. */
  public static final class AskingImpl implements Asking {
    @Override
    public void ask(String image) {
      RegistryActivities registries =
          Workflow.newActivityStub(
              RegistryActivities.class,
              ActivityOptions.newBuilder()
                  .setStartToCloseTimeout(Duration.ofMinutes(1))
                  .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
                  .build());
      var _ = registries.resolve(new ResolveRequest(ImageLocation.parse(image), null));
    }
  }

  private static final class Book implements RequestBudget {
    private final Set<Urgency> urgencies = EnumSet.noneOf(Urgency.class);

    @Override
    public synchronized Lease take(
        Account account, Duration interval, int wanted, Urgency urgency) {
      urgencies.add(urgency);
      return new Lease(Lease.MOST, Duration.ZERO, Duration.ZERO);
    }

    @Override
    public void slow(Account account, Slowdown slowdown) {}

    @Override
    public Map<String, Duration> waits() {
      return Map.of();
    }
  }
}
