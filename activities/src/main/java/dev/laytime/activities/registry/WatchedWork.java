package dev.laytime.activities.registry;

import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activity.FailureType;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * Tells Temporal once a second that work goes on, and stops work that Temporal wants stopped or
 * that does not go on.
 *
 * <p>The work has a virtual thread of its own: an interrupt there breaks even a read that waits for
 * a silent registry.
 */
final class WatchedWork {

  private static final long INTERVAL_MILLIS = 1000;

  /** What is done once a second while work goes on. */
  interface Beat {
    void beat() throws IOException;
  }

  private final Duration patience;

  /**
   * Work that may stand still for so long.
   *
   * @param patience longer than the client waits for an answer
   */
  WatchedWork(Duration patience) {
    this.patience = patience;
  }

  /**
   * Does work.
   *
   * @param what is being done, for errors
   * @param pulse changes with all progress
   * @param beat done once a second; what it throws stops the work
   * @throws RegistryException if the work stood still; it has stopped by then
   */
  <T> T run(String what, LongSupplier pulse, Beat beat, Callable<T> work) throws IOException {
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<T> running = executor.submit(work);
      try {
        return await(running, what, pulse, beat);
      } catch (ExecutionException e) {
        throw asIoException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("The worker is shutting down", e);
      } finally {
        running.cancel(true);
      }
    }
  }

  private <T> T await(Future<T> running, String what, LongSupplier pulse, Beat beat)
      throws IOException, ExecutionException, InterruptedException {
    long last = pulse.getAsLong();
    long movedAt = System.nanoTime();
    while (true) {
      beat.beat();
      try {
        return running.get(INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        long now = pulse.getAsLong();
        movedAt = now == last ? movedAt : System.nanoTime();
        last = now;
        failIfStanding(movedAt, what);
      }
    }
  }

  private void failIfStanding(long movedAt, String what) throws RegistryException {
    if (System.nanoTime() - movedAt > patience.toNanos()) {
      throw new RegistryException(
          FailureType.UNAVAILABLE,
          what,
          "next to nothing moved for %d s".formatted(patience.toSeconds()),
          "check the network, and whether the registry is overloaded");
    }
  }

  private static IOException asIoException(ExecutionException e) {
    return switch (e.getCause()) {
      case IOException cause -> cause;
      case RuntimeException cause -> throw cause;
      case Error cause -> throw cause;
      case null, default -> new IOException(e.getCause());
    };
  }
}
