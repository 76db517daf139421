package dev.laytime.worker.promoting;

import dev.laytime.worker.ledger.GateReadings;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says every twenty seconds what this worker reads of what gates name, until it ends. */
final class GateWatch implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(GateWatch.class);

  private static final Duration EVERY = Duration.ofSeconds(20);

  private final GateReadings readings;
  private final AtomicBoolean started = new AtomicBoolean();
  private final ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor();

  GateWatch(GateReadings readings) {
    this.readings = readings;
  }

  /** Once, and then again and again. */
  void start() {
    started.set(true);
    say();
    thread.execute(() -> {
      try {
        while (true) {
          Thread.sleep(EVERY);
          say();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt(); // it is closed
      }
    });
  }

  private void say() {
    try {
      readings.say();
    } catch (RuntimeException e) {
      log.warn("nobody learns what this worker reads of what gates name; it says so again", e);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
    try {
      if (started.get() && thread.awaitTermination(EVERY.toSeconds(), TimeUnit.SECONDS)) {
        readings.forget();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      log.info("what this worker read of what gates name counts for two minutes yet", e);
    }
  }
}
