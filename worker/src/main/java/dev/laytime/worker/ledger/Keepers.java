package dev.laytime.worker.ledger;

import dev.laytime.ledger.RemovalKind;
import dev.laytime.lifecycle.Pin;
import dev.laytime.lifecycle.PullRecord;
import dev.laytime.lifecycle.Retention;
import dev.laytime.lifecycle.RetentionRule;
import dev.laytime.lifecycle.Spread;
import dev.laytime.mirror.RepositoryPrefix;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What keeps an image that no source names: people's pins and rules, copies on their way, and
 * promotions.
 */
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
  private final Promises promises;
  private final ObjectRows objects;
  private final Workloads workloads;
  private final Pulling pulling;
  private final MirrorKeepers mirrors;
  private final PromotionKeepers promotions;

  Keepers(
      Ground ground,
      Lives lives,
      Siblings siblings,
      Pins pins,
      Promises promises,
      ObjectRows objects,
      Workloads workloads,
      Pulling pulling,
      MirrorKeepers mirrors,
      PromotionKeepers promotions) {
    this.ground = ground;
    this.lives = lives;
    this.siblings = siblings;
    this.pins = pins;
    this.promises = promises;
    this.objects = objects;
    this.workloads = workloads;
    this.pulling = pulling;
    this.mirrors = mirrors;
    this.promotions = promotions;
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
    Instant promised = promises.of(question.life()).orElse(null);
    if (promised != null && !question.now().isAfter(promised)) {
      kept.add(
          new Kept("an object of it says that it stays until " + promised, promised.plusMillis(1)));
    }
    byObjects(question, kept);
    mirrors
        .of(question.image())
        .forEach(reason -> kept.add(new Kept(reason, othersMayEndIt(question, stage))));
    promotions
        .of(question.image(), question.digest(), stage.settings().gracePeriod(), question.now())
        .forEach(reason -> kept.add(new Kept(reason, othersMayEndIt(question, stage))));
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

  /** A person's unpinning is about a person's pin: each pin holds by itself. */
  private void byObjects(Question question, List<Kept> kept) {
    for (ObjectSettings.ObjectPin pin : objects.pinning(question.image(), question.digest())) {
      if (pin.holds(question.now())) {
        Instant end = pin.until();
        kept.add(new Kept(pin.toString(), end == null ? null : end.plusMillis(1)));
      }
    }
  }

  private void byRules(Question question, StageRow stage, List<Kept> kept) {
    List<Scope> scopes = scopes(question, stage);
    if (scopes.isEmpty()) {
      return;
    }
    Instant seen = lives.find(question.life()).map(LifeRow::firstSeen).orElse(null);
    // Of what the ledger has never seen it cannot say that it is old.
    Retention.Sibling image =
        new Retention.Sibling(question.image(), seen == null ? question.now() : seen);
    List<Retention.Sibling> all = siblings.of(stage.name(), question.image().repository());
    List<Retention.Rollback> rollbacks = rollbacks(question, stage, scopes);
    PullRecord pulls =
        pulling.of(question, stage.settings(), Scope.pullWindow(question, scopes)).orElse(null);
    for (Scope scope : scopes) {
      for (Retention.Kept rule :
          Retention.keepers(
              scope.prefix(), image, all, rollbacks, pulls, scope.rules(), question.now())) {
        Instant end = rule.until();
        kept.add(
            new Kept(
                scope.by() + ": " + rule.reason(),
                end == null ? othersMayEndIt(question, stage) : end));
      }
    }
  }

  /** The stage's own rules, and those that objects add to them. */
  private List<Scope> scopes(Question question, StageRow stage) {
    List<Scope> scopes = new ArrayList<>();
    StageSettings settings = stage.settings();
    if (!settings.retention().isEmpty()) {
      scopes.add(new Scope("retention", settings.prefix(), settings.retention()));
    }
    for (ObjectSettings.ObjectRetention policy : objects.policies()) {
      List<RepositoryPrefix> prefixes =
          policy.prefixes().isEmpty() ? List.of(settings.prefix()) : policy.prefixes();
      prefixes.stream()
          .filter(prefix -> prefix.contains(question.image().repository()))
          .forEach(prefix ->
              scopes.add(new Scope("RetentionPolicy " + policy.object(), prefix, policy.rules())));
    }
    return scopes;
  }

  private List<Retention.Rollback> rollbacks(
      Question question, StageRow stage, List<Scope> scopes) {
    return Scope.rollbackWindow(question, scopes) == 0
        ? List.of()
        : workloads.using(
            Hearing.names(question, ground.rules(), lives),
            question.image().repository(),
            question.digest(),
            stage.settings().gracePeriod(),
            ground.scopes());
  }

  /** What was looked at and did not keep it, for the proof. */
  List<String> considered(Question question, StageRow stage) {
    List<String> considered = new ArrayList<>();
    List<Scope> scopes = scopes(question, stage);
    int window = Scope.rollbackWindow(question, scopes);
    if (window > 0) {
      considered.add(
          ("rollback window: by this ledger's own record not in the last %d image sets before the"
                  + " present one of any of %d workloads")
              .formatted(window, workloads.count()));
    }
    pulling
        .of(question, stage.settings(), Scope.pullWindow(question, scopes))
        .map(PullRecord::text)
        .ifPresent(considered::add);
    return considered;
  }

  /**
   * Rules, and below which prefix they count.
   *
   * @param by whose they are, for people
   */
  private record Scope(String by, RepositoryPrefix prefix, List<RetentionRule> rules) {

    static int rollbackWindow(Question question, List<Scope> scopes) {
      return scopes.stream()
          .mapToInt(
              scope -> Retention.rollbackWindow(scope.prefix(), question.image(), scope.rules()))
          .max()
          .orElse(0);
    }

    static Duration pullWindow(Question question, List<Scope> scopes) {
      return scopes.stream()
          .map(scope -> Retention.pullWindow(scope.prefix(), question.image(), scope.rules()))
          .max(Comparator.naturalOrder())
          .orElse(Duration.ZERO);
    }
  }

  private static Instant othersMayEndIt(Question question, StageRow stage) {
    Duration grace = stage.settings().gracePeriod();
    Duration atLeast = grace.compareTo(SHORTEST) < 0 ? SHORTEST : grace;
    Duration wait = atLeast.compareTo(LONGEST) > 0 ? LONGEST : atLeast;
    return question.now().plus(wait).plus(Spread.of(question.image(), SHORTEST));
  }
}
