package dev.laytime.worker.polling;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Has from time to time everything scheduled: what another hand deleted or changed comes back. */
final class Repairs implements AutoCloseable {

  private final ScheduledExecutorService passes =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofVirtual().name("polling-repairs").factory());
  private final Runnable pass;

  /**
   * @param pass that throws nothing
   */
  Repairs(Runnable pass) {
    this.pass = pass;
  }

  /** Now, and again so long after each. */
  void start(Duration every) {
    var _ = passes.scheduleWithFixedDelay(pass, 0, every.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    passes.shutdownNow();
  }
}
