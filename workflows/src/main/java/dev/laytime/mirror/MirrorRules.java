package dev.laytime.mirror;

import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All mirror rules, present and past.
 *
 * @param rules in any order; the longest prefix is looked at first
 */
public record MirrorRules(List<MirrorRule> rules) {

  /** No rule at all. */
  public static final MirrorRules NONE = new MirrorRules(List.of());

  public MirrorRules {
    rules = List.copyOf(rules);
  }

  /** Where a missing stage image is to come from: by the present rule of the longest target. */
  public Optional<Reference> origin(Reference stageImage) {
    return rules.stream()
        .filter(MirrorRule::present)
        .filter(rule -> rule.target().contains(stageImage.repository()))
        .max(Comparator.comparingInt(rule -> rule.target().toString().length()))
        .flatMap(rule -> rule.sourceOf(stageImage));
  }

  /** Whether who names an upstream repository orders that of a stage which stands for it. */
  public boolean order(Repository upstream, Repository inStage) {
    return rules.stream()
        .filter(rule -> rule.present() && rule.onDemand())
        .anyMatch(rule ->
            rule.source()
                .rest(upstream)
                .flatMap(rule.target()::append)
                .filter(inStage::equals)
                .isPresent());
  }

  /**
   * Every stage image that stands for an upstream image: by any rule, present or past, so that
   * editing a rule never makes a usage vanish. Longest source first.
   */
  public Set<Reference> targets(Reference upstreamImage) {
    Set<Reference> targets = new LinkedHashSet<>();
    rules.stream()
        .sorted(
            Comparator.comparingInt((MirrorRule rule) -> rule.source().toString().length())
                .reversed())
        .forEach(rule -> rule.targetOf(upstreamImage).ifPresent(targets::add));
    return targets;
  }
}
