package dev.laytime.worker.process;

import java.util.concurrent.CompletableFuture;

/** Ends what it is told to when another process ends. */
public final class ParentWatch {

  private ParentWatch() {}

  /**
   * Watches a process; one that is gone already counts as ended now.
   *
   * @param pid its process id
   * @param end what to do then, once, on a thread of its own
   * @throws IllegalArgumentException if the process is this one
   */
  public static void over(long pid, Runnable end) {
    if (pid == ProcessHandle.current().pid()) {
      throw new IllegalArgumentException("parent: expected another process, not this one");
    }
    CompletableFuture<?> ended =
        ProcessHandle.of(pid)
            .<CompletableFuture<?>>map(ProcessHandle::onExit)
            .orElseGet(() -> CompletableFuture.completedFuture(null));
    var _ = ended.thenRunAsync(() -> Thread.ofPlatform().name("parent-ended").start(end));
  }
}
