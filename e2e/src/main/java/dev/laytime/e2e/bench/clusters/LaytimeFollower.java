package dev.laytime.e2e.bench.clusters;

import dev.laytime.e2e.harness.Child;
import dev.laytime.image.Reference;
import java.util.function.Supplier;

/**
 * A worker that starts again beside the Temporal server that knows what was before.
 *
 * @param worker starts it
 */
record LaytimeFollower(Supplier<Child> worker, LifeSignals signals) implements Follower {

  @Override
  public String name() {
    return "laytime";
  }

  @Override
  public Child start() {
    return worker.get();
  }

  /** Its life has heard of a use. */
  @Override
  public boolean knows(Reference image) {
    return signals.of(image) > 0;
  }
}
