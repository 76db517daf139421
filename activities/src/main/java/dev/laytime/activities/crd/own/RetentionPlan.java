package dev.laytime.activities.crd.own;

import dev.laytime.activities.crd.Verdict;
import dev.laytime.mirror.RepositoryPrefix;
import java.util.List;

/** What {@code RetentionPolicy} objects come to. */
record RetentionPlan(Tenancy tenancy, List<RepositoryPrefix> stages) {

  Outcome<KeptRules> of(String namespace, String object, RetentionPolicySpec spec) {
    Verdict stranger = tenancy.objection(namespace);
    if (stranger != null) {
      return Outcome.none(stranger);
    }
    try {
      String given = spec.prefix();
      if (given != null) {
        RepositoryPrefix prefix = Forms.prefix("prefix", given);
        Verdict denied = tenancy.objection(namespace, prefix);
        return denied != null
            ? Outcome.none(denied)
            : judged(kept(object, List.of(prefix), spec), spec);
      }
      List<RepositoryPrefix> own =
          tenancy.tenant(namespace).map(Tenancy.Tenant::prefixes).orElse(List.of());
      return judged(kept(object, own, spec), spec);
    } catch (IllegalArgumentException e) {
      return Outcome.unknown(String.valueOf(e.getMessage()));
    }
  }

  private static KeptRules kept(
      String object, List<RepositoryPrefix> prefixes, RetentionPolicySpec spec) {
    return new KeptRules(
        object, prefixes, spec.rules().stream().map(RetentionRuleSpec::rule).toList());
  }

  private Outcome<KeptRules> judged(KeptRules kept, RetentionPolicySpec spec) {
    if (Boolean.TRUE.equals(spec.suspend())) {
      return Outcome.none(Verdict.idle("Suspended", "suspended: it keeps nothing"));
    }
    boolean meets =
        kept.prefixes().isEmpty()
            || kept.prefixes().stream().anyMatch(prefix -> stages.stream().anyMatch(prefix::meets));
    if (!meets) {
      return Outcome.of(
          kept,
          Verdict.stalled(
              "NotManaged", "no stage of the worker has anything of " + kept.prefixes()));
    }
    return Outcome.of(
        kept,
        Verdict.ready(
            "InForce",
            "%d %s below %s"
                .formatted(
                    kept.rules().size(),
                    kept.rules().size() == 1 ? "rule" : "rules",
                    kept.prefixes().isEmpty() ? "every stage" : kept.prefixes())));
  }
}
