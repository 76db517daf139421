package dev.laytime.mirror;

import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import dev.laytime.image.Workshop;
import java.util.Collection;
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

  /** Where a missing stage image is to come from. */
  public Optional<Reference> origin(Reference stageImage) {
    return bringing(stageImage.repository()).flatMap(rule -> rule.sourceOf(stageImage));
  }

  /** What has images of a stage's repository brought: the present rule of the longest target. */
  public Optional<MirrorRule> bringing(Repository inStage) {
    return rules.stream()
        .filter(rule -> rule.present() && !rule.alias())
        .filter(rule -> rule.target().contains(inStage))
        .max(Comparator.comparingInt(rule -> rule.target().toString().length()));
  }

  /**
   * Whether who names a repository orders that of a stage: it is the same, or a present rule brings
   * it on demand; and the rule by which it would come lets them.
   *
   * @param by the namespaces of the objects that name it; empty text for none
   */
  public boolean order(Repository named, Repository inStage, Collection<String> by) {
    return (named.equals(inStage) || onDemand(named, inStage, by)) && lets(inStage, by);
  }

  private boolean onDemand(Repository upstream, Repository inStage, Collection<String> by) {
    return !Workshop.has(upstream)
        && rules.stream()
            .filter(rule -> rule.present() && rule.onDemand())
            .anyMatch(rule ->
                rule.source()
                    .rest(upstream)
                    .filter(rest -> rule.limits().allow(rest, by))
                    .flatMap(rule.target()::append)
                    .filter(inStage::equals)
                    .isPresent());
  }

  private boolean lets(Repository inStage, Collection<String> by) {
    return bringing(inStage)
        .map(rule -> rule.limits().allow(rule.target().rest(inStage).orElse(""), by))
        .orElse(true);
  }

  /** The rule by which a missing stage image would come, where nobody orders its tag by it. */
  public Optional<MirrorRule> denying(Reference stageImage) {
    Tag tag = stageImage.tag();
    return tag == null
        ? Optional.empty()
        : bringing(stageImage.repository()).filter(rule -> rule.limits().denies(tag));
  }

  /** The rule by which a missing stage image would come, where it does not let everybody order. */
  public Optional<MirrorRule> limiting(Repository inStage) {
    return bringing(inStage).filter(rule -> !rule.limits().equals(OrderLimits.NONE));
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
        .forEach(rule -> {
          rule.targetOf(upstreamImage).ifPresent(targets::add);
          rule.shortTargetOf(upstreamImage).ifPresent(targets::add);
        });
    return targets;
  }
}
