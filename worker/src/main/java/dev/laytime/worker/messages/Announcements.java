package dev.laytime.worker.messages;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends messages outside any workflow, one after the other at a bounded rate, each until Temporal
 * has taken it. What is not sent when the process ends is lost: only what the ledger, a scan or a
 * start has sent again belongs here.
 */
public final class Announcements implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Announcements.class);
  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
  private static final long CLOSE_SECONDS = 2;

  private final ExecutorService sender =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("announcements").factory());
  private final AtomicInteger pending = new AtomicInteger();
  private final AtomicReference<String> trouble = new AtomicReference<>("");
  private final Duration between;
  private final Pause pause;

  /**
   * A sender.
   *
   * @param between two messages, at least so long
   */
  public Announcements(Duration between, Pause pause) {
    this.between = between;
    this.pause = pause;
  }

  /** Lets time pass: {@code Thread::sleep}. */
  @FunctionalInterface
  public interface Pause {
    /** Returns after that time. */
    void take(Duration time) throws InterruptedException;
  }

  /**
   * A message.
   *
   * @param what is done, for people
   * @param send does it, or throws where it must be done again; may be done twice
   * @param lastAgain whether it lets others go first once it was not taken: their order to it says
   *     nothing
   */
  public record Announcement(String what, Runnable send, boolean lastAgain) {

    /** One that keeps its place until it is taken. */
    public Announcement(String what, Runnable send) {
      this(what, send, false);
    }
  }

  /** Has messages sent, after those that wait already. */
  public void send(List<Announcement> announcements) {
    pending.addAndGet(announcements.size());
    try {
      announcements.forEach(announcement -> enqueue(announcement, FIRST_WAIT));
    } catch (RejectedExecutionException e) {
      log.warn("not announced, the worker ends count={}", announcements.size());
    }
  }

  private void enqueue(Announcement announcement, Duration wait) {
    sender.execute(() -> sendUntilTaken(announcement, wait));
  }

  /** How many messages wait. */
  public int pending() {
    return pending.get();
  }

  /** Why the first of them was not taken when it was last tried; empty where none failed. */
  public String trouble() {
    return trouble.get();
  }

  @Override
  public void close() {
    sender.shutdownNow();
    try {
      sender.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void sendUntilTaken(Announcement announcement, Duration first) {
    try {
      for (Duration wait = first; !taken(announcement); wait = longer(wait)) {
        if (announcement.lastAgain()) {
          pause.take(pending.get() > 1 ? between : wait);
          enqueue(announcement, longer(wait));
          return;
        }
        pause.take(wait);
      }
      pending.decrementAndGet();
      pause.take(between);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RejectedExecutionException e) {
      log.warn("not announced, the worker ends what=\"{}\"", announcement.what());
    }
  }

  private boolean taken(Announcement announcement) {
    try {
      announcement.send().run();
      trouble.set("");
      return true;
    } catch (RuntimeException e) {
      trouble.set(announcement.what() + ": " + MessageFailures.said(e));
      log.warn("not taken, trying again what=\"{}\" cause={}", announcement.what(), e.toString());
      return false;
    }
  }

  private static Duration longer(Duration wait) {
    Duration twice = wait.multipliedBy(2);
    return twice.compareTo(LONGEST_WAIT) < 0 ? twice : LONGEST_WAIT;
  }
}
