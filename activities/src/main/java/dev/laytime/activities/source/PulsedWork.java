package dev.laytime.activities.source;

import dev.laytime.usage.FileTree.UnreadableException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls a pulse once a second while work is done on a thread of its own, and gives the work up when
 * the pulse throws or the time is over.
 */
public final class PulsedWork {

  private final Runnable pulse;
  private final Duration patience;

  /**
   * Work with a pulse.
   *
   * @param patience for all of it
   */
  public PulsedWork(Runnable pulse, Duration patience) {
    this.pulse = pulse;
    this.patience = patience;
  }

  /**
   * Does work.
   *
   * @param what is done, for errors
   * @param abandoned is told when nobody waits any more; the work then ends as soon as it can
   * @throws UnreadableException if it fails, with what it threw as the cause, or takes too long
   */
  public <T> T run(String what, Abandonable abandoned, Callable<T> work) {
    ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    Future<T> running = executor.submit(work);
    boolean done = false;
    try {
      T result = await(running, what);
      done = true;
      return result;
    } catch (ExecutionException e) {
      done = true;
      throw failure(what, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnreadableException(what + ": the worker is shutting down", e);
    } finally {
      if (!done) {
        abandoned.abandon();
      }
      executor.shutdownNow();
    }
  }

  private <T> T await(Future<T> running, String what)
      throws ExecutionException, InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    long left = patience.toNanos();
    while (left > 0) {
      pulse.run();
      try {
        return running.get(Math.min(left, TimeUnit.SECONDS.toNanos(1)), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        left = end - System.nanoTime();
      }
    }
    String cause = "not done after %d s".formatted(patience.toSeconds());
    throw new UnreadableException(what + ": " + cause, new TimeoutException(cause));
  }

  private static RuntimeException failure(String what, ExecutionException e) {
    return switch (e.getCause()) {
      case UnreadableException known -> known;
      case null -> new UnreadableException(what + ": " + e.getMessage(), e);
      case Throwable cause -> new UnreadableException(what + ": " + cause.getMessage(), cause);
    };
  }

  /** Work that can be told that nobody waits for it. */
  public interface Abandonable {

    /** Nobody waits any more. */
    void abandon();
  }
}
