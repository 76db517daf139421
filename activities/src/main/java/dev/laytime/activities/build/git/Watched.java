package dev.laytime.activities.build.git;

import dev.laytime.activities.source.PulsedWork;
import java.io.IOException;
import org.eclipse.jgit.lib.EmptyProgressMonitor;

/** Whether anybody still waits for an answer. */
final class Watched extends EmptyProgressMonitor implements PulsedWork.Abandonable {

  private volatile boolean abandoned;

  @Override
  public void abandon() {
    abandoned = true;
  }

  @Override
  public boolean isCancelled() {
    return abandoned;
  }

  void failIfAbandoned() throws IOException {
    if (abandoned) {
      throw new IOException("given up");
    }
  }
}
