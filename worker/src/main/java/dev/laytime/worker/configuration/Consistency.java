package dev.laytime.worker.configuration;

import dev.laytime.mirror.Copying;
import dev.laytime.mirror.MirrorRule;
import dev.laytime.mirror.RepositoryPrefix;
import dev.laytime.mirror.TagMirror;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Whether stages, sources and mirror rules fit together. */
final class Consistency {

  private Consistency() {}

  /**
   * @throws IllegalArgumentException if they do not; it says what to change
   */
  static void check(
      List<StageProperties> stages,
      List<SourceProperties> sources,
      List<MirrorProperties> mirrors) {
    once("stages: expected each name once", stages.stream().map(StageProperties::requiredName));
    once("stages: expected each prefix once", stages.stream().map(StageProperties::repositories));
    once("sources: expected each name once", sources.stream().map(SourceProperties::requiredName));
    once(
        "mirrors: expected each target in a stage once",
        rules(stages, mirrors).map(MirrorRule::target));
    once(
        "mirrors: expected each name once; without one it is the target's",
        mirrors.stream().flatMap(MirrorProperties::scheduled));
    stages.forEach(stage -> requireKnownSources(stage, sources));
    mirrors.forEach(mirror -> requireUseful(mirror, stages));
    stages.stream()
        .flatMap(StageProperties::aliasRules)
        .forEach(alias -> requireNoMirror(alias, mirrors));
  }

  private static void once(String expected, Stream<?> values) {
    Set<Object> seen = new HashSet<>();
    values.forEach(value -> {
      if (!seen.add(value)) {
        throw new IllegalArgumentException("%s, not '%s' twice".formatted(expected, value));
      }
    });
  }

  /** A source that nobody has would keep everything for ever without a hint why. */
  private static void requireKnownSources(StageProperties stage, List<SourceProperties> sources) {
    List<String> names = sources.stream().map(SourceProperties::requiredName).toList();
    for (String source : stage.vouchedBy()) {
      if (!names.contains(source)) {
        throw new IllegalArgumentException(
            "stage '%s': vouched-by: no source is called '%s'; sources: %s"
                .formatted(stage.requiredName(), source, names));
      }
    }
  }

  /** What images of stages come from: others have no lives, and nobody orders them. */
  static Stream<MirrorRule> rules(List<StageProperties> stages, List<MirrorProperties> mirrors) {
    return mirrors.stream()
        .map(MirrorProperties::rule)
        .filter(rule -> liesInAny(rule.target(), stages))
        .distinct();
  }

  private static boolean liesInAny(RepositoryPrefix target, List<StageProperties> stages) {
    return stages.stream().anyMatch(stage -> target.liesIn(stage.repositories()));
  }

  private static void requireUseful(MirrorProperties mirror, List<StageProperties> stages) {
    MirrorRule rule = mirror.rule();
    if (mirror.tags() == null && !liesInAny(rule.target(), stages)) {
      throw new IllegalArgumentException(
          "mirrors: target '%s' lies in no stage: correct it, add a stage with that prefix, or say"
                  .formatted(rule.target())
              + " with tags and poll which tags to keep a copy of");
    }
    boolean inStage = stages.stream().anyMatch(stage -> rule.target().meets(stage.repositories()));
    if (rule.target().equals(rule.source()) && (mirror.tags() == null || inStage)) {
      throw new IllegalArgumentException(
          "mirrors: '%s' is target and source of one rule".formatted(rule.target()));
    }
    requireOrdersInStages(mirror, stages);
    mirror.tagMirror().ifPresent(tags -> requirePossible(tags, stages));
  }

  /** Where no stage is, nobody orders anything, so nothing says who may. */
  private static void requireOrdersInStages(MirrorProperties mirror, List<StageProperties> stages) {
    String key =
        mirror.onDemand() ? "on-demand" : mirror.namespaces().isEmpty() ? "" : "namespaces";
    if (!key.isEmpty() && !liesInAny(mirror.rule().target(), stages)) {
      throw new IllegalArgumentException(
          "mirrors: %s: target '%s' lies in no stage, and elsewhere nobody orders images: leave %s"
                  .formatted(key, mirror.rule().target(), key)
              + " out, or add a stage with that prefix");
    }
  }

  /**
   * Laytime deletes in stages alone; there an image comes whole, and its life holds the old one.
   */
  private static void requirePossible(TagMirror mirror, List<StageProperties> stages) {
    Copying copying = mirror.copying();
    if (copying.prune() && !liesInAny(mirror.target(), stages)) {
      throw new IllegalArgumentException(
          "mirrors: prune: target '%s' lies in no stage, and elsewhere nothing is deleted: leave"
                  .formatted(mirror.target())
              + " prune out, or add a stage with that prefix");
    }
    boolean inStage =
        stages.stream().anyMatch(stage -> mirror.target().meets(stage.repositories()));
    if (inStage && (copying.backup() != null || !copying.platforms().isEmpty())) {
      throw new IllegalArgumentException(
          "mirrors: target '%s' lies in a stage, where images come whole and their lives hold what"
                  .formatted(mirror.target())
              + " they replace: leave out platforms and backup");
    }
  }

  /** The same repositories need no copy, and what is copied from elsewhere is not the same. */
  private static void requireNoMirror(MirrorRule alias, List<MirrorProperties> mirrors) {
    for (MirrorProperties mirror : mirrors) {
      MirrorRule rule = mirror.rule();
      if (rule.target().equals(alias.target()) && rule.source().equals(alias.source())) {
        throw new IllegalArgumentException(
            "aliases: '%s' is the source of a mirror into '%s', too: leave one of them out"
                .formatted(alias.source(), alias.target()));
      }
    }
  }
}
