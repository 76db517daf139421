package dev.laytime.worker.ledger;

import dev.laytime.ledger.RemovalKind;
import dev.laytime.lifecycle.Pin;
import dev.laytime.lifecycle.Retention;
import dev.laytime.lifecycle.Spread;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What keeps an image that no source names: people's pins and rules, and copies on their way. */
final class Keepers {

  private static final Duration SHORTEST = Duration.ofHours(1);
  private static final Duration LONGEST = Duration.ofDays(1);
  private static final Duration OWNER = Duration.ofMinutes(1);
  private static final Duration COPY = Duration.ofMinutes(1);
  private static final int MOST_COPIES = 5;

  private final Ground ground;
  private final Lives lives;
  private final Siblings siblings;
  private final Pins pins;
  private final Workloads workloads;

  Keepers(Ground ground, Lives lives, Siblings siblings, Pins pins, Workloads workloads) {
    this.ground = ground;
    this.lives = lives;
    this.siblings = siblings;
    this.pins = pins;
    this.workloads = workloads;
  }

  /**
   * One reason to stay.
   *
   * @param retryAt when to ask again; null where only a person's word can end it
   */
  record Kept(String reason, @Nullable Instant retryAt) {}

  /** Why an image stays; empty where nothing keeps it. */
  List<Kept> of(Question question, StageRow stage) {
    List<Kept> kept = new ArrayList<>();
    Pin pin = pins.of(question.image()).orElse(null);
    if (pin != null && pin.holds(question.now())) {
      Instant end = pin.until();
      kept.add(new Kept(pin.toString(), end == null ? null : end.plusMillis(1)));
    }
    if (stage.owners() == null) {
      kept.add(
          new Kept(
              "nobody has looked yet whether another installation has an owner record in stage %s;"
                      .formatted(stage.name())
                  + " the next sweep does",
              question.now().plus(OWNER).plus(Spread.of(question.image(), OWNER))));
    }
    byCopies(question, kept);
    byRules(question, stage, kept);
    return kept;
  }

  /** A copy leaves out what it finds there, and nothing shows that before its tag is written. */
  private void byCopies(Question question, List<Kept> kept) {
    if (question.kind() == RemovalKind.DELETE) {
      lives.in(question.image().repository()).stream()
          .filter(life -> life.copying(question.now()))
          .limit(MOST_COPIES)
          .forEach(life ->
              kept.add(
                  new Kept(
                      "a copy into this repository is on its way: " + life.image(),
                      question.now().plus(COPY).plus(Spread.of(question.image(), COPY)))));
    }
  }

  private void byRules(Question question, StageRow stage, List<Kept> kept) {
    StageSettings settings = stage.settings();
    if (settings.retention().isEmpty()) {
      return;
    }
    Instant seen = lives.find(question.life()).map(LifeRow::firstSeen).orElse(null);
    List<Retention.Kept> found =
        Retention.keepers(
            settings.prefix(),
            // Of what the ledger has never seen it cannot say that it is old.
            new Retention.Sibling(question.image(), seen == null ? question.now() : seen),
            siblings.of(stage.name(), question.image().repository()),
            rollbacks(question, settings),
            settings.retention(),
            question.now());
    for (Retention.Kept rule : found) {
      Instant end = rule.until();
      kept.add(
          new Kept(
              "retention: " + rule.reason(), end == null ? othersMayEndIt(question, stage) : end));
    }
  }

  private List<Retention.Rollback> rollbacks(Question question, StageSettings settings) {
    return window(question, settings) == 0
        ? List.of()
        : workloads.using(
            Hearing.names(question, ground.rules(), lives),
            question.image().repository(),
            question.digest(),
            settings.gracePeriod());
  }

  private static int window(Question question, StageSettings settings) {
    return Retention.rollbackWindow(settings.prefix(), question.image(), settings.retention());
  }

  /** What was looked at and did not keep it, for the proof. */
  List<String> considered(Question question, StageRow stage) {
    int window = window(question, stage.settings());
    return window == 0
        ? List.of()
        : List.of(
            ("rollback window: by this ledger's own record not in the last %d image sets before the"
                    + " present one of any of %d workloads")
                .formatted(window, workloads.count()));
  }

  private static Instant othersMayEndIt(Question question, StageRow stage) {
    Duration grace = stage.settings().gracePeriod();
    Duration atLeast = grace.compareTo(SHORTEST) < 0 ? SHORTEST : grace;
    Duration wait = atLeast.compareTo(LONGEST) > 0 ? LONGEST : atLeast;
    return question.now().plus(wait).plus(Spread.of(question.image(), SHORTEST));
  }
}
