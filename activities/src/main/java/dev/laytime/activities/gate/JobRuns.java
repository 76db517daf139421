package dev.laytime.activities.gate;

import dev.laytime.activity.GateJob;
import dev.laytime.activity.GateRunResult;
import java.io.IOException;

/** A cluster that runs Jobs for gates. */
@FunctionalInterface
public interface JobRuns {

  /** No cluster at all. */
  JobRuns NONE =
      (_, _, _, _) -> new GateRunResult(false, "this worker has no cluster to run Jobs in");

  /**
   * Runs a Job to its end, or waits for the one of the same reading that runs.
   *
   * @param reading tells this reading of the gate from any other; the same for all its attempts
   * @param seen called again and again meanwhile; what it throws ends the waiting
   * @throws IOException if the cluster does not answer: the Job may be underway
   */
  GateRunResult run(GateJob job, JobSettings settings, String reading, Runnable seen)
      throws IOException, InterruptedException;
}
