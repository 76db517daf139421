package dev.laytime.model;

import dev.laytime.image.Reference;
import dev.laytime.lifecycle.LifeState;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;

/**
 * The end of a sequence over the real workflows: everything heals, then nothing is named any more
 * and everything must leave. Coarser than the model's: a round is longer, and a life waits a day
 * for an outcome that never comes.
 */
final class ShellSettlement {

  private static final Duration OUTCOMES = Duration.ofHours(26);
  private static final Duration ROUND = Duration.ofMinutes(40);
  private static final Duration SLACK = Duration.ofHours(2);

  private final ShellWorld world;
  private final Universe universe;
  private final Expectations expectations;

  ShellSettlement(ShellWorld world) {
    this.world = world;
    this.universe = world.universe();
    this.expectations = new Expectations(universe, this::states);
  }

  void run() {
    heal();
    for (Image image : Image.values()) {
      world.perform(new Operation.Allow(image));
    }
    world.perform(new Operation.AddSource(Source.CLUSTER));
    setPolicy();
    pass(Terms.GRACE);
    expectations.holds();
    pass(SLACK);
    if (somethingIsCopied()) {
      world.advance(OUTCOMES);
      pass(SLACK);
    }
    expectations.namedImages();

    letGo();
    pass(Terms.GRACE.plus(SLACK));
    expectations.noTags();
    pass(Terms.QUARANTINE.plus(SLACK));
    expectations.nothing();
  }

  private void heal() {
    world.happens(all -> {
      all.faults.clear();
      all.mailbox.release();
      return all;
    });
  }

  /** Only what is set otherwise: it makes every life decide again, and nothing else may have to. */
  private void setPolicy() {
    if (!universe.ledger.deletion) {
      world.perform(new Operation.SetDeletion(true));
    }
    if (!universe.ledger.grace.equals(Terms.GRACE)) {
      world.perform(new Operation.SetGrace(Terms.GRACE));
    }
  }

  /** By a copy that will never tell: all others have. */
  private boolean somethingIsCopied() {
    return world.happens(all ->
        all.ledger.rows.values().stream()
            .anyMatch(row -> row.state() instanceof LifeState.Acquiring));
  }

  private void letGo() {
    world.happens(all -> {
      all.uses.undeployAll();
      return all;
    });
    for (Image image : Image.values()) {
      if (universe.ledger.pinned(image.reference())) {
        world.perform(new Operation.Unpin(image));
      }
    }
  }

  /** Time with scans, sweeps and a person who approves. */
  private void pass(Duration span) {
    Instant end = world.shell().now().plus(span);
    while (world.shell().now().isBefore(end)) {
      for (Source source : universe.ledger.evidence.registered()) {
        world.perform(new Operation.StartScan(source));
        world.perform(new Operation.FinishScan(source, Operation.ScanEnd.COMPLETE));
      }
      world.perform(new Operation.Sweep());
      world.happens(all -> {
        all.ledger.tellOfRemoved();
        return all;
      });
      world.perform(new Operation.ApproveBreakers());
      world.advance(ROUND);
    }
  }

  private String states(Predicate<Reference> but) {
    StringBuilder text = new StringBuilder();
    for (Reference image : universe.ledger.rows.keySet()) {
      if (!but.test(image) && world.shell().lives(image)) {
        text.append("\n    ").append(world.shell().why(image));
      }
    }
    return text.toString();
  }
}
