package dev.laytime.activities.registry;

import dev.laytime.activities.registry.client.RegistryClient;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Short requests of an activity: each answer is a sign of life, and none may take for ever. */
final class AnsweredRequests {

  /** How long one answer of a registry may take, throttled or not. */
  private static final Duration STANDSTILL = Duration.ofSeconds(45);

  private final ImageStores stores;

  AnsweredRequests(ImageStores stores) {
    this.stores = stores;
  }

  /** What is asked. */
  interface Work<T> {

    /**
     * Asks.
     *
     * @param answered to be run at each answer
     */
    T ask(RegistryClient registries, Runnable answered) throws IOException;
  }

  /**
   * Asks, with heartbeats meanwhile.
   *
   * @param what is being done, for errors
   * @throws io.temporal.failure.ApplicationFailure if it fails
   */
  <T> T run(String what, Work<T> work) {
    ActivityExecutionContext context = Activity.getExecutionContext();
    RegistryClient registries = stores.forActivity(context).registries();
    AtomicLong answers = new AtomicLong();
    try {
      return new WatchedWork(STANDSTILL)
          .run(
              what,
              answers::get,
              () -> context.heartbeat(answers.get()),
              () -> work.ask(registries, answers::incrementAndGet));
    } catch (IOException e) {
      throw Failures.of(e, what);
    }
  }
}
