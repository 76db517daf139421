package dev.laytime.activities.crd.own;

import dev.laytime.activities.crd.Verdict;
import dev.laytime.build.BaseImages;
import dev.laytime.build.BuildRule;
import dev.laytime.build.BuildStrategy;
import dev.laytime.mirror.RepositoryPrefix;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code BuildRule} objects come to, one after the other by age. */
final class BuildPlan {

  /** So many of a tenant's count. */
  static final int MOST_OF_A_TENANT = 20;

  private static final String HTTPS = "https://";

  private final Tenancy tenancy;
  private final BuildGround ground;
  private final Map<String, RepositoryPrefix> stages;
  private final BuildRights rights;
  private final Map<String, Integer> ofTenants = new HashMap<>();

  /**
   * @param stages those that there are, by name
   */
  BuildPlan(Tenancy tenancy, BuildGround ground, Map<String, RepositoryPrefix> stages) {
    this.tenancy = tenancy;
    this.ground = ground;
    this.stages = Map.copyOf(stages);
    this.rights = new BuildRights(tenancy, ground.source());
  }

  /** A rule is called {@code NAMESPACE.NAME}: no namespace has a dot in it. */
  Outcome<OfferedRule> of(String namespace, String name, String object, BuildRuleSpec spec) {
    Verdict stranger = tenancy.objection(namespace);
    if (stranger != null) {
      return Outcome.none(stranger);
    }
    BuildRule rule;
    try {
      rule = given(namespace, ground.reader().read(namespace + "." + name, spec));
    } catch (IllegalArgumentException e) {
      return Outcome.unknown(String.valueOf(e.getMessage()));
    }
    Verdict objection = objection(namespace, rule);
    return objection == null
        ? Outcome.of(new OfferedRule(object, rule), Verdict.ready("InForce", said(rule)))
        : Outcome.none(objection);
  }

  /** With the login that its namespace was given: an object names none. */
  private BuildRule given(String namespace, BuildRule rule) {
    String secret =
        tenancy.tenant(namespace).map(tenant -> tenant.builds().pullSecret()).orElse(null);
    return secret == null || !rule.recipe().strategy().inJobs()
        ? rule
        : new BuildRule(
            rule.name(),
            rule.images(),
            rule.source(),
            rule.recipe().pulling(secret),
            rule.orders(),
            rule.rebuild(),
            rule.after());
  }

  private @Nullable Verdict objection(String namespace, BuildRule rule) {
    if (!rule.git().url().startsWith(HTTPS) || rule.git().login() != null) {
      return Verdict.stalled(
          Tenancy.DENIED, "objects have sources fetched over https alone, without a login");
    }
    try {
      rule.git().requireRemote();
    } catch (IllegalArgumentException e) {
      return Verdict.stalled(Tenancy.DENIED, String.valueOf(e.getMessage()));
    }
    Verdict denied = rights.objection(namespace, rule);
    if (denied != null) {
      return denied;
    }
    String base = BaseImages.objection(rule.recipe().bases(), stages.values());
    if (!base.isEmpty()) {
      return Verdict.stalled(Tenancy.DENIED, base);
    }
    String lacks = lacks(rule);
    if (lacks != null) {
      return Verdict.stalled("NotConfigured", lacks);
    }
    if (ground.otherNames().contains(rule.name())) {
      return Verdict.stalled(
          "Shadowed", "the worker's configuration has a build rule " + rule.name());
    }
    return tenancy.isPlatform(namespace)
            || ofTenants.merge(namespace, 1, Integer::sum) <= MOST_OF_A_TENANT
        ? null
        : Verdict.stalled(
            "TooMany",
            "at most %d build rules of namespace %s count, the oldest"
                .formatted(MOST_OF_A_TENANT, namespace));
  }

  private @Nullable String lacks(BuildRule rule) {
    BuildStrategy strategy = rule.recipe().strategy();
    if (strategy.inJobs() && !ground.jobs()) {
      return "%s builds in Jobs, and the worker's configuration has no builders"
          .formatted(strategy.name().toLowerCase(Locale.ROOT));
    }
    for (String pattern : rule.images().repositories()) {
      String registry = pattern.substring(0, pattern.indexOf('/'));
      if (stages.values().stream().noneMatch(stage -> stage.registry().equals(registry))) {
        return "'%s' lies in no stage".formatted(pattern);
      }
    }
    String promote = rule.after().promote();
    return promote == null || stages.containsKey(promote) ? null : "no stage is called " + promote;
  }

  private static String said(BuildRule rule) {
    return "rule %s builds %s of %s by %s"
        .formatted(
            rule.name(),
            String.join(", ", rule.images().repositories()),
            rule.git().url(),
            rule.recipe().strategy().name().toLowerCase(Locale.ROOT));
  }
}
