package dev.laytime.workflow;

import java.util.List;

/** The task queues, few and fixed. */
public final class TaskQueues {

  /** Workflows, the ledger, messages between workflows, what promotions ask. */
  public static final String LAYTIME = "laytime";

  /** Short requests to registries: resolve, look, hold, restore, remove, list, verify, attest. */
  public static final String REGISTRY = "registry";

  /** Copies: long, with heartbeats. */
  public static final String COPY = "copy";

  /**
   * Sources of use: directories and Git repositories of manifests; what promotions write into Git.
   */
  public static final String CLUSTER = "cluster";

  /** The programs and Jobs of promotions' gates: they take long, and no scan waits for them. */
  public static final String BUILD = "build";

  /** Every queue that a worker polls. */
  public static final List<String> ALL = List.of(LAYTIME, REGISTRY, COPY, CLUSTER, BUILD);

  private TaskQueues() {}
}
