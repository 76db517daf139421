package dev.laytime.worker.health;

import dev.laytime.workflow.TaskQueues;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.worker.WorkerFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Up if each of our queues is polled by this worker, and Temporal sees it; one whose slots are all
 * taken is not polled, and well.
 *
 * <p>Where the service cannot say who polls, as the embedded one, it is up if the service answers
 * and this worker's own state says that it polls.
 */
public final class PollersHealthIndicator implements HealthIndicator {

  private static final Logger log = LoggerFactory.getLogger(PollersHealthIndicator.class);

  private final WorkerFactory workers;
  private final UnseenQueues ours;
  private final AtomicReference<String> lastTrouble = new AtomicReference<>("");

  /**
   * An indicator for one factory's workers.
   *
   * @param bound the longest that one answer may take
   */
  public PollersHealthIndicator(
      WorkerFactory workers, QueuePollers pollers, SlotsInUse slots, Duration bound) {
    this.workers = workers;
    this.ours = new UnseenQueues(pollers, slots, bound);
  }

  @Override
  public Health health() {
    Optional<String> trouble = ownTrouble().or(this::troubleSeenByTheService);
    tellChange(trouble.orElse(""));
    return trouble
        .map(cause -> Health.down().withDetail("cause", cause))
        .orElseGet(Health::up)
        .withDetail("taskQueues", TaskQueues.ALL)
        .build();
  }

  private Optional<String> ownTrouble() {
    if (!workers.isStarted()) {
      return Optional.of("the workers have not started yet");
    }
    if (workers.isShutdown()) {
      return Optional.of("the workers are shutting down");
    }
    List<String> suspended =
        TaskQueues.ALL.stream().filter(queue -> workers.getWorker(queue).isSuspended()).toList();
    return suspended.isEmpty()
        ? Optional.empty()
        : Optional.of("polling is suspended on " + String.join(", ", suspended));
  }

  private Optional<String> troubleSeenByTheService() {
    try {
      List<String> unseen = ours.among(TaskQueues.ALL);
      return unseen.isEmpty()
          ? Optional.empty()
          : Optional.of("Temporal sees no poll of this worker on " + String.join(", ", unseen));
    } catch (StatusRuntimeException e) {
      return e.getStatus().getCode() == Status.Code.UNIMPLEMENTED
          ? Optional.empty()
          : Optional.of("Temporal: " + e.getStatus().getCode());
    }
  }

  private void tellChange(String trouble) {
    if (trouble.equals(lastTrouble.getAndSet(trouble))) {
      return;
    }
    if (trouble.isEmpty()) {
      log.info("pollers up");
    } else {
      log.warn("pollers down cause=\"{}\"", trouble);
    }
  }
}
