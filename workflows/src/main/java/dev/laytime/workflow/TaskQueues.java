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

  /** Builds: they take hours, in Jobs or in the worker, and nothing but builds waits for them. */
  public static final String BUILD = "build";

  /** The programs and Jobs of promotions' gates: no scan waits for them, nor they for builds. */
  public static final String GATE = "gate";

  /** What Git is asked for builds: a server that answers nothing holds up no scan, nor a write. */
  public static final String SOURCE = "source";

  /** Every queue that a worker polls. */
  public static final List<String> ALL =
      List.of(LAYTIME, REGISTRY, COPY, CLUSTER, BUILD, GATE, SOURCE);

  private TaskQueues() {}
}
