package dev.laytime.activities.gitops;

import dev.laytime.activities.source.PulsedWork;
import dev.laytime.activity.FailureType;
import org.eclipse.jgit.lib.EmptyProgressMonitor;

/** Whether anybody still waits for a write. */
final class Abandoned extends EmptyProgressMonitor implements PulsedWork.Abandonable {

  private volatile boolean abandoned;

  @Override
  public void abandon() {
    abandoned = true;
  }

  @Override
  public boolean isCancelled() {
    return abandoned;
  }

  boolean isSo() {
    return abandoned;
  }

  void failIfSo() throws GitWriteException {
    if (abandoned) {
      throw new GitWriteException(FailureType.UNAVAILABLE, "given up", "it is tried again");
    }
  }
}
