package dev.laytime.activities.crd.own;

import dev.laytime.activities.crd.Verdict;
import dev.laytime.build.BuildBounds;
import dev.laytime.mirror.RepositoryPrefix;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the objects of each namespace may speak of. The namespace is the object's own, never one
 * that it names.
 *
 * @param platform the namespace whose objects may speak of everything
 * @param platformSecrets of that namespace that its objects may have read
 * @param tenants those whose objects may speak of what is below their prefixes
 */
public record Tenancy(String platform, List<String> platformSecrets, List<Tenant> tenants) {

  /** Why an object is refused that reaches for what is not its namespace's. */
  static final String DENIED = "AccessDenied";

  /**
   * A namespace and what is its own.
   *
   * @param prefixes at least one
   * @param secrets of the namespace that its objects may have read
   * @param given what its paths of promotions may do
   * @param builds what its build rules may say
   */
  public record Tenant(
      String namespace,
      List<RepositoryPrefix> prefixes,
      List<String> secrets,
      Given given,
      Builds builds) {
    public Tenant {
      prefixes = List.copyOf(prefixes);
      secrets = List.copyOf(secrets);
    }

    /** One that may have nothing built. */
    public Tenant(
        String namespace, List<RepositoryPrefix> prefixes, List<String> secrets, Given given) {
      this(namespace, prefixes, secrets, given, Builds.NOTHING);
    }

    /** One whose paths may do nothing. */
    public Tenant(String namespace, List<RepositoryPrefix> prefixes, List<String> secrets) {
      this(namespace, prefixes, secrets, Given.NOTHING);
    }

    boolean owns(RepositoryPrefix prefix) {
      return prefixes.stream().anyMatch(prefix::liesIn);
    }
  }

  /**
   * What paths of promotions may do, each by its name in the configuration.
   *
   * @param from the stages that they may lead from
   * @param to the stages that they may lead to
   * @param jobs that their gates may run
   * @param gitTargets that they may have written
   */
  public record Given(
      List<String> from, List<String> to, List<String> jobs, List<String> gitTargets) {

    static final Given NOTHING = new Given(List.of(), List.of(), List.of(), List.of());

    public Given {
      from = List.copyOf(from);
      to = List.copyOf(to);
      jobs = List.copyOf(jobs);
      gitTargets = List.copyOf(gitTargets);
    }
  }

  /**
   * What build rules may say.
   *
   * @param git patterns of the URLs that they may have fetched
   * @param bases patterns of the repositories that images may be made on
   * @param strategies by which they may build
   * @param perHour how many builds by a rule may begin in an hour, at most
   * @param pullSecret with logins of bases and of the cache, in the builders' namespace; null for
   *     none
   * @param most what each of them may use
   */
  public record Builds(
      List<String> git,
      List<String> bases,
      List<String> strategies,
      int perHour,
      @Nullable String pullSecret,
      BuildBounds most) {

    static final Builds NOTHING =
        new Builds(List.of(), List.of(), List.of(), 0, null, BuildBounds.USUAL);

    public Builds {
      git = List.copyOf(git);
      bases = List.copyOf(bases);
      strategies = List.copyOf(strategies);
    }
  }

  public Tenancy {
    platformSecrets = List.copyOf(platformSecrets);
    tenants = List.copyOf(tenants);
  }

  boolean isPlatform(String namespace) {
    return namespace.equals(platform);
  }

  /** The tenant of a namespace; empty where it has none, or is the platform's. */
  Optional<Tenant> tenant(String namespace) {
    return isPlatform(namespace)
        ? Optional.empty()
        : tenants.stream().filter(each -> each.namespace().equals(namespace)).findFirst();
  }

  /** Why a namespace may not speak of what is below a prefix; null where it may. */
  @Nullable Verdict objection(String namespace, RepositoryPrefix prefix) {
    if (isPlatform(namespace)) {
      return null;
    }
    Tenant tenant = tenant(namespace).orElse(null);
    if (tenant == null) {
      return stranger(namespace);
    }
    return tenant.owns(prefix)
        ? null
        : Verdict.stalled(
            DENIED,
            "%s is not below the prefixes of namespace %s: %s"
                .formatted(prefix, namespace, tenant.prefixes()));
  }

  /** Why a namespace may not speak at all; null where it may. */
  @Nullable Verdict objection(String namespace) {
    return isPlatform(namespace) || tenant(namespace).isPresent() ? null : stranger(namespace);
  }

  /** Why a namespace's objects may not have one of its Secrets read; null where they may. */
  @Nullable Verdict objectionToSecret(String namespace, @Nullable String secret) {
    List<String> secrets =
        isPlatform(namespace)
            ? platformSecrets
            : tenant(namespace).map(Tenant::secrets).orElse(List.of());
    return secret == null || secrets.contains(secret)
        ? null
        : Verdict.stalled(
            DENIED,
            "Secret %s is none that objects of namespace %s may have read: %s"
                .formatted(secret, namespace, secrets));
  }

  private static Verdict stranger(String namespace) {
    return Verdict.stalled(
        DENIED,
        "namespace %s is none of custom-resources.tenants of the worker's configuration"
            .formatted(namespace));
  }
}
