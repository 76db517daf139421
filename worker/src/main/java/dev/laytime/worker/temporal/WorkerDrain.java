package dev.laytime.worker.temporal;

import io.temporal.worker.WorkerFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Ends the workers before anything they use: no new task, some seconds for those at hand, then an
 * interrupt.
 *
 * <p>A copy learns of it at its next heartbeat and fails, and Temporal gives it to another worker;
 * one that never learns of it is missed when its heartbeat timeout is over.
 */
final class WorkerDrain implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(WorkerDrain.class);

  private final WorkerFactory workers;
  private final Duration patience;
  private final Duration afterInterrupt;
  private volatile boolean running;

  /**
   * A drain of one factory's workers.
   *
   * @param patience how long tasks at hand may take to finish
   * @param afterInterrupt how long they may take to notice that they are cut off
   */
  WorkerDrain(WorkerFactory workers, Duration patience, Duration afterInterrupt) {
    this.workers = workers;
    this.patience = patience;
    this.afterInterrupt = afterInterrupt;
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    if (!workers.isStarted()) {
      return;
    }
    workers.shutdown();
    await(patience);
    if (!workers.isTerminated()) {
      log.warn("tasks cut off patience={}", patience);
      workers.shutdownNow();
      await(afterInterrupt);
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private void await(Duration duration) {
    workers.awaitTermination(duration.toMillis(), TimeUnit.MILLISECONDS);
  }
}
