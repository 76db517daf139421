package dev.laytime.worker.ledger;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import dev.laytime.lifecycle.LifeState;
import dev.laytime.mirror.TagPattern;
import dev.laytime.promotion.Destination;
import dev.laytime.promotion.Gate;
import dev.laytime.promotion.PromotionOrder;
import dev.laytime.promotion.PromotionPath;
import dev.laytime.promotion.PromotionPath.Automatic;
import dev.laytime.promotion.PromotionState;
import dev.laytime.promotion.PromotionStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Stages {@code dev}, {@code prod} and {@code eu}, and a path from the first to the second. */
abstract class PromotingTest extends LedgerTest {

  static final Repository SOURCE = Repository.parse("reg:5000/dev/team/app");
  static final Repository TARGET = Repository.parse("reg:5000/prod/team/app");

  final PromotionLedger promoting = ledger.promotionLedger();
  final Promotions promotions = ledger.promotions();
  final PromotionHolds holds = ledger.promotions();
  final PromotionOrdering ordering = ledger.promotionOrdering();
  final ProvenWords proven = ledger.promotions();

  /** A path, to be changed one by one. */
  static final class Path {
    private String name = "to-prod";
    private String from = "dev";
    private String to = "prod";
    private List<String> replicas = List.of();
    private List<String> repositories = List.of();
    private List<TagPattern> tags = List.of();
    private List<Gate> gates = List.of();
    private List<String> git = List.of();
    private boolean moves;
    private int keepLast = 3;
    private Automatic automatic = Automatic.NONE;
    private @Nullable String schedule;
    private @Nullable String line;

    Path name(String value) {
      name = value;
      return this;
    }

    Path between(String source, String target, String... others) {
      from = source;
      to = target;
      replicas = List.of(others);
      return this;
    }

    Path repositories(String... patterns) {
      repositories = List.of(patterns);
      return this;
    }

    Path tags(String... globs) {
      tags = Arrays.stream(globs).<TagPattern>map(TagPattern.Wildcard::new).toList();
      return this;
    }

    Path gates(Gate... all) {
      gates = List.of(all);
      return this;
    }

    Path git(String... names) {
      git = List.of(names);
      return this;
    }

    Path moves() {
      moves = true;
      return this;
    }

    Path keepLast(int value) {
      keepLast = value;
      return this;
    }

    Path seen() {
      automatic = Automatic.SEEN;
      return this;
    }

    Path scheduled(String cron) {
      automatic = Automatic.SCHEDULED;
      schedule = cron;
      return this;
    }

    Path line(String value) {
      line = value;
      return this;
    }

    PathSettings settings() {
      return new PathSettings(
          new PromotionPath(
              name,
              from,
              to,
              replicas,
              repositories,
              tags,
              gates,
              List.of("latest"),
              moves,
              keepLast,
              Duration.ofDays(7),
              automatic,
              git,
              line),
          schedule);
    }
  }

  static Path path() {
    return new Path();
  }

  void configure(Path... paths) {
    ledger
        .registration()
        .register(
            new LedgerSettings(
                Stream.of(
                        stage().name("dev", "reg:5000/dev"),
                        stage().name("prod", "reg:5000/prod"),
                        stage().name("eu", "eu:5000/prod"))
                    .map(each -> each.external("**").settings())
                    .toList(),
                List.of(new SourceSettings("git", "directory", SCAN)),
                List.of(),
                List.of(),
                OwnKindSettings.OFF,
                List.of(),
                Arrays.stream(paths).map(Path::settings).toList()),
            clock.instant());
  }

  static String id(String tag) {
    return "promotion/prod/team/app:" + tag;
  }

  static PromotionOrder order(String requestId, String tag, Digest digest) {
    return new PromotionOrder(
        requestId,
        "to-prod",
        PromotionOrder.Kind.PROMOTE,
        SOURCE.tagged(new Tag(tag)),
        digest,
        "prod",
        TARGET.tagged(new Tag(tag)),
        "ann");
  }

  static PromotionOrder back(String requestId, String tag, Digest digest) {
    return new PromotionOrder(
        requestId,
        "to-prod",
        PromotionOrder.Kind.ROLLBACK,
        TARGET.pinned(digest),
        digest,
        "prod",
        TARGET.tagged(new Tag(tag)),
        "ann");
  }

  PromotionStatus status(PromotionOrder order, PromotionState state, Destination... destinations) {
    return new PromotionStatus(
        id(String.valueOf(order.target().tag())),
        order,
        state,
        List.of(),
        List.of(),
        List.of(destinations),
        List.of(),
        "",
        clock.instant(),
        state == PromotionState.WAITING ? null : clock.instant(),
        null,
        List.of());
  }

  static Destination destination(String stage, Reference target, Destination.Step step) {
    return new Destination(stage, target, step, null, List.of(), List.of(), "");
  }

  void remember(PromotionOrder order, PromotionState state) {
    promoting.remember(status(order, state));
  }

  /** One that went all the way, an hour after the one before. */
  void promoted(String tag, int digest) {
    clock.set(clock.instant().plus(Duration.ofHours(1)));
    remember(order("promote-%s-%d".formatted(tag, digest), tag, digest(digest)), PROMOTED);
  }

  static final PromotionState PROMOTED = PromotionState.PROMOTED;

  /** An image of the source stage that its life has found there. */
  void appears(String image, int digest) {
    Reference reference = Reference.parse("reg:5000/dev/" + image);
    activities.remember(in("dev", life(reference, 1, new LifeState.Present(), digest(digest))));
  }

  void later(Duration time) {
    clock.set(clock.instant().plus(time));
  }

  Instant now() {
    return clock.instant();
  }
}
