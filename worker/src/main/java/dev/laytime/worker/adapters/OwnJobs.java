package dev.laytime.worker.adapters;

import dev.laytime.activities.job.JobTicks;
import dev.laytime.activities.job.Jobs;
import dev.laytime.ledger.LedgerUnavailableException;
import dev.laytime.worker.configuration.ClusterProperties;
import dev.laytime.worker.configuration.LaytimeProperties;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** The Jobs of this installation, in whichever cluster. */
public final class OwnJobs {

  private final LaytimeProperties properties;
  private final Supplier<String> ledger;
  private final AtomicReference<String> known = new AtomicReference<>("");

  /**
   * @param ledger tells the id of this installation, or throws
   */
  public OwnJobs(LaytimeProperties properties, Supplier<String> ledger) {
    this.properties = properties;
    this.ledger = ledger;
  }

  /** Those in a cluster. */
  public Jobs in(ClusterProperties cluster) {
    return new Jobs(
        () -> new ClusterJobs(cluster.api(properties::resolve)),
        JobTicks.SYSTEM,
        this::installation);
  }

  /** It never changes. */
  private String installation() throws IOException {
    try {
      return known.updateAndGet(id -> id.isEmpty() ? ledger.get() : id);
    } catch (LedgerUnavailableException e) {
      throw new IOException("whose Jobs these are is not known: " + e.getMessage(), e);
    }
  }
}
