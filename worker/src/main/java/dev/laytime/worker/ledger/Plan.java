package dev.laytime.worker.ledger;

import dev.laytime.lifecycle.Inquiry;
import dev.laytime.lifecycle.StagePause;
import dev.laytime.view.PlanView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What would leave next, and what is known to stop it. */
final class Plan {

  private static final int MOST = 500;
  private static final int MOST_IMAGES = 10;

  private final Tables tables;
  private final Instant now;
  private final Ground ground;
  private final Evidence evidence;

  Plan(Tables tables, Instant now) {
    this.tables = tables;
    this.now = now;
    this.ground = tables.ground();
    this.evidence = tables.evidence(ground);
  }

  PlanView of(@Nullable String stage) {
    Map<String, Breaker> open = new LinkedHashMap<>();
    List<PlanView.Breaker> breakers = breakers(stage, open);
    List<PlanView.Removal> removals = new ArrayList<>();
    int more = 0;
    for (StageRow row : ground.stages()) {
      if (stage == null || stage.equals(row.name())) {
        List<PlanView.Removal> first = removals(row.name(), open);
        removals.addAll(first);
        more += tables.lives.countLeaving(row.name()) - first.size();
      }
    }
    removals.sort(
        Comparator.comparing(PlanView.Removal::at).thenComparing(PlanView.Removal::image));
    return new PlanView(removals, breakers, pauses(stage), more);
  }

  /** What waits for a person. */
  List<PlanView.Breaker> breakers() {
    return breakers(null, new LinkedHashMap<>());
  }

  private List<PlanView.Breaker> breakers(@Nullable String stage, Map<String, Breaker> open) {
    List<PlanView.Breaker> breakers = new ArrayList<>();
    for (Breaker breaker : tables.breakers.open()) {
      List<Intention> waiting = tables.intentions.waiting(breaker.id());
      waiting.forEach(intention -> open.put(intention.life(), breaker));
      if (!waiting.isEmpty() && (stage == null || stage.equals(breaker.stage()))) {
        breakers.add(view(breaker, waiting));
      }
    }
    breakers.addAll(sweeps(stage));
    return breakers;
  }

  /** Of each stage by itself: one that only observes keeps those that are overdue for ever. */
  private List<PlanView.Removal> removals(String stage, Map<String, Breaker> open) {
    List<PlanView.Removal> removals = new ArrayList<>();
    for (LifeRow life : tables.lives.leaving(stage, MOST)) {
      Instant deadline = life.deadline();
      if (deadline != null) {
        removals.add(removal(life, stage, deadline, open.get(life.life())));
      }
    }
    return removals;
  }

  private List<PlanView.Breaker> sweeps(@Nullable String stage) {
    return ground.stages().stream()
        .filter(row -> stage == null || stage.equals(row.name()))
        .flatMap(row -> tables.sweepBreakers.open(row.name()).stream().map(one -> view(one, row)))
        .toList();
  }

  private static PlanView.Breaker view(SweepBreaker breaker, StageRow stage) {
    return new PlanView.Breaker(
        breaker.id(),
        stage.settings().prefix().toString(),
        (int) breaker.missed(),
        breaker.reason(),
        breaker.openedAt(),
        breaker.images(),
        PlanView.Breaker.MISSED);
  }

  private List<StagePause> pauses(@Nullable String stage) {
    return ground.stages().stream()
        .filter(row -> stage == null || stage.equals(row.name()))
        .flatMap(row -> Stream.ofNullable(row.paused(now)))
        .toList();
  }

  private PlanView.Removal removal(
      LifeRow life, String stage, Instant deadline, @Nullable Breaker waitsFor) {
    List<String> blocked = new ArrayList<>(blockedBy(life, deadline));
    if (waitsFor != null) {
      blocked.add("waits for `laytime approve %s`".formatted(waitsFor.id()));
    }
    return new PlanView.Removal(
        life.image().text(),
        life.digest(),
        stage,
        life.nextStep().name().toLowerCase(Locale.ROOT),
        deadline,
        blocked,
        life.digest() == null
            ? null
            : tables.closures.bytesOnlyOf(life, life.digest(), JdbcClosures.Gone.EARLIER));
  }

  /** As of now; before the deadline no scan can have started after it, which is no reason. */
  private List<String> blockedBy(LifeRow life, Instant deadline) {
    Instant notBefore = deadline.isBefore(now) ? deadline : Instant.MIN;
    Inquiry inquiry =
        evidence
            .of(
                new Question(
                    life.life(), life.image(), life.digest(), life.nextStep(), notBefore, now))
            .inquiry();
    return inquiry instanceof Inquiry.Later(_, var reasons, var retryAt)
            && (retryAt == null || retryAt.isAfter(deadline) || !deadline.isAfter(now))
        ? reasons
        : List.of();
  }

  private static PlanView.Breaker view(Breaker breaker, List<Intention> waiting) {
    return new PlanView.Breaker(
        breaker.id(),
        breaker.repository().toString(),
        waiting.size(),
        breaker.reason(),
        breaker.openedAt(),
        waiting.stream().limit(MOST_IMAGES).map(intention -> intention.image().text()).toList());
  }
}
