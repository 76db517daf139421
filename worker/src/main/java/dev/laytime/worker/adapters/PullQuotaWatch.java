package dev.laytime.worker.adapters;

import dev.laytime.activities.registry.client.PullQuota;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks Docker Hub again and again how many pulls it still grants, which costs none. */
final class PullQuotaWatch implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(PullQuotaWatch.class);

  /** What Docker has for this question. */
  static final Repository PREVIEW = new Repository("docker.io", "ratelimitpreview/test");

  /** Asks once. */
  interface Question {
    Optional<PullQuota> ask(Repository repository, Tag tag) throws IOException;
  }

  private final Question question;
  private final ImageOperatorMetrics metrics;
  private final Duration every;
  private final ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor();

  PullQuotaWatch(Question question, ImageOperatorMetrics metrics, Duration every) {
    this.question = question;
    this.metrics = metrics;
    this.every = every;
  }

  void start() {
    thread.execute(() -> {
      try {
        while (true) {
          look();
          Thread.sleep(every);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt(); // it is closed
      }
    });
  }

  /** Once. */
  void look() {
    try {
      question.ask(PREVIEW, Tag.LATEST).ifPresentOrElse(metrics::quota, metrics::noQuota);
    } catch (IOException | RuntimeException e) {
      metrics.noQuota();
      log.info("Docker Hub does not say how many pulls are left cause={}", e.getMessage());
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
