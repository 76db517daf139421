package dev.laytime.starter.output;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What is still to be done when the process is told to end: the last thing begun is ended first.
 *
 * <p>A JVM runs its shutdown hooks all at once; a copy must be cancelled while its worker still
 * lives, so there is one hook for all.
 */
public final class Interruption {

  private final Deque<Runnable> undone = new ArrayDeque<>();
  private boolean begun;

  /** Runs {@link #run} when this process gets SIGINT, SIGTERM or SIGHUP. */
  public void listen() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::run, "interrupted"));
  }

  /** Adds what an interruption must do, until the answer is closed. */
  public synchronized Pending during(Runnable ending) {
    undone.push(ending);
    return () -> remove(ending);
  }

  /**
   * Adds what must be ended by whoever comes first, an interruption or the answer's close, and by
   * one of them alone: the other waits for it, or the process would be gone halfway through.
   */
  public Pending owning(Runnable ending) {
    Once once = new Once(ending);
    Pending pending = during(once);
    return () -> {
      once.run();
      pending.close();
    };
  }

  /** Does all that is still to be done. */
  public void run() {
    synchronized (this) {
      begun |= !undone.isEmpty();
    }
    for (Runnable next = poll(); next != null; next = poll()) {
      next.run();
    }
  }

  /** Whether an interruption is being dealt with: then nobody else says how things ended. */
  public synchronized boolean begun() {
    return begun;
  }

  private synchronized @Nullable Runnable poll() {
    return undone.poll();
  }

  private synchronized void remove(Runnable ending) {
    undone.remove(ending);
  }

  /** Something that an interruption must end, until it is closed. */
  public interface Pending extends AutoCloseable {
    @Override
    void close();
  }

  private static final class Once implements Runnable {

    private final Runnable ending;
    private boolean done;

    Once(Runnable ending) {
      this.ending = ending;
    }

    @Override
    public synchronized void run() {
      if (!done) {
        done = true;
        ending.run();
      }
    }
  }
}
