package dev.laytime.activities.registry.copy;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Of those who want to do the same at once, one does it while the others wait. */
public final class Turns {

  private static final long LOOK_MILLIS = 1000;

  private final ConcurrentMap<String, CompletableFuture<@Nullable Void>> taken =
      new ConcurrentHashMap<>();

  /** What is done in turn. */
  interface Action {
    void run() throws IOException;
  }

  /**
   * Does something once nobody else does anything by the same name.
   *
   * @param waiting called about once a second meanwhile
   */
  void take(String name, Runnable waiting, Action action) throws IOException, InterruptedException {
    CompletableFuture<@Nullable Void> mine = new CompletableFuture<>();
    CompletableFuture<@Nullable Void> other = taken.putIfAbsent(name, mine);
    while (other != null) {
      await(other, waiting);
      other = taken.putIfAbsent(name, mine);
    }
    try {
      action.run();
    } finally {
      taken.remove(name, mine);
      mine.complete(null);
    }
  }

  private static void await(CompletableFuture<@Nullable Void> other, Runnable waiting)
      throws InterruptedException {
    while (!other.isDone()) {
      try {
        other.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        waiting.run();
      } catch (ExecutionException e) {
        throw new IllegalStateException("Nobody fails a turn", e);
      }
    }
  }
}
