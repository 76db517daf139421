package dev.laytime.starter.copy;

import dev.laytime.starter.temporal.Connection;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits until a deadline, and looks around while it does. */
final class Patience {

  private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();

  private final Connection connection;
  private final long deadline;

  Patience(Connection connection, Duration patience) {
    this.connection = connection;
    this.deadline = System.nanoTime() + patience.toNanos();
  }

  /**
   * Waits for a result.
   *
   * @param look runs once a second meanwhile
   * @throws TimeoutException at the deadline
   * @throws ExecutionException with the cause, where there will be no result
   * @throws dev.laytime.starter.output.CommandFailure if one's own worker dies
   */
  <T> T await(CompletableFuture<T> result, Runnable look)
      throws ExecutionException, TimeoutException {
    while (true) {
      long left = deadline - System.nanoTime();
      try {
        return result.get(Math.clamp(left, 0, LOOK_NANOS), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        connection.check();
        if (left <= LOOK_NANOS) {
          throw e;
        }
        look.run();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Interrupted while waiting", e);
      }
    }
  }
}
