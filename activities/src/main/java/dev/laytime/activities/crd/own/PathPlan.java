package dev.laytime.activities.crd.own;

import dev.laytime.activities.crd.Verdict;
import dev.laytime.mirror.RepositoryPrefix;
import dev.laytime.promotion.Gate;
import dev.laytime.promotion.PathConflict;
import dev.laytime.promotion.PromotionPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What {@code PromotionPath} objects come to, one after the other by age. */
final class PathPlan {

  /** So many of a tenant's count: each that promotes by itself is a loop of its own. */
  static final int MOST_OF_A_TENANT = 20;

  private final Tenancy tenancy;
  private final PathGround ground;
  private final Map<String, RepositoryPrefix> stages;
  private final PathRights rights;
  private final List<PromotionPath> taken;
  private final Map<String, Integer> ofTenants = new HashMap<>();

  /**
   * @param stages those that there are, by name
   */
  PathPlan(Tenancy tenancy, PathGround ground, Map<String, RepositoryPrefix> stages) {
    this.tenancy = tenancy;
    this.ground = ground;
    this.stages = Map.copyOf(stages);
    this.rights = new PathRights(tenancy, stages);
    this.taken = new ArrayList<>(ground.configured());
  }

  Outcome<OfferedPath> of(
      String namespace, String name, String object, String created, PromotionPathSpec spec) {
    Verdict stranger = tenancy.objection(namespace);
    if (stranger != null) {
      return Outcome.none(stranger);
    }
    try {
      PathGround.Read read = ground.reader().read(namespace + "." + name, spec);
      return judged(namespace, object, created, read, Boolean.TRUE.equals(spec.suspend()));
    } catch (IllegalArgumentException e) {
      return Outcome.unknown(String.valueOf(e.getMessage()));
    }
  }

  private Outcome<OfferedPath> judged(
      String namespace, String object, String created, PathGround.Read read, boolean suspended) {
    PromotionPath path = suspended ? byHand(read.path()) : read.path();
    Verdict objection = objection(namespace, path);
    if (objection != null) {
      return Outcome.none(objection);
    }
    taken.add(path);
    return Outcome.of(
        new OfferedPath(object, created, path, suspended ? null : read.schedule(), placesOf(path)),
        verdict(path, suspended));
  }

  private @Nullable Verdict objection(String namespace, PromotionPath path) {
    Verdict denied = rights.objection(namespace, path);
    if (denied != null) {
      return denied;
    }
    String lacks = lacks(path);
    if (lacks != null) {
      return Verdict.stalled("NotConfigured", lacks);
    }
    String shadowed = shadowed(path);
    if (shadowed != null) {
      return Verdict.stalled("Shadowed", shadowed);
    }
    return tenancy.isPlatform(namespace)
            || ofTenants.merge(namespace, 1, Integer::sum) <= MOST_OF_A_TENANT
        ? null
        : Verdict.stalled(
            "TooMany",
            "at most %d paths of namespace %s count, the oldest"
                .formatted(MOST_OF_A_TENANT, namespace));
  }

  /** What a path needs that is not there; null where it has all. */
  private @Nullable String lacks(PromotionPath path) {
    for (String stage : stagesOf(path).toList()) {
      if (!stages.containsKey(stage)) {
        return "no stage is called " + stage;
      }
    }
    for (Gate gate : path.gates()) {
      String lacks =
          switch (gate) {
            case Gate.Signed signed -> verifier(signed.verifier());
            case Gate.Attested attested -> verifier(attested.verifier());
            case Gate.Worked worked ->
                ground.jobs().contains(worked.job())
                    ? null
                    : "the worker's configuration has no job " + worked.job();
            case Gate.Commanded commanded ->
                "gate '%s': no object has a program run on the worker's machine"
                    .formatted(commanded.name());
            case Gate.Soaked _, Gate.Checked _, Gate.Approved _, Gate.Opened _ -> null;
          };
      if (lacks != null) {
        return lacks;
      }
    }
    return path.git().stream()
        .filter(target -> !ground.gitTargets().contains(target))
        .map(target -> "the worker's configuration has no git-target " + target)
        .findFirst()
        .orElse(null);
  }

  private @Nullable String verifier(String name) {
    return ground.verifiers().contains(name)
        ? null
        : "the worker's configuration has no verifier " + name;
  }

  private @Nullable String shadowed(PromotionPath path) {
    if (ground.otherNames().contains(path.name())) {
      return "the worker's configuration has or had a path " + path.name();
    }
    for (PromotionPath other : taken) {
      String conflict =
          other.name().equals(path.name())
              ? "there is a path " + path.name()
              : PathConflict.between(other, path);
      if (conflict != null) {
        return conflict;
      }
    }
    return null;
  }

  private Map<String, RepositoryPrefix> placesOf(PromotionPath path) {
    return stagesOf(path)
        .distinct()
        .collect(
            Collectors.toMap(
                stage -> stage,
                stage -> {
                  RepositoryPrefix prefix = stages.get(stage);
                  if (prefix == null) {
                    throw new IllegalStateException("Only whole paths are taken, not " + path);
                  }
                  return prefix;
                }));
  }

  static Stream<String> stagesOf(PromotionPath path) {
    return Stream.concat(Stream.of(path.from(), path.to()), path.replicas().stream());
  }

  /** The same, which nothing but a person's word has go on. */
  private static PromotionPath byHand(PromotionPath path) {
    return new PromotionPath(
        path.name(),
        path.from(),
        path.to(),
        path.replicas(),
        path.repositories(),
        path.tags(),
        path.gates(),
        path.floating(),
        path.moves(),
        path.keepLast(),
        path.expiry(),
        PromotionPath.Automatic.NONE,
        path.git(),
        path.line());
  }

  private static Verdict verdict(PromotionPath path, boolean suspended) {
    String what =
        "path %s leads from %s to %s through %d %s"
            .formatted(
                path.name(),
                path.from(),
                Stream.concat(Stream.of(path.to()), path.replicas().stream())
                    .collect(Collectors.joining(", ")),
                path.gates().size(),
                path.gates().size() == 1 ? "gate" : "gates");
    return suspended
        ? Verdict.idle("Suspended", "suspended: it promotes nothing by itself; " + what)
        : Verdict.ready("InForce", what);
  }
}
