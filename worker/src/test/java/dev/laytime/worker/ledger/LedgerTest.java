package dev.laytime.worker.ledger;

import dev.laytime.activity.EvidenceRequest;
import dev.laytime.activity.EvidenceResult;
import dev.laytime.activity.IntendRequest;
import dev.laytime.activity.IntendResult;
import dev.laytime.activity.LedgerActivities;
import dev.laytime.activity.LifeRecord;
import dev.laytime.activity.ProbedRequest;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.ledger.Closures;
import dev.laytime.ledger.RemovalKind;
import dev.laytime.ledger.Removals;
import dev.laytime.ledger.Scans;
import dev.laytime.lifecycle.Event;
import dev.laytime.lifecycle.LifeState;
import dev.laytime.lifecycle.RetentionRule;
import dev.laytime.lifecycle.Why;
import dev.laytime.mirror.MirrorRule;
import dev.laytime.mirror.RepositoryPrefix;
import dev.laytime.usage.Listing;
import dev.laytime.usage.NamedImage;
import dev.laytime.usage.Usage;
import dev.laytime.workflow.WorkflowIds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** One stage {@code demo}, mirrored from {@code docker.io/library}, and what happens to it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class LedgerTest {

  static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
  static final Duration GRACE = Duration.ofDays(14);
  static final Duration SCAN = Duration.ofMinutes(5);
  static final RepositoryPrefix PREFIX = RepositoryPrefix.parse("reg:5000/demo");
  static final Reference APP = Reference.parse("reg:5000/demo/hub/app:1");
  static final Digest DIGEST = digest(1);

  final MovedClock clock = new MovedClock(START);
  final TestDatabase database = new TestDatabase(clock);
  final Ledger ledger = database.ledger();
  final LedgerActivities activities = ledger.activities();
  final Scans scans = ledger.scans();
  final Telling telling = ledger.telling();
  final Wishes wishes = ledger.wishes();
  final Views views = ledger.views();
  final Removals removals = ledger.removals();

  @BeforeEach
  void clear() {
    database.clear();
    clock.set(START);
  }

  @AfterAll
  void close() {
    database.close();
  }

  static Digest digest(int number) {
    return Digest.of("sha256", "%064x".formatted(number));
  }

  // Configuration

  static Stage stage() {
    return new Stage();
  }

  /** A stage's settings, to be changed one by one. */
  static final class Stage {
    String name = "demo";
    RepositoryPrefix prefix = PREFIX;
    boolean deletes = true;
    boolean dryRun;
    List<String> external = List.of();
    Duration grace = GRACE;
    List<RetentionRule> retention = List.of();
    StageSettings.Breaker breaker = new StageSettings.Breaker(50, 30, Duration.ofHours(24));
    List<String> vouchedBy = List.of();
    Duration window = Duration.ofMinutes(1);

    Stage name(String value, String prefixText) {
      name = value;
      prefix = RepositoryPrefix.parse(prefixText);
      return this;
    }

    Stage observing() {
      deletes = false;
      return this;
    }

    Stage dryRun() {
      dryRun = true;
      return this;
    }

    Stage external(String... patterns) {
      external = List.of(patterns);
      return this;
    }

    Stage grace(Duration value) {
      grace = value;
      return this;
    }

    Stage retention(RetentionRule... rules) {
      retention = List.of(rules);
      return this;
    }

    Stage breaker(int images, int percent) {
      breaker = new StageSettings.Breaker(images, percent, Duration.ofHours(24));
      return this;
    }

    Stage window(Duration value) {
      window = value;
      return this;
    }

    Stage vouchedBy(String... sources) {
      vouchedBy = List.of(sources);
      return this;
    }

    StageSettings settings() {
      return new StageSettings(
          name,
          prefix,
          deletes,
          external,
          grace,
          Duration.ofDays(7),
          retention,
          breaker,
          vouchedBy,
          Duration.ofHours(1),
          window,
          dryRun);
    }
  }

  static MirrorRule rule(String target, String source) {
    return new MirrorRule(RepositoryPrefix.parse(target), RepositoryPrefix.parse(source), true);
  }

  static final MirrorRule HUB = rule("reg:5000/demo/hub", "docker.io/library");

  Registration.Changes configure(List<Stage> stages, List<MirrorRule> rules, String... sources) {
    Registration.Changes changes =
        ledger
            .registration()
            .register(
                new LedgerSettings(
                    stages.stream().map(Stage::settings).toList(),
                    Arrays.stream(sources)
                        .map(name -> new SourceSettings(name, "directory", SCAN))
                        .toList(),
                    rules),
                clock.instant());
    return changes;
  }

  /** The stage, the rule of the hub, and one source {@code git}; nobody else owns the stage. */
  void configure(Stage stage) {
    configure(List.of(stage), List.of(HUB), "git");
    owned();
  }

  void owned(String... others) {
    activities.probed(new ProbedRequest("demo", null, List.of(others), clock.instant()));
  }

  // Scans

  static NamedImage named(String image) {
    return named(image, "web", "template");
  }

  static NamedImage named(String image, String object, String reason) {
    return new NamedImage(
        Reference.parse(image),
        new Usage(
            "git", "apps/v1", "Deployment", "shop", object, "app", reason, object + ".yaml#1"));
  }

  static Listing listing(String... images) {
    return listing(List.of(), images);
  }

  static Listing listing(List<String> gaps, String... images) {
    List<NamedImage> named = new ArrayList<>();
    for (String image : images) {
      named.add(named(image));
    }
    return new Listing("git /srv/manifests", "abc", "all", named, gaps);
  }

  static String[] images(int count) {
    return IntStream.range(0, count).mapToObj(i -> "example.com/other:" + i).toArray(String[]::new);
  }

  Scans.Published scan(Instant startedAt, String... images) {
    return scans.publish("git", startedAt, listing(images));
  }

  /** Two complete scans a grace period apart, the second of which started at an instant. */
  void trusted(Instant last, String... images) {
    scan(last.minus(GRACE), images);
    scan(last, images);
  }

  static final String OTHER = "example.com/other:1";

  // Lives

  void learn(Reference image, Digest root, Digest... members) {
    List<Closures.Member> all = new ArrayList<>();
    all.add(new Closures.Member(root, Closures.Kind.ROOT, 500));
    for (Digest member : members) {
      all.add(new Closures.Member(member, Closures.Kind.CHILD, 100));
    }
    ledger.closures().record(image.repository(), root, all);
  }

  static LifeRecord life(Reference image, long epoch, LifeState state, @Nullable Digest digest) {
    return life(image, epoch, state, digest, START, null, List.of());
  }

  @SuppressWarnings("NullAway") // it does not see from a class file that the quarantine may be null
  static LifeRecord life(
      Reference image,
      long epoch,
      LifeState state,
      @Nullable Digest digest,
      @Nullable Instant firstSeen,
      @Nullable Reference source,
      List<Event> events) {
    LifeState.@Nullable Quarantined quarantine =
        state instanceof LifeState.Quarantined quarantined ? quarantined : null;
    Instant deadline =
        switch (state) {
          case LifeState.Unused(_, var end) -> end;
          case LifeState.Quarantined(_, var until, _) -> until;
          default -> null;
        };
    return new LifeRecord(
        WorkflowIds.life(image),
        image,
        epoch,
        state.label(),
        digest,
        firstSeen,
        source,
        quarantine,
        new Why(
            image.text(),
            state.label(),
            digest,
            "demo",
            source == null ? null : source.text(),
            firstSeen,
            List.of("because"),
            null,
            deadline,
            List.of(),
            null,
            0,
            List.of()),
        events);
  }

  static LifeRecord in(String stage, LifeRecord life) {
    Why why = life.why();
    return new LifeRecord(
        life.life(),
        life.image(),
        life.epoch(),
        life.state(),
        life.digest(),
        life.firstSeen(),
        life.source(),
        life.quarantine(),
        new Why(
            why.image(),
            why.state(),
            why.digest(),
            stage,
            why.source(),
            why.firstSeen(),
            why.reasons(),
            why.next(),
            why.deadline(),
            why.words(),
            why.pin(),
            why.attempts(),
            why.refusals()),
        life.events());
  }

  static LifeState unused() {
    return new LifeState.Unused(START, START.plus(GRACE));
  }

  static LifeState quarantined(Instant since) {
    return new LifeState.Quarantined(since, since.plus(Duration.ofDays(7)), true);
  }

  /** An image that nothing needs any more, its closure written down. */
  void unused(Reference image, Digest digest) {
    activities.remember(life(image, 1, unused(), digest));
    learn(image, digest);
  }

  // Questions

  EvidenceResult evidence(Reference image, Digest digest, Instant notBefore, Instant now) {
    return evidence(image, digest, RemovalKind.QUARANTINE, notBefore, now);
  }

  EvidenceResult evidence(
      Reference image, Digest digest, RemovalKind kind, Instant notBefore, Instant now) {
    return activities.evidence(
        new EvidenceRequest(WorkflowIds.life(image), image, digest, 1, kind, notBefore, now));
  }

  IntendResult intend(Reference image, Digest digest, Instant notBefore, Instant now) {
    return activities.intend(
        new IntendRequest(
            WorkflowIds.life(image),
            image,
            digest,
            1,
            RemovalKind.QUARANTINE,
            notBefore,
            now,
            List.of("git: not named")));
  }

  /** Does something many times at once. */
  static <T> List<T> together(int count, IntFunction<T> work) throws InterruptedException {
    try (ExecutorService threads = Executors.newFixedThreadPool(count)) {
      List<Callable<T>> calls =
          IntStream.range(0, count).mapToObj(i -> (Callable<T>) () -> work.apply(i)).toList();
      return threads.invokeAll(calls).stream().map(Future::resultNow).toList();
    }
  }
}
