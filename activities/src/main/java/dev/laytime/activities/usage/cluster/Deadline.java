package dev.laytime.activities.usage.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Ends what takes too long. The client bounds only the wait for an answer's head: a body that
 * stalls, and a program that tells a token, would keep a scan for ever.
 */
final class Deadline {

  private Deadline() {}

  /**
   * Does something in a thread of its own, which is interrupted when the time is over.
   *
   * @throws IOException what it threw, or that it took too long
   */
  static <T> T within(Duration time, Callable<T> work) throws IOException {
    ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor();
    Future<T> running = thread.submit(work);
    try {
      return running.get(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IOException("no answer within %d s".formatted(time.toSeconds()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException cause
          ? cause
          : new IOException("no answer: " + e.getCause(), e.getCause());
    } finally {
      thread.shutdownNow(); // and not waited for: some programs cannot be interrupted
    }
  }
}
