package dev.laytime.worker.configuration;

import dev.laytime.mirror.MirrorRule;
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
    once("mirrors: expected each target once", mirrors.stream().map(m -> m.rule().target()));
    stages.forEach(stage -> requireKnownSources(stage, sources));
    mirrors.forEach(mirror -> requireUseful(mirror.rule(), stages));
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

  private static void requireUseful(MirrorRule rule, List<StageProperties> stages) {
    if (stages.stream().noneMatch(stage -> rule.target().liesIn(stage.repositories()))) {
      throw new IllegalArgumentException(
          "mirrors: target '%s' lies in no stage: correct it, or add a stage with that prefix"
              .formatted(rule.target()));
    }
    if (rule.target().equals(rule.source())) {
      throw new IllegalArgumentException(
          "mirrors: '%s' is target and source of one rule".formatted(rule.target()));
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
