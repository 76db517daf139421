package dev.laytime.worker.ledger;

/**
 * Whether Laytime's own objects in a cluster count.
 *
 * @param counted false where no cluster is configured for them: then none is known any more
 * @param dryRun whether nothing is written in the stages that they make
 * @param judgedBy everything else by which other objects may count, in any form
 */
public record OwnKindSettings(boolean counted, boolean dryRun, String judgedBy) {

  /** They do not. */
  public static final OwnKindSettings OFF = new OwnKindSettings(false, false);

  /** Judged by the rest of the configuration alone. */
  public OwnKindSettings(boolean counted, boolean dryRun) {
    this(counted, dryRun, "");
  }
}
