package dev.laytime.worker.configuration;

import dev.laytime.worker.ledger.OwnKindSettings;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Laytime's own objects in a cluster.
 *
 * @param enabled whether they count
 * @param source the source of use whose cluster has them; null for the only cluster
 * @param namespace whose objects may speak of everything; null for the namespace of the worker
 * @param secrets of that namespace that its objects may have read
 * @param tenants whose objects may speak of what is their own
 * @param approvers patterns of the names whose approvals count; empty for nobody's
 * @param every from one look at the cluster to the next
 */
public record CustomResourcesProperties(
    @DefaultValue("false") boolean enabled,
    @Nullable String source,
    @Nullable String namespace,
    @DefaultValue List<String> secrets,
    @DefaultValue List<TenantProperties> tenants,
    @DefaultValue List<String> approvers,
    @DefaultValue("10s") String every) {

  private static final String KEY = "custom-resources";

  /**
   * @throws IllegalArgumentException if a value is not of its form, or a tenant is there twice
   */
  public CustomResourcesProperties {
    source = Require.optional(source);
    namespace = Require.optional(namespace);
    var _ = Require.duration(KEY + ".every", every);
    Set<String> namespaces = new HashSet<>();
    for (TenantProperties tenant : tenants) {
      if (!namespaces.add(tenant.requiredNamespace())) {
        throw new IllegalArgumentException(
            "custom-resources.tenants: expected each namespace once, not '%s' twice"
                .formatted(tenant.requiredNamespace()));
      }
    }
    if (namespace != null) {
      refuse(namespace, tenants);
    }
    tenants = List.copyOf(tenants);
    secrets.forEach(secret -> Require.name(KEY + ".secrets", secret));
    secrets = List.copyOf(secrets);
    approvers = Require.patterns(KEY + ".approvers", approvers);
  }

  private static void refuse(String platform, List<TenantProperties> tenants) {
    if (tenants.stream().anyMatch(tenant -> tenant.requiredNamespace().equals(platform))) {
      throw new IllegalArgumentException(
          ("custom-resources.tenants: '%s' is custom-resources.namespace, whose objects may speak"
                  + " of everything")
              .formatted(platform));
    }
  }

  /**
   * The namespace whose objects may speak of everything. By its own a worker only knows one of the
   * cluster that it runs in.
   *
   * @param own the worker's; empty where nobody knows it
   * @throws IllegalArgumentException if there is none, or it is a tenant's as well
   */
  public String platform(Optional<String> own) {
    String platform =
        Optional.ofNullable(namespace)
            .or(() -> own)
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "custom-resources.namespace: expected the platform team's namespace, as nothing"
                        + " says in which this worker runs"));
    refuse(platform, tenants);
    return platform;
  }

  /**
   * Checks that the objects are in one cluster, and that somebody says whose count for all.
   *
   * @throws IllegalArgumentException if not
   */
  void check(List<SourceProperties> sources) {
    if (!enabled) {
      return;
    }
    ClusterProperties cluster = Objects.requireNonNull(cluster(sources).cluster());
    if (namespace == null && !cluster.inCluster()) {
      throw new IllegalArgumentException(
          "custom-resources.namespace: expected the platform team's namespace, as the objects are"
              + " in another cluster than the worker");
    }
  }

  /** From one look to the next. */
  public Duration interval() {
    return Require.duration(KEY + ".every", every);
  }

  /** The tenants' namespaces whose sources of use may lead to private addresses. */
  public Set<String> namespacesInside() {
    return tenants.stream()
        .filter(TenantProperties::privateAddresses)
        .map(TenantProperties::requiredNamespace)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** As the ledger has them. */
  OwnKindSettings settings(boolean dryRun) {
    return enabled
        ? new OwnKindSettings(
            true,
            dryRun,
            "source=%s namespace=%s".formatted(source, namespace),
            tenants.stream()
                .collect(
                    Collectors.toMap(
                        TenantProperties::requiredNamespace, TenantProperties::judgedBy)))
        : new OwnKindSettings(false, dryRun);
  }

  /**
   * The cluster that has the objects.
   *
   * @throws IllegalArgumentException if it is none, or one of many
   */
  SourceProperties cluster(List<SourceProperties> sources) {
    return Clusters.only(KEY + ".source", source, sources);
  }
}
