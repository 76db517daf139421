package dev.laytime.worker.ledger;

import dev.laytime.build.Admission;
import dev.laytime.build.BuildRule;
import dev.laytime.build.Orderer;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.image.Workshop;
import dev.laytime.lifecycle.Origin;
import dev.laytime.lifecycle.Prohibition;
import dev.laytime.workflow.WorkflowIds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Whether missing images are built because somebody names them; used within a transaction. */
final class BuildAdmissions {

  private static final Duration HOUR = Duration.ofHours(1);

  /** At once: the rest is told by those. */
  private static final int MOST_TOLD = 20;

  private final Tables tables;
  private final BuildTables builds;

  BuildAdmissions(Tables tables) {
    this.tables = tables;
    this.builds = tables.builds;
  }

  /**
   * How an image comes to be.
   *
   * @param slots for whose builds it waits
   */
  record Told(Origin.Build origin, Set<String> slots) {
    Told {
      slots = Set.copyOf(slots);
    }

    Told(Origin.Build origin) {
      this(origin, Set.of());
    }
  }

  /**
   * How an image comes to be that no mirror brings; empty where no rule builds it.
   *
   * @param there whether it is known to be in its stage: it is asked again once it is missing, and
   *     nothing is counted before
   */
  Optional<Told> origin(Reference image, boolean there, Ground ground) {
    if (!(image instanceof Reference.Tagged)) {
      return Optional.empty();
    }
    Instant now = tables.clock.instant();
    if (there) {
      return builds
          .rules
          .covering(image)
          .map(found -> new Told(new Origin.Build(found.name(), false, "is looked at anew", now)));
    }
    Optional<BuildRows.Row> last = builds.orders.latest(id(image));
    if (last.isPresent() && !last.get().over()) {
      return last.map(row -> new Told(BuildStanding.underway(row, now)));
    }
    return builds
        .rules
        .covering(image)
        .map(found ->
            found.judged()
                ? origin(found.rule(), image, last, ground, now)
                : new Told(
                    new Origin.Build(
                        found.name(), false, "is built later: " + found.objection(), null)));
  }

  private Told origin(
      BuildRule rule, Reference image, Optional<BuildRows.Row> last, Ground ground, Instant now) {
    return last.filter(row -> BuildStanding.blocks(row, rule, builds.marks))
        .map(row -> new Told(BuildStanding.failed(rule, row.status())))
        .orElseGet(() -> told(rule, of(rule, image, ground, now)));
  }

  private static Told told(BuildRule rule, Admission admission) {
    return switch (admission) {
      case Admission.Admitted _ ->
          new Told(
              new Origin.Build(rule.name(), true, "is to be built by rule " + rule.name(), null));
      case Admission.Later(var when, var why, var slots) ->
          new Told(new Origin.Build(rule.name(), false, "is built later: " + why, when), slots);
      case Admission.Refused(var why) ->
          new Told(new Origin.Build(rule.name(), false, "is not built: " + why, null));
    };
  }

  /** Why the build of an image may not begin, whoever orders it; empty where it may. */
  String hindrance(Reference image, BuildRule rule) {
    String refusal = refusal(image, rule);
    return refusal.isEmpty() ? wasThere(image, rule) : refusal;
  }

  /** Why an image may not be built by a rule, begun or not; empty where it may. */
  String refusal(Reference image, BuildRule rule) {
    if (Workshop.has(image.repository())) {
      return "%s is where builders push, and holds nobody's images".formatted(image.repository());
    }
    if (Stages.of(tables.stages.configured(), image.repository()).isEmpty()) {
      return "%s lies in no stage".formatted(image.repository());
    }
    if (!rule.covers(image)) {
      return "build rule %s is not for %s".formatted(rule.name(), image);
    }
    Prohibition word =
        tables.forbidden.on(image, null).stream()
            .filter(each -> each.covers(image, null))
            .findFirst()
            .orElse(null);
    return word == null ? "" : "%s: %s".formatted(image, word);
  }

