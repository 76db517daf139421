package dev.laytime.activities.crd.own;

import dev.laytime.activities.crd.Verdict;
import dev.laytime.lifecycle.RetentionRule;
import dev.laytime.mirror.RepositoryPrefix;
import dev.laytime.workflow.RepositoryReaper;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code Stage} objects come to, one after the other by name. */
final class StagePlan {

  private static final int LONGEST_NAME = 100;

  private final Surroundings surroundings;
  private final Map<RepositoryPrefix, String> taken = new HashMap<>();

  StagePlan(Surroundings surroundings) {
    this.surroundings = surroundings;
    surroundings
        .configured()
        .forEach((name, prefix) ->
            taken.put(prefix, "stage %s of the worker's configuration".formatted(name)));
  }

  Outcome<ManagedStage> of(String name, StageSpec spec) {
    try {
      boolean suspended = Boolean.TRUE.equals(spec.suspend());
      ManagedStage stage = stage(name, spec, suspended);
      String objection = objection(stage);
      if (objection != null) {
        return Outcome.none(Verdict.stalled("Shadowed", objection));
      }
      if (!surroundings.sources().containsAll(stage.vouchedBy())) {
        return Outcome.unknown(
            "vouchedBy: expected sources that there are (%s), not %s"
                .formatted(surroundings.sources().stream().sorted().toList(), stage.vouchedBy()));
      }
      taken.put(stage.prefix(), "Stage " + name);
      return Outcome.of(stage, verdict(stage, suspended));
    } catch (IllegalArgumentException e) {
      return Outcome.unknown(String.valueOf(e.getMessage()));
    }
  }

  private @Nullable String objection(ManagedStage stage) {
    if (surroundings.configured().containsKey(stage.name())) {
      return "the worker's configuration has a stage %s".formatted(stage.name());
    }
    String owner = taken.get(stage.prefix());
    return owner == null ? null : "%s has the prefix %s".formatted(owner, stage.prefix());
  }

  private Verdict verdict(ManagedStage stage, boolean suspended) {
    if (suspended) {
      return Verdict.idle("Suspended", "suspended: nothing leaves " + stage.prefix());
    }
    return Verdict.ready(
        "InForce",
        "%s, %s"
            .formatted(stage.prefix(), stage.deletion() ? "deletion enabled" : "observes only"));
  }

  private static ManagedStage stage(String name, StageSpec spec, boolean suspended) {
    if (name.length() > LONGEST_NAME) {
      throw new IllegalArgumentException(
          "metadata.name: expected at most %d characters".formatted(LONGEST_NAME));
    }
    RepositoryPrefix prefix = Forms.prefix("prefix", spec.prefix());
    List<RepositoryPrefix> aliases =
        spec.aliases().stream().map(alias -> Forms.prefix("aliases", alias)).toList();
    if (aliases.contains(prefix)) {
      throw new IllegalArgumentException("aliases: '%s' is the prefix itself".formatted(prefix));
    }
    List<RetentionRule> retention = spec.retention().stream().map(RetentionRuleSpec::rule).toList();
    return new ManagedStage(
        name,
        prefix,
        aliases,
        "enabled".equals(spec.deletion()) && !suspended,
        Forms.patterns("externalDelete", spec.externalDelete()),
        time("gracePeriod", spec.gracePeriod(), Duration.ofDays(14)),
        time("quarantine", spec.quarantine(), Duration.ofDays(7)),
        time("sweepEvery", spec.sweepEvery(), Duration.ofHours(1)),
        window(spec.reaperWindow()),
        spec.vouchedBy(),
        breaker(spec.breaker()),
        retention);
  }

  private static Duration window(@Nullable String text) {
    Duration window = time("reaperWindow", text, Duration.ofMinutes(1));
    if (window.compareTo(RepositoryReaper.LONGEST_WINDOW) > 0) {
      throw new IllegalArgumentException(
          "reaperWindow: expected at most %dh, or nothing would ever leave"
              .formatted(RepositoryReaper.LONGEST_WINDOW.toHours()));
    }
    return window;
  }

  private static ManagedStage.Breaker breaker(@Nullable BreakerSpec spec) {
    BreakerSpec given = spec == null ? new BreakerSpec(null, null, null) : spec;
    Integer images = given.images();
    Integer percent = given.percent();
    return new ManagedStage.Breaker(
        images == null ? 50 : images,
        percent == null ? 30 : percent,
        time("breaker.window", given.window(), Duration.ofDays(1)));
  }

  private static Duration time(String key, @Nullable String text, Duration usual) {
    return text == null ? usual : Forms.time(key, text);
  }
}
