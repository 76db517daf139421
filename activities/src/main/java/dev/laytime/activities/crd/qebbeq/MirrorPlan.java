package dev.laytime.activities.crd.qebbeq;

import dev.laytime.image.InvalidReferenceException;
import dev.laytime.mirror.Lending;
import dev.laytime.mirror.MirrorRule;
import dev.laytime.mirror.RepositoryPrefix;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What {@code ImageMirror} objects come to.
 *
 * @param rules each target once
 * @param verdicts the condition {@code Ready} of each object, by its key
 */
record MirrorPlan(List<MirrorRule> rules, Map<ObjectKey, Condition> verdicts) {

  private static final String READY = "Ready";

  MirrorPlan {
    rules = List.copyOf(rules);
    verdicts = Map.copyOf(verdicts);
  }

  /**
   * Of two objects with one prefix the one in the controller's namespace counts, else the one that
   * comes first by namespace and name. What a person configured has everything below its target: a
   * longer prefix in a cluster takes nothing of it.
   *
   * @param lends whether a rule would let everybody have images brought with a login of ours; where
   *     nobody can tell, a mirror stays as it is
   */
  static MirrorPlan of(
      List<ImageMirrorObject> mirrors,
      QebbeqSettings settings,
      QebbeqAdapter.Ground ground,
      Function<MirrorRule, Lending> lends) {
    Map<RepositoryPrefix, String> owners = new LinkedHashMap<>();
    List<MirrorRule> rules = new ArrayList<>();
    Map<ObjectKey, Condition> verdicts = new LinkedHashMap<>();
    for (ImageMirrorObject mirror : sorted(mirrors, settings.namespace())) {
      verdicts.put(mirror.key(), verdict(mirror, settings, ground, owners, rules, lends));
    }
    return new MirrorPlan(rules, verdicts);
  }

  private static List<ImageMirrorObject> sorted(
      List<ImageMirrorObject> mirrors, String controllerNamespace) {
    return mirrors.stream()
        .sorted(
            Comparator.comparing((ImageMirrorObject mirror) ->
                    !mirror.key().namespace().equals(controllerNamespace))
                .thenComparing(ImageMirrorObject::key))
        .toList();
  }

  private static Condition verdict(
      ImageMirrorObject mirror,
      QebbeqSettings settings,
      QebbeqAdapter.Ground ground,
      Map<RepositoryPrefix, String> owners,
      List<MirrorRule> rules,
      Function<MirrorRule, Lending> lends) {
    if (!settings.counts(mirror.key())) {
      return no(
          "NotAllowed",
          "mirrors of this namespace do not count: see adapters.qebbeq.mirror-namespaces of the"
              + " worker");
    }
    try {
      RepositoryPrefix target = mirror.spec().target(settings.host());
      MirrorRule rule =
          MirrorRule.found(target, mirror.spec().source())
              .limitedTo(settings.limits())
              .polled(mirror.spec().polled());
      if (rule.target().equals(rule.source())) {
        return no("Invalid", "it would mirror %s from itself".formatted(target));
      }
      if (ground.stages().stream().noneMatch(target::meets)) {
        return no("NotManaged", "no stage of the worker has anything of " + target);
      }
      Lending lending = lends.apply(rule);
      if (lending == Lending.UNKNOWN && !isInForce(rule, ground)) {
        return asBefore(mirror, rule);
      }
      if (lending == Lending.LENDS) {
        return no(
            "NotAllowed",
            "the worker has a login for %s, and whoever may create a Pod could have images brought with it: see adapters.qebbeq.repositories and .namespaces of the worker"
                .formatted(rule.source()));
      }
      Optional<RepositoryPrefix> configured =
          ground.configured().stream().filter(target::liesIn).findFirst();
      if (configured.isPresent()) {
        return shadowed("the worker's configuration", configured.get());
      }
      String owner = owners.putIfAbsent(target, "ImageMirror " + mirror.key());
      if (owner != null) {
        return shadowed(owner, target);
      }
      rules.add(rule);
      return Condition.now(
          READY,
          Condition.TRUE,
          "InForce",
          "%s comes from %s%s".formatted(target, rule.source(), MirrorStatuses.polled(rule)));
    } catch (InvalidReferenceException e) {
      return no("Invalid", String.valueOf(e.getMessage()));
    }
  }

  private static boolean isInForce(MirrorRule rule, QebbeqAdapter.Ground ground) {
    return ground.rules().stream()
        .anyMatch(
            known -> known.target().equals(rule.target()) && known.source().equals(rule.source()));
  }

  private static Condition asBefore(ImageMirrorObject mirror, MirrorRule rule) {
    return mirror.status().conditions().stream()
        .filter(known -> known.type().equals(READY) && known.status().equals(Condition.FALSE))
        .findFirst()
        .map(known -> Condition.now(READY, known.status(), known.reason(), known.message()))
        .orElseGet(() ->
            Condition.now(
                READY,
                Condition.UNKNOWN,
                "LoginUnknown",
                "whether the worker has a login for %s cannot be told now: see its log"
                    .formatted(rule.source())));
  }

  private static Condition shadowed(String owner, RepositoryPrefix prefix) {
    return no("Shadowed", "%s has the prefix %s already".formatted(owner, prefix));
  }

  private static Condition no(String reason, String message) {
    return Condition.now(READY, Condition.FALSE, reason, message);
  }
}
