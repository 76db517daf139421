package dev.laytime.worker.adapters;

import dev.laytime.activities.crd.ObjectApi;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has an adapter look at its cluster again and again. */
final class Rounds implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Rounds.class);

  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final Duration FAREWELL = Duration.ofSeconds(10);
  private static final int MOST_DOUBLINGS = 10;

  private final String what;
  private final Turn turn;
  private final Way way;
  private final Duration every;
  private final Meter meter;
  private final ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicReference<String> trouble = new AtomicReference<>("");

  /** Opens a way to the cluster, with the credentials as they are now. */
  interface Way {
    ObjectApi open() throws IOException;
  }

  /** Looks once, and writes. */
  interface Turn {
    Result take(ObjectApi api) throws IOException;

    /** The worker ends: nothing may be held up in the cluster by who is gone. */
    default void leave(ObjectApi api) throws IOException {}
  }

  /**
   * What becomes of a turn.
   *
   * @param trouble why not everything was done; empty for nothing
   * @param written how many objects were written
   */
  record Result(String trouble, int written) {}

  /** Counts turns. */
  interface Meter {

    /** One is over in which all was done that was to be done, or not. */
    void round(boolean all);

    /** One failed: nobody knows what there is. */
    void failed();
  }

  /**
   * Rounds of one adapter.
   *
   * @param what it follows, for people
   */
  Rounds(String what, Turn turn, Way way, Duration every, Meter meter) {
    this.what = what;
    this.turn = turn;
    this.meter = meter;
    this.way = way;
    this.every = every;
  }

  void start() {
    thread.execute(this::loop);
  }

  private void loop() {
    try {
      int failures = 0;
      while (true) {
        failures = once() ? 0 : failures + 1;
        Thread.sleep(pause(every, failures));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // it is closed
    }
  }

  /** Whatever goes wrong is tried again in the next round, which comes later each time. */
  boolean once() {
    try (ObjectApi api = way.open()) {
      Result result = turn.take(api);
      if (result.written() > 0) {
        log.info("{} written count={}", what, result.written());
      }
      meter.round(result.trouble().isEmpty());
      say(result.trouble());
      return true;
    } catch (IOException e) {
      meter.failed();
      say(String.valueOf(e.getMessage()));
      return false;
    } catch (RuntimeException e) {
      meter.failed();
      if (isNews(e.toString())) {
        log.error("{} are not followed", what, e);
      }
      return false;
    }
  }

  /** How long to the next round, after so many in a row that failed. */
  static Duration pause(Duration every, int failures) {
    Duration later = every.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
    Duration longest = every.compareTo(LONGEST) > 0 ? every : LONGEST;
    return later.compareTo(longest) > 0 ? longest : later;
  }

  private void say(String now) {
    if (!isNews(now)) {
      return;
    }
    if (now.isEmpty()) {
      log.info("{} are followed", what);
    } else {
      log.warn("{} are not followed cause={}", what, now);
    }
  }

  private boolean isNews(String now) {
    return !Thread.currentThread().isInterrupted() && !now.equals(trouble.getAndSet(now));
  }

  @Override
  public void close() {
    thread.shutdownNow();
    try {
      boolean _ = Thread.ofVirtual().start(this::leave).join(FAREWELL);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void leave() {
    try (ObjectApi api = way.open()) {
      turn.leave(api);
    } catch (IOException | RuntimeException e) {
      log.info("what is held up in the cluster was not looked at cause={}", e.toString());
    }
  }
}