  /** Why an image may not be built anew by a rule; empty where it may. */
  String wasThere(Reference image, BuildRule rule) {
    return existed(image) && !rule.rebuild()
        ? "%s was there before, and build rule %s does not rebuild: take another tag"
            .formatted(image, rule.name())
        : "";
  }

  /** Whether it is built for those who name it. */
  Admission of(BuildRule rule, Reference image, Ground ground, Instant now) {
    String refusal = hindrance(image, rule);
    if (!refusal.isEmpty()) {
      return new Admission.Refused(refusal);
    }
    return Admission.of(
        rule,
        image,
        orderers(image, ground),
        new Admission.Past(
            existed(image),
            builds.charges.begun(rule.name(), now.minus(HOUR)),
            builds.charges.underway(now)),
        now);
  }

  /** Why what counts for the same may begin no more builds now; empty where it may. */
  String exhausted(BuildRule rule, String charged, Instant now) {
    Instant next =
        rule.orders().next(builds.charges.charged(charged, now.minus(HOUR)), now).orElse(null);
    if (next == null) {
      return "%s may begin no builds".formatted(charged);
    }
    if (next.isAfter(now)) {
      return "%s may begin %d builds an hour: the next one at %s"
          .formatted(charged, rule.orders().perHour(), next);
    }
    int underway = builds.charges.underway(now).getOrDefault(charged, 0);
    return underway < rule.orders().atOnce()
        ? ""
        : "%s has %d builds under way, as many as may be at once".formatted(charged, underway);
  }

  /**
   * Those that wait for builds that count for the same, as many as may begin now, who waits longest
   * first.
   */
  List<Reference> next(String charged, Instant now) {
    List<Reference> waiting = builds.waits.inTurn(charged);
    return waiting.isEmpty()
        ? List.of()
        : next(waiting, builds.charges.underway(now).getOrDefault(charged, 0), now);
  }

  /** The same of everybody's builds. */
  Set<Reference> next(Instant now) {
    Map<String, List<Reference>> waiting = builds.waits.inTurn();
    if (waiting.isEmpty()) {
      return Set.of();
    }
    Map<String, Integer> underway = builds.charges.underway(now);
    Set<Reference> next = new LinkedHashSet<>();
    waiting.forEach(
        (charged, images) -> next.addAll(next(images, underway.getOrDefault(charged, 0), now)));
    return next;
  }

  /** Those whose rules begin fewer at once hold up nobody who is behind them. */
  private List<Reference> next(List<Reference> waiting, int underway, Instant now) {
    Function<Reference, Optional<BuildRuleRows.Row>> covering = builds.rules.covering();
    List<Reference> next = new ArrayList<>();
    for (Reference image : waiting) {
      int atOnce = covering.apply(image).map(row -> row.rule().orders().atOnce()).orElse(0);
      if (atOnce == 0) {
        builds.waits.put(image, Set.of(), now);
      } else if (underway + next.size() < atOnce) {
        next.add(image);
      }
      if (next.size() == MOST_TOLD) {
        break;
      }
    }
    return next;
  }

  /** Whether its tag ever named an image. */
  boolean existed(Reference image) {
    return tables.lives.existed(WorkflowIds.life(image)) || builds.orders.everDone(image);
  }

  /** Everybody whose name orders it where it is missing. */
  private List<Orderer> orderers(Reference image, Ground ground) {
    Repository repository = image.repository();
    List<Orderer> orderers = new ArrayList<>();
    for (NamedReferences.Row row :
        tables.references.matching(Hearing.names(image, ground.rules()), repository, null)) {
      boolean heard = ground.scopes().cover(row.source(), repository);
      if (heard
          && ground
              .rules()
              .order(row.reference().repository(), repository, row.namespaces().names())) {
        row.namespaces().names().forEach(name -> orderers.add(new Orderer(row.source(), name)));
      }
    }
    return orderers;
  }

  static String id(Reference image) {
    return WorkflowIds.build(
        image.repository(), Objects.requireNonNull(image.tag(), "Builds are of tags"));
  }
}
