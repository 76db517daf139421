package dev.laytime.e2e.bench.builds;

import dev.laytime.build.BuildState;
import dev.laytime.build.BuildStatus;
import dev.laytime.e2e.counterpart.RegistryProbe;
import dev.laytime.e2e.counterpart.TemporalServer;
import dev.laytime.image.Reference;
import dev.laytime.workflow.WorkflowIds;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;

/** An image that was not there is there. */
final class Appearance {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration PAUSE = Duration.ofMillis(5);

  private Appearance() {}

  /**
   * Waits until a registry has it.
   *
   * @param since a moment of {@link System#nanoTime}
   * @return seconds since then
   */
  static double of(Reference image, RegistryProbe registry, long since) {
    while (!registry.has(image.text())) {
      if (System.nanoTime() - since > PATIENCE.toNanos()) {
        throw new IllegalStateException("Waited in vain for " + image);
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    return (System.nanoTime() - since) / 1e9;
  }

  /**
   * Waits until its build has done all that follows on the tag.
   *
   * @return the id of its workflow
   */
  static String ended(Reference image, TemporalServer temporal) {
    String id = WorkflowIds.build(image.repository(), Objects.requireNonNull(image.tag()));
    BuildStatus end = temporal.client().newUntypedWorkflowStub(id).getResult(BuildStatus.class);
    if (end.state() != BuildState.DONE) {
      throw new IllegalStateException("%s: %s".formatted(image, end.cause()));
    }
    return id;
  }
}
