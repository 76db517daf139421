package dev.laytime.activities.crd.own;

import dev.laytime.activities.crd.Verdict;
import dev.laytime.build.BuildRecipe;
import dev.laytime.build.BuildRule;
import dev.laytime.image.Glob;
import dev.laytime.image.InvalidReferenceException;
import dev.laytime.image.Repository;
import dev.laytime.mirror.RepositoryPrefix;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the build rules of each namespace may say. A tenant's build its own images, of the sources,
 * on the bases and by the builders that it was given, for its own namespace in the objects' own
 * cluster; nothing of that follows from anything else that it may.
 */
record BuildRights(Tenancy tenancy, String source) {

  /** Why a namespace may not have a rule; null where it may. */
  @Nullable Verdict objection(String namespace, BuildRule rule) {
    Tenancy.Tenant tenant = tenancy.tenant(namespace).orElse(null);
    if (tenant == null) {
      return tenancy.objection(namespace);
    }
    String why = why(tenant, rule);
    return why == null ? null : Verdict.stalled(Tenancy.DENIED, why);
  }

  private @Nullable String why(Tenancy.Tenant tenant, BuildRule rule) {
    for (String pattern : rule.images().repositories()) {
      if (!owns(tenant, pattern)) {
        return "not all that '%s' may mean is below the prefixes of namespace %s: %s"
            .formatted(pattern, tenant.namespace(), tenant.prefixes());
      }
    }
    String url = rule.git().url();
    if (tenant.builds().git().stream().noneMatch(pattern -> Glob.matches(pattern, url))) {
      return "builds of namespace %s may not fetch %s, but %s"
          .formatted(tenant.namespace(), url, tenant.builds().git());
    }
    String made = recipe(tenant, rule.recipe());
    return made == null ? ordered(tenant, rule) : made;
  }

  private static @Nullable String recipe(Tenancy.Tenant tenant, BuildRecipe recipe) {
    Tenancy.Builds given = tenant.builds();
    String strategy = recipe.strategy().name().toLowerCase(Locale.ROOT);
    if (!given.strategies().contains(strategy)) {
      return "namespace %s may not build by %s, but by %s"
          .formatted(tenant.namespace(), strategy, given.strategies());
    }
    String beyond = given.most().objection(recipe);
    if (beyond != null) {
      return "builds of namespace %s: %s".formatted(tenant.namespace(), beyond);
    }
    if (!recipe.secrets().isEmpty()) {
      return "no object has a build read Secrets";
    }
    for (String base : recipe.bases()) {
      if (!covers(given.bases(), base)) {
        return "images of namespace %s may not be made on '%s', but on %s"
            .formatted(tenant.namespace(), base, given.bases());
      }
    }
    Repository cache = recipe.cache();
    return cache == null || tenant.owns(prefix(cache))
        ? null
        : "%s is not below the prefixes of namespace %s".formatted(cache, tenant.namespace());
  }

  private @Nullable String ordered(Tenancy.Tenant tenant, BuildRule rule) {
    String namespace = tenant.namespace();
    if (rule.orders().namespaces().stream().anyMatch(each -> !each.equals(namespace))) {
      return "only namespace %s itself orders by its rules".formatted(namespace);
    }
    if (rule.orders().sources().stream().anyMatch(each -> !each.equals(source))) {
      return "only source %s orders by rules of namespace %s: it is of their cluster"
          .formatted(source, namespace);
    }
    if (rule.orders().perHour() > tenant.builds().perHour()) {
      return "namespace %s may begin %d builds by a rule in an hour"
          .formatted(namespace, tenant.builds().perHour());
    }
    String promote = rule.after().promote();
    return promote == null || tenant.given().to().contains(promote)
        ? null
        : "builds of namespace %s may not be promoted to stage %s".formatted(namespace, promote);
  }

  /** Whether all that a pattern fits is a tenant's own. */
  private static boolean owns(Tenancy.Tenant tenant, String pattern) {
    String literal = Glob.literal(pattern);
    try {
      if (literal.equals(pattern)) {
        return tenant.owns(prefix(Repository.parse(pattern)));
      }
      int slash = literal.lastIndexOf('/');
      return slash > 0 && tenant.owns(RepositoryPrefix.parse(literal.substring(0, slash)));
    } catch (InvalidReferenceException e) {
      return false;
    }
  }

  /** A pattern is covered by itself, and a plain name by what fits it. */
  private static boolean covers(List<String> given, String base) {
    return given.contains(base)
        || (!Glob.isPattern(base)
            && given.stream().anyMatch(pattern -> Glob.matches(pattern, base)));
  }

  private static RepositoryPrefix prefix(Repository repository) {
    return new RepositoryPrefix(repository.registry(), repository.path());
  }
}
