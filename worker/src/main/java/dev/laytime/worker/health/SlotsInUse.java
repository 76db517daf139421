package dev.laytime.worker.health;

import io.temporal.activity.ActivityExecutionContext;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** Counts the activities in hand: a worker begins no poll while all its slots are taken. */
public final class SlotsInUse extends WorkerInterceptorBase {

  private final Map<String, Integer> slots;
  private final InstantSource clock;
  private final Map<String, Integer> taken = new HashMap<>();
  private final Map<String, Instant> lastFull = new HashMap<>();

  /**
   * @param slots how many activities a task queue's worker has in hand at most
   */
  public SlotsInUse(Map<String, Integer> slots, InstantSource clock) {
    this.slots = Map.copyOf(slots);
    this.clock = clock;
  }

  /** Whether all slots of a queue are taken, or were until so long ago at most. */
  synchronized boolean wereAllTakenWithin(Duration recently, String taskQueue) {
    Instant last = isFull(taskQueue) ? clock.instant() : lastFull.get(taskQueue);
    return last != null && !last.isBefore(clock.instant().minus(recently));
  }

  synchronized void take(String taskQueue) {
    taken.merge(taskQueue, 1, Integer::sum);
  }

  synchronized void release(String taskQueue) {
    if (isFull(taskQueue)) {
      lastFull.put(taskQueue, clock.instant());
    }
    taken.merge(taskQueue, -1, Integer::sum);
  }

  private boolean isFull(String taskQueue) {
    return taken.getOrDefault(taskQueue, 0) >= slots.getOrDefault(taskQueue, Integer.MAX_VALUE);
  }

  @Override
  public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
    return new ActivityInboundCallsInterceptorBase(next) {
      private final AtomicReference<String> taskQueue = new AtomicReference<>("");

      @Override
      public void init(ActivityExecutionContext context) {
        taskQueue.set(context.getInfo().getActivityTaskQueue());
        super.init(context);
      }

      @Override
      public ActivityOutput execute(ActivityInput input) {
        take(taskQueue.get());
        try {
          return super.execute(input);
        } finally {
          release(taskQueue.get());
        }
      }
    };
  }
}
