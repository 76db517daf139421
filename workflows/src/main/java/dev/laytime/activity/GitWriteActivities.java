package dev.laytime.activity;

import io.temporal.activity.ActivityInterface;

/** Writes into Git repositories. */
@ActivityInterface(namePrefix = "Git")
public interface GitWriteActivities {

  /**
   * Writes which image is meant, as one commit; none where that stands there already. A lost race
   * is run again on what the other one wrote. Right before each push the ledger is asked whether
   * anything moved since: then nothing is written. Heartbeats. Failures are of {@link FailureType}.
   */
  GitWriteResult write(GitWriteRequest request);
}
