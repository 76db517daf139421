package dev.laytime.activities.crd.own;

import dev.laytime.activities.crd.Verdict;
import dev.laytime.image.Glob;
import dev.laytime.image.Repository;
import dev.laytime.mirror.RepositoryPrefix;
import dev.laytime.promotion.Gate;
import dev.laytime.promotion.PromotionPath;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which ways the paths of each namespace may lead. A tenant's lead from and to the stages that it
 * was given, below its own prefixes, and have run and written what it was given: nothing of that
 * follows from anything else that it may.
 */
record PathRights(Tenancy tenancy, Map<String, RepositoryPrefix> stages) {

  private static final String ANY = "x";

  PathRights {
    stages = Map.copyOf(stages);
  }

  /** Why a namespace may not have a path; null where it may. */
  @Nullable Verdict objection(String namespace, PromotionPath path) {
    Tenancy.Tenant tenant = tenancy.tenant(namespace).orElse(null);
    if (tenant == null) {
      return tenancy.objection(namespace);
    }
    Tenancy.Given given = tenant.given();
    if (!given.from().contains(path.from())) {
      return denied(
          "paths of namespace %s may not lead from stage %s".formatted(namespace, path.from()));
    }
    for (String stage : PathPlan.stagesOf(path).skip(1).toList()) {
      if (!given.to().contains(stage)) {
        return denied("paths of namespace %s may not lead to stage %s".formatted(namespace, stage));
      }
    }
    for (Gate gate : path.gates()) {
      if (gate instanceof Gate.Worked worked && !given.jobs().contains(worked.job())) {
        return denied(
            "gates of namespace %s may not run job %s".formatted(namespace, worked.job()));
      }
    }
    for (String target : path.git()) {
      if (!given.gitTargets().contains(target)) {
        return denied(
            "paths of namespace %s may not write git-target %s".formatted(namespace, target));
      }
    }
    return outside(tenant, path);
  }

  private @Nullable Verdict outside(Tenancy.Tenant tenant, PromotionPath path) {
    List<String> patterns = path.repositories().isEmpty() ? List.of("**") : path.repositories();
    for (String stage : PathPlan.stagesOf(path).toList()) {
      RepositoryPrefix prefix = stages.get(stage);
      for (String pattern : patterns) {
        if (prefix != null && !owns(tenant, prefix, pattern)) {
          return denied(
              "not all that '%s' may mean in stage %s is below the prefixes of namespace %s: %s"
                  .formatted(pattern, stage, tenant.namespace(), tenant.prefixes()));
        }
      }
    }
    return null;
  }

  /** Whether all that a pattern fits below a stage's prefix is a tenant's own. */
  private static boolean owns(Tenancy.Tenant tenant, RepositoryPrefix stage, String pattern) {
    String literal = Glob.literal(pattern);
    if (literal.equals(pattern)) {
      return stage.append(pattern).map(each -> tenant.owns(prefix(each))).orElse(false);
    }
    int slash = literal.lastIndexOf('/');
    if (slash <= 0) {
      return tenant.owns(stage);
    }
    // What lies below a name is written as references are, and that may be another than the name.
    return stage
        .append(literal.substring(0, slash) + "/" + ANY)
        .map(each -> tenant.owns(above(each)))
        .orElse(false);
  }

  private static RepositoryPrefix prefix(Repository repository) {
    return new RepositoryPrefix(repository.registry(), repository.path());
  }

  private static RepositoryPrefix above(Repository repository) {
    return new RepositoryPrefix(
        repository.registry(), repository.path().substring(0, repository.path().lastIndexOf('/')));
  }

  private static Verdict denied(String why) {
    return Verdict.stalled(Tenancy.DENIED, why);
  }
}
