package dev.laytime.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.activity.CopyRequest;
import dev.laytime.activity.CopyResult;
import dev.laytime.activity.LookRequest;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Histories of every release go on under today's code. */
class ReplayTest {

  private static final Path HISTORIES = Path.of("src", "test", "resources", "histories");

  private static final Map<String, Class<?>> IMPLEMENTATIONS =
      Map.of(
          "ImageBuild", ImageBuildImpl.class,
          "ImageCopy", ImageCopyImpl.class,
          "ImageLife", ImageLifeImpl.class,
          "MirrorPoll", MirrorPollImpl.class,
          "Promotion", PromotionImpl.class,
          "PromotionRounds", PromotionRoundsImpl.class,
          "RepositoryReaper", RepositoryReaperImpl.class,
          "SourceScan", SourceScanImpl.class,
          "StageSweep", StageSweepImpl.class);

  @ParameterizedTest
  @MethodSource("histories")
  void replaysWhatEarlierCodeRecorded(Path history) {
    assertThatCode(() -> replay(history, code(history))).doesNotThrowAnyException();
  }

  private static void replay(Path history, Class<?> code) throws Exception {
    try (TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance()) {
      Worker worker = PatientWorker.in(temporal, "replay");
      worker.registerWorkflowImplementationTypes(code);
      WorkflowReplayer.replayWorkflowExecution(
          WorkflowExecutionHistory.fromJson(Files.readString(history)), worker);
    }
  }

  private static Class<?> code(Path history) {
    String name = history.getFileName().toString();
    return Objects.requireNonNull(IMPLEMENTATIONS.get(name.substring(0, name.indexOf('-'))), name);
  }

  static Stream<Path> histories() throws IOException {
    try (Stream<Path> files = Files.list(HISTORIES)) {
      List<Path> found = files.sorted().toList();
      if (found.isEmpty()) {
        throw new IOException("No history in " + HISTORIES);
      }
      return found.stream();
    }
  }

  @Test
  void noticesCodeThatDoesOtherThingsThanItRecorded() throws IOException {
    Path copied = HISTORIES.resolve("ImageCopy-0.1-copied.json");
    assertThatThrownBy(() -> replay(copied, CopyWithoutResolving.class))
        .hasMessageContaining("NonDeterministic");
  }

  @Test
  void noticesALifeThatDoesNotAskForThePolicyFirst() {
    Path quarantined = HISTORIES.resolve("ImageLife-0.1-quarantined.json");
    assertThatThrownBy(() -> replay(quarantined, LifeThatLooksFirst.class))
        .hasMessageContaining("NonDeterministic");
  }

  @Test
  void hasAHistoryOfEveryWorkflow() throws IOException {
    assertThat(histories().map(ReplayTest::code)).containsAll(IMPLEMENTATIONS.values());
  }

  /** An incompatible change: its first commands come in another order. */
  public static final class LifeThatLooksFirst extends EmptyLife {

    @Override
    public void run(Start start) {
      LifeActivities.stage("look").look(new LookRequest(start.image(), null));
      LifeActivities.ledger(LifeActivities.PATIENTLY, "recall").recall(start.image());
    }
  }

  /** An incompatible change: it leaves out a step that histories hold. */
  public static final class CopyWithoutResolving implements ImageCopy {

    @Override
    public CopyResult run(Order order) {
      return CopyActivities.copying(Duration.ofHours(1), "copy")
          .copy(
              new CopyRequest(
                  order.source(),
                  Objects.requireNonNullElse(order.digest(), FakeRegistry.DIGEST),
                  order.target(),
                  order.platforms(),
                  order.referrers()));
    }

    @Override
    public Answer request(Order order) {
      return new Accepted();
    }

    @Override
    public Status status() {
      return new Status(State.COPYING, null, null);
    }
  }
}
