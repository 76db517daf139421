package dev.laytime.worker.metrics;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Has the ledger counted from time to time, however often somebody asks for metrics. */
final class LedgerCounting implements AutoCloseable {

  private final ScheduledExecutorService counting =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofVirtual().name("ledger-counting").factory());
  private final LedgerGauges gauges;

  LedgerCounting(LedgerGauges gauges) {
    this.gauges = gauges;
  }

  /** Counts now, and again so long after each count. */
  void start(Duration pause) {
    var _ =
        counting.scheduleWithFixedDelay(
            gauges::refresh, 0, pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    counting.shutdownNow();
  }
}
