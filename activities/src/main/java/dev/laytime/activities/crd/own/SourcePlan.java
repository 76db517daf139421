package dev.laytime.activities.crd.own;

import dev.laytime.activities.crd.Verdict;
import dev.laytime.mirror.RepositoryPrefix;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code UsageSource} objects come to, one after the other. */
final class SourcePlan {

  /** So many of a tenant's are scanned: everybody's wait for the same turns. */
  static final int MOST_OF_A_TENANT = 20;

  private static final int LONGEST_NAME = 100;
  private static final Duration USUAL = Duration.ofMinutes(5);

  private final Surroundings surroundings;
  private final Map<String, Integer> ofTenants = new HashMap<>();

  SourcePlan(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  Outcome<ObservedSource> of(String namespace, String name, String object, UsageSourceSpec spec) {
    Tenancy tenancy = surroundings.tenancy();
    Verdict stranger = tenancy.objection(namespace);
    if (stranger != null) {
      return Outcome.none(stranger);
    }
    SecretKeySpec secret = spec.secret();
    Verdict denied = secret == null ? null : tenancy.objectionToSecret(namespace, secret.name());
    if (denied != null) {
      return Outcome.none(denied);
    }
    try {
      ObservedSource source =
          new ObservedSource(
              object,
              namespace,
              name(namespace + "." + name),
              tenancy.tenant(namespace).map(Tenancy.Tenant::prefixes).orElse(List.of()),
              scanEvery(spec),
              complete(spec));
      return judged(source, Boolean.TRUE.equals(spec.suspend()));
    } catch (IllegalArgumentException e) {
      return Outcome.unknown(String.valueOf(e.getMessage()));
    }
  }

  private Outcome<ObservedSource> judged(ObservedSource source, boolean suspended) {
    if (suspended) {
      return Outcome.none(
          Verdict.idle(
              "Suspended", "suspended: it is not scanned; what it named last still keeps"));
    }
    if (surroundings.otherSources().contains(source.name())) {
      return Outcome.none(
          Verdict.stalled(
              "Shadowed",
              ("the worker's configuration has or had a source %s; once it has none, `laytime"
                      + " sources remove %s --confirm` frees the name")
                  .formatted(source.name(), source.name())));
    }
    if (source.isTenants()
        && ofTenants.merge(source.namespace(), 1, Integer::sum) > MOST_OF_A_TENANT) {
      return Outcome.none(
          Verdict.stalled(
              "TooMany",
              "at most %d sources of namespace %s are scanned, the first by name"
                  .formatted(MOST_OF_A_TENANT, source.namespace())));
    }
    return Outcome.of(source, verdict(source));
  }

  private static Duration scanEvery(UsageSourceSpec spec) {
    String written = spec.scanEvery();
    Duration every = written == null ? USUAL : Forms.time("scanEvery", written);
    if (every.compareTo(UsageSourceSpec.SHORTEST) < 0) {
      throw new IllegalArgumentException("scanEvery: " + UsageSourceSpec.AT_LEAST);
    }
    return every;
  }

  private Verdict verdict(ObservedSource source) {
    String lacks = surroundings.scans().get(source.name());
    if (lacks == null) {
      return Verdict.reconciling("Scanning", "it was never scanned");
    }
    if (!lacks.isEmpty()) {
      return Verdict.idle("ScanIncomplete", "its scans prove nothing: " + lacks);
    }
    List<RepositoryPrefix> prefixes = source.prefixes();
    return Verdict.ready(
        "Scanned",
        "source %s counts %s"
            .formatted(source.name(), prefixes.isEmpty() ? "everywhere" : "below " + prefixes));
  }

  private static String name(String name) {
    if (name.length() > LONGEST_NAME) {
      throw new IllegalArgumentException(
          "metadata.name: expected at most %d characters with its namespace"
              .formatted(LONGEST_NAME));
    }
    return name;
  }

  /** What the API server has checked, as the definition may be an older one. */
  private static UsageSourceSpec complete(UsageSourceSpec spec) {
    GitSpec git = spec.git();
    ClusterSpec cluster = spec.cluster();
    boolean whole =
        cluster == null
            ? git != null
                && git.url() != null
                && git.url().startsWith("https://")
                && (git.secretRef() == null || isWhole(git.secretRef()))
            : git == null && isWhole(cluster.secretRef());
    if (!whole) {
      throw new IllegalArgumentException("expected cluster.secretRef, or git with an https:// url");
    }
    return spec;
  }

  private static boolean isWhole(@Nullable SecretKeySpec secret) {
    return secret != null && secret.name() != null && secret.key() != null;
  }
}
