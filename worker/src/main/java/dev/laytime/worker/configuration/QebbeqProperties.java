package dev.laytime.worker.configuration;

import dev.laytime.mirror.OrderLimits;
import dev.laytime.worker.ledger.AdapterSettings;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The custom resources of Qebbeq.
 *
 * @param registryHost {@code HOST[:PORT]} as Pods write it: only images of it have objects
 * @param source the source of use whose cluster has them; null for the only cluster
 * @param controllerNamespace where objects are made; null for the namespace of the worker
 * @param mirrorNamespaces the only ones whose mirrors count, {@code *} for all; empty for the
 *     controller's alone
 * @param repositories patterns of what may be ordered below a mirror's target; empty for all
 * @param namespaces patterns of the namespaces whose objects may order it; empty for all
 * @param retention the grace period of the registry's stage, where none is configured
 * @param kubeconfig of the cluster, where none is configured; null for the worker's own
 * @param every from one look at the cluster to the next
 */
public record QebbeqProperties(
    @Nullable String registryHost,
    @Nullable String source,
    @Nullable String controllerNamespace,
    @DefaultValue List<String> mirrorNamespaces,
    @DefaultValue List<String> repositories,
    @DefaultValue List<String> namespaces,
    @DefaultValue("1h") String retention,
    @Nullable String kubeconfig,
    @DefaultValue("10s") String every) {

  private static final String NAME = "qebbeq";

  /** What the cluster is called where none is configured. */
  private static final String CLUSTER = "cluster";

  /** What the registry's stage is called where none is configured. */
  private static final String STAGE = "qebbeq";

  /**
   * @throws IllegalArgumentException if a value is missing or not of its form
   */
  public QebbeqProperties {
    registryHost = Require.text("registry-host", registryHost, "HOST[:PORT]");
    if (!Require.prefix("registry-host", registryHost).path().isEmpty()) {
      throw new IllegalArgumentException(
          "registry-host: expected HOST[:PORT] without a path, not '%s'".formatted(registryHost));
    }
    source = Require.optional(source);
    controllerNamespace = Require.optional(controllerNamespace);
    mirrorNamespaces.stream()
        .filter(name -> !name.equals("*"))
        .forEach(name -> Require.name("mirror-namespaces", name));
    mirrorNamespaces = List.copyOf(mirrorNamespaces);
    repositories = Require.patterns("repositories", repositories);
    namespaces = Require.patterns("namespaces", namespaces);
    kubeconfig = Require.optional(kubeconfig);
    var _ = Require.duration("retention", retention);
    var _ = Require.duration("every", every);
  }

  /** The registry, as Pods write it. */
  public String requiredHost() {
    return Require.text("registry-host", registryHost, "HOST[:PORT]");
  }

  /** Where objects are made. */
  public String namespace() {
    return ControllerNamespace.of(controllerNamespace, System.getenv());
  }

  /** As the ledger knows it: workers that differ in this would find other rules. */
  public AdapterSettings settings() {
    return new AdapterSettings(
        NAME,
        String.join(
            " ",
            String.valueOf(registryHost),
            String.valueOf(source),
            namespace(),
            String.valueOf(mirrorNamespaces),
            String.valueOf(repositories),
            String.valueOf(namespaces)),
        limits());
  }

  /** Whose names order anything by mirrors. */
  public OrderLimits limits() {
    return new OrderLimits(repositories, namespaces);
  }

  /** From one look to the next. */
  public Duration interval() {
    return Require.duration("every", every);
  }

  /** The stages, with one for the registry where none has any of it: it only observes. */
  List<StageProperties> stages(List<StageProperties> configured) {
    String registry = Require.prefix("registry-host", registryHost).registry();
    return configured.stream().anyMatch(s -> s.repositories().registry().equals(registry))
        ? configured
        : Defaults.with(configured, Defaults.stage(STAGE, registry, retention));
  }

  /** The sources of use, with the cluster where none is. */
  List<SourceProperties> sources(List<SourceProperties> configured) {
    return configured.stream().anyMatch(each -> each.cluster() != null)
        ? configured
        : Defaults.with(configured, Defaults.cluster(CLUSTER, kubeconfig));
  }

  /**
   * The cluster that has the objects.
   *
   * @throws IllegalArgumentException if it is none, or one of many
   */
  SourceProperties cluster(List<SourceProperties> sources) {
    return Clusters.only("adapters.qebbeq.source", source, sources);
  }
}
