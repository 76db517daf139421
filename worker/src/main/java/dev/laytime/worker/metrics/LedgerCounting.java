package dev.laytime.worker.metrics;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Has the ledger counted from time to time, however often somebody asks for metrics. */
final class LedgerCounting implements AutoCloseable {

  private final ScheduledExecutorService counting =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofVirtual().name("ledger-counting").factory());
  private final List<Runnable> counts;

  /**
   * @param counts none of which throws
   */
  LedgerCounting(List<Runnable> counts) {
    this.counts = List.copyOf(counts);
  }

  /** Counts now, and again so long after each count. */
  void start(Duration pause) {
    var _ =
        counting.scheduleWithFixedDelay(
            () -> counts.forEach(Runnable::run), 0, pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    counting.shutdownNow();
  }
}
