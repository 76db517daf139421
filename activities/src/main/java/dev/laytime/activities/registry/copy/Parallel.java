package dev.laytime.activities.registry.copy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/** Several things at a time; the first failure, and an interrupt, ends them all. */
public final class Parallel {

  private Parallel() {}

  /** What is done with each. */
  public interface Action<T> {
    void accept(T item) throws IOException, InterruptedException;
  }

  /**
   * Does something with every item, at most so many at a time, each in a virtual thread.
   *
   * @throws IOException the first failure; the others have ended by then
   * @throws InterruptedException if this thread was interrupted; the others have ended by then
   */
  public static <T> void forEach(Collection<T> items, int limit, Action<T> action)
      throws IOException, InterruptedException {
    Semaphore permits = new Semaphore(limit);
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      ExecutorCompletionService<Void> ended = new ExecutorCompletionService<>(executor);
      List<Future<Void>> running = new ArrayList<>();
      for (T item : items) {
        running.add(
            ended.submit(() -> {
              permits.acquire();
              try {
                action.accept(item);
              } finally {
                permits.release();
              }
              return null;
            }));
      }
      try {
        for (int i = 0; i < running.size(); i++) {
          ended.take().get();
        }
      } catch (ExecutionException e) {
        throw asIoException(e);
      } finally {
        running.forEach(future -> future.cancel(true));
      }
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
