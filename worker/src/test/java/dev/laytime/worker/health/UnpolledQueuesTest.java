package dev.laytime.worker.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.workflow.TaskQueues;
import io.grpc.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class UnpolledQueuesTest {

  private static final List<String> BOTH = List.of(TaskQueues.LAYTIME, TaskQueues.COPY);
  private static final String NO_COPIES =
      "nobody polls task queue copy: what it needs there waits for a worker";

  private final SlotsInUse slots =
      new SlotsInUse(Map.of(TaskQueues.COPY, 1), () -> Instant.parse("2026-11-01T00:00:00Z"));

  @Test
  void namesAQueueThatNobodyPollsWhateverThisWorkerThinks() {
    QueuePollers allButCopies = (queue, _) -> !queue.equals(TaskQueues.COPY);

    assertThat(trouble(allButCopies, _ -> true)).isEqualTo(Map.of(TaskQueues.COPY, NO_COPIES));
    assertThat(trouble((_, _) -> true, _ -> false)).isEmpty();
  }

  @Test
  void takesAQueueWhoseSlotsAreAllTakenForPolled() {
    slots.take(TaskQueues.COPY);

    assertThat(trouble((queue, _) -> !queue.equals(TaskQueues.COPY), _ -> false)).isEmpty();
  }

  @Test
  void goesByThisWorkersStateWhereTheServiceCannotSay() {
    QueuePollers unknown =
        (_, _) -> {
          throw Status.UNIMPLEMENTED.asRuntimeException();
        };

    assertThat(trouble(unknown, queue -> !queue.equals(TaskQueues.COPY)))
        .isEqualTo(Map.of(TaskQueues.COPY, NO_COPIES));
  }

  @Test
  void saysThatTheServiceDoesNotAnswer() {
    QueuePollers away =
        (_, _) -> {
          throw Status.UNAVAILABLE.asRuntimeException();
        };

    assertThat(trouble(away, _ -> true).values())
        .containsOnly("Temporal does not say who polls: UNAVAILABLE")
        .hasSize(2);
  }

  private Map<String, String> trouble(QueuePollers anyone, Predicate<String> polledHere) {
    return new UnpolledQueues(new UnseenQueues(anyone, slots, Duration.ofSeconds(5)), polledHere)
        .on(BOTH);
  }
}
