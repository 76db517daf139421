package dev.laytime.model;

import dev.laytime.image.Reference;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;

/**
 * The end of a sequence. First everything heals: what is named must be there. Then nothing is named
 * any more: every image must be quarantined, and then gone, within its time.
 */
final class Settlement {

  /** The longest that something from before may still delay: a failed step's next attempt. */
  private static final Duration HEALING = Duration.ofMinutes(80);

  /** For the steps themselves, and a scan that is due at the same instant. */
  private static final Duration SLACK = Duration.ofMinutes(5);

  private final ModelWorld world;
  private final Universe universe;
  private final Expectations expectations;

  Settlement(ModelWorld world, Universe universe) {
    this.world = world;
    this.universe = universe;
    this.expectations = new Expectations(universe, this::states);
  }

  void run() {
    universe.faults.clear();
    universe.mailbox.release();
    for (Image image : Image.values()) {
      world.perform(new Operation.Allow(image));
    }
    world.perform(new Operation.AddSource(Source.CLUSTER));
    world.perform(new Operation.SetDeletion(true));
    world.perform(new Operation.SetGrace(Terms.GRACE));
    // A source that is new must have been complete twice, a grace period apart.
    pass(HEALING);
    expectations.holds();
    pass(Terms.GRACE.plus(Terms.SCAN_EVERY));
    expectations.namedImages();

    universe.uses.undeployAll();
    for (Image image : Image.values()) {
      world.perform(new Operation.Unpin(image));
    }
    Duration round = Terms.SCAN_EVERY.plus(Terms.SCAN_EVERY.dividedBy(10)).plus(Terms.WINDOW);
    pass(Terms.SCAN_EVERY.plus(Terms.GRACE).plus(round).plus(SLACK));
    expectations.noTags();
    pass(Terms.QUARANTINE.plus(round).plus(SLACK));
    if (universe.guard.anythingTaken()) {
      pass(HEALING);
    }
    expectations.nothing();
  }

  /** Time with scans, sweeps and a person who approves. */
  private void pass(Duration span) {
    Instant end = universe.now.plus(span);
    Instant sweep = universe.now;
    while (universe.now.isBefore(end)) {
      for (Source source : universe.ledger.evidence.registered()) {
        world.perform(new Operation.StartScan(source));
        world.perform(new Operation.FinishScan(source, Operation.ScanEnd.COMPLETE));
      }
      if (!sweep.isAfter(universe.now)) {
        world.perform(new Operation.Sweep());
        sweep = universe.now.plus(Terms.SWEEP_EVERY);
      }
      universe.ledger.tellOfRemoved();
      world.perform(new Operation.ApproveBreakers());
      Duration left = Duration.between(universe.now, end);
      world.advance(left.compareTo(Terms.SCAN_EVERY) < 0 ? left : Terms.SCAN_EVERY);
    }
  }

  private String states(Predicate<Reference> but) {
    StringBuilder text = new StringBuilder();
    universe.lives.forEach((image, life) -> {
      if (!but.test(image)) {
        text.append("\n    ").append(life.life());
      }
    });
    return text.toString();
  }
}
