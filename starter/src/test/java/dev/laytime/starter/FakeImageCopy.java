package dev.laytime.starter;

import dev.laytime.activity.CopyEffort;
import dev.laytime.activity.CopyRequest;
import dev.laytime.activity.CopyResult;
import dev.laytime.activity.FailureType;
import dev.laytime.activity.Problem;
import dev.laytime.activity.RegistryActivities;
import dev.laytime.image.Digest;
import dev.laytime.workflow.ImageCopy;
import dev.laytime.workflow.SearchAttributes;
import dev.laytime.workflow.TaskQueues;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Does what the source's tag says, instead of copying. */
public final class FakeImageCopy implements ImageCopy {

  static final Digest DIGEST = Digest.of("sha256", "ab".repeat(32));
  static final CopyResult MOVED =
      new CopyResult(
          DIGEST,
          5,
          2,
          7,
          1,
          3,
          3_412_345,
          new CopyEffort(Map.of("GET", 13, "HEAD", 2, "POST", 8, "PUT", 12), 1_200, 20, 300, 40));
  static final CopyResult NOTHING_MOVED = new CopyResult(DIGEST, 0, 0, 0, 0, 10, 0, null);

  private final Order order;

  /** A request may arrive before {@link #run}. */
  @WorkflowInit
  public FakeImageCopy(Order order) {
    this.order = order;
  }

  @Override
  public CopyResult run(Order unused) {
    String tag = Objects.requireNonNull(order.source().tag(), "tag").value();
    CopyResult result =
        switch (tag) {
          case "moved" -> MOVED;
          case "there" -> NOTHING_MOVED;
          case "awhile" -> {
            Workflow.sleep(Duration.ofSeconds(2));
            yield MOVED;
          }
          case "endless" -> {
            Workflow.await(() -> false);
            yield MOVED;
          }
          case "shaky" -> registry().copy(request());
          case "throttled" -> {
            Workflow.upsertTypedSearchAttributes(
                SearchAttributes.STATE.valueSet(State.THROTTLED.name()));
            Workflow.sleep(Duration.ofSeconds(3));
            yield MOVED;
          }
          case "odd" -> throw ApplicationFailure.newNonRetryableFailure("out of order", "Odd");
          default -> throw failure(FailureType.valueOf(tag));
        };
    Workflow.await(Workflow::isEveryHandlerFinished);
    return result;
  }

  @Override
  public Answer request(Order asked) {
    if (asked.requestId().equals(order.requestId())) {
      return new Accepted();
    }
    return order.covers(asked, order.digest()) ? new Joined() : new Busy(order.source(), DIGEST);
  }

  @Override
  public Status status() {
    return new Status(State.COPYING, DIGEST, null);
  }

  private static ApplicationFailure failure(FailureType type) {
    @Nullable Instant until =
        type == FailureType.THROTTLED ? Instant.parse("2026-11-21T07:00:00Z") : null;
    return ApplicationFailure.newNonRetryableFailure(
        "failed",
        type.name(),
        new Problem("attempt of type " + type, "the other side's words", "what to do", until));
  }

  private CopyRequest request() {
    return new CopyRequest(order.source(), DIGEST, order.target(), order.platforms(), true);
  }

  private static RegistryActivities registry() {
    return Workflow.newActivityStub(
        RegistryActivities.class,
        ActivityOptions.newBuilder()
            .setTaskQueue(TaskQueues.COPY)
            .setStartToCloseTimeout(Duration.ofMinutes(1))
            .setHeartbeatTimeout(Duration.ofSeconds(30))
            .setRetryOptions(
                RetryOptions.newBuilder()
                    .setInitialInterval(Duration.ofSeconds(3))
                    .setBackoffCoefficient(1)
                    .build())
            .build());
  }
}
