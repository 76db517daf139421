package dev.laytime.activities.registry.stage;

import dev.laytime.activity.RemoveRequest;
import dev.laytime.ledger.Removals;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Goes along with a look that may take long: it tells of each step, and ends the look once the
 * ledger objects to the removal, so that who wants the image waits no longer than for that.
 */
final class Attention implements Runnable {

  private static final long INTERVAL = Duration.ofSeconds(10).toNanos();

  private final RemoveRequest request;
  private final Removals removals;
  private final Runnable step;
  private final LongSupplier nanoTime;
  private final AtomicLong due;

  /**
   * @param step is told of every step
   */
  Attention(RemoveRequest request, Removals removals, Runnable step, LongSupplier nanoTime) {
    this.request = request;
    this.removals = removals;
    this.step = step;
    this.nanoTime = nanoTime;
    this.due = new AtomicLong(nanoTime.getAsLong() + INTERVAL);
  }

  /** The ledger objected before the look was over. */
  static final class ObjectedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> objections;

    ObjectedException(List<String> objections) {
      super(String.join("; ", objections));
      this.objections = List.copyOf(objections);
    }

    List<String> objections() {
      return objections;
    }
  }

  /**
   * @throws ObjectedException if the ledger objects by now
   */
  @Override
  public void run() {
    step.run();
    long now = nanoTime.getAsLong();
    long last = due.get();
    if (now - last >= 0 && due.compareAndSet(last, now + INTERVAL)) {
      List<String> objections = removals.objections(request.claim(), request.companions());
      if (!objections.isEmpty()) {
        throw new ObjectedException(objections);
      }
    }
  }
}
