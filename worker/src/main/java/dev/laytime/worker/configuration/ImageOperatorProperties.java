package dev.laytime.worker.configuration;

import dev.laytime.activities.crd.imageoperator.ImageOperatorSettings;
import dev.laytime.activities.crd.imageoperator.LoginHosts;
import dev.laytime.activities.crd.imageoperator.OnTheFly;
import dev.laytime.worker.ledger.AdapterSettings;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The custom resource of image-operator, which was once called skopeo-operator.
 *
 * @param source the source of use whose cluster has the objects; null for the only cluster, or the
 *     worker's own
 * @param kubeconfig of the cluster, where none is configured; null for the worker's own
 * @param every from one look at the cluster to the next
 * @param namespace where objects are made for Pods
 * @param namespaces patterns of the namespaces whose objects count; empty for all
 * @param destinations patterns of repositories that may be written to; empty for all of the hosts
 *     that the login to write with is for
 * @param sources patterns of repositories that may be read with a login; empty for all of the hosts
 *     that the login to read with is for
 * @param sourceHosts hosts that the login to read with is for; empty for what the environment says
 * @param destinationHosts hosts that the login to write with is for; likewise
 * @param sourceInsecure whether the hosts to read from are spoken to without TLS
 * @param destinationInsecure whether those to write to are
 * @param copyOnTheFly what is done about images that Pods cannot have; null for nothing
 * @param quotaEvery how often Docker Hub is asked how much it lets us pull; null for never
 * @param isolation in which process images are copied: {@code none} for the worker's, {@code job}
 * @param jobs how Jobs run that copy
 * @param builders what is done about objects that build; null for nothing
 */
public record ImageOperatorProperties(
    @Nullable String source,
    @Nullable String kubeconfig,
    @DefaultValue("10s") String every,
    @DefaultValue("image-operator") String namespace,
    @DefaultValue List<String> namespaces,
    @DefaultValue List<String> destinations,
    @DefaultValue List<String> sources,
    @DefaultValue List<String> sourceHosts,
    @DefaultValue List<String> destinationHosts,
    @DefaultValue("false") boolean sourceInsecure,
    @DefaultValue("false") boolean destinationInsecure,
    @Nullable OnTheFlyProperties copyOnTheFly,
    @Nullable String quotaEvery,
    @DefaultValue("none") String isolation,
    @DefaultValue JobsProperties jobs,
    @Nullable ImageBuildersProperties builders) {

  private static final String SOURCE_HOSTS = "LAYTIME_COMPAT_SOURCE_HOSTS";
  private static final String DESTINATION_HOSTS = "LAYTIME_COMPAT_DESTINATION_HOSTS";

  /** What the cluster is called in messages where none is configured. */
  private static final String CLUSTER = "cluster";

  /**
   * @throws IllegalArgumentException if a value is not of its form
   */
  public ImageOperatorProperties {
    source = Require.optional(source);
    kubeconfig = Require.optional(kubeconfig);
    var _ = Require.duration("every", every);
    namespace = Require.name("namespace", namespace);
    namespaces = Require.patterns("namespaces", namespaces);
    destinations = Require.patterns("destinations", destinations);
    sources = Require.patterns("sources", sources);
    sourceHosts = hosts("source-hosts", sourceHosts);
    destinationHosts = hosts("destination-hosts", destinationHosts);
    quotaEvery = Require.optional(quotaEvery);
    if (quotaEvery != null) {
      var _ = Require.duration("quota-every", quotaEvery);
    }
    var _ = Require.oneOf("isolation", isolation, Isolation.class);
  }

  private static List<String> hosts(String key, List<String> hosts) {
    for (String host : hosts) {
      if (!Require.prefix(key, host).path().isEmpty()) {
        throw new IllegalArgumentException(
            "%s: expected HOST[:PORT] without a path, not '%s'".formatted(key, host));
      }
    }
    return hosts.stream().map(host -> Require.prefix(key, host).registry()).distinct().toList();
  }

  /** From one look to the next. */
  public Duration interval() {
    return Require.duration("every", every);
  }

  /** How often Docker Hub is asked; null for never. */
  public @Nullable Duration quotaInterval() {
    return quotaEvery == null ? null : Require.duration("quota-every", quotaEvery);
  }

  /**
   * How Jobs run that copy; null where the worker copies itself.
   *
   * @throws IllegalArgumentException if it is not known what they run
   */
  public @Nullable JobsProperties copying() {
    if (Require.oneOf("isolation", isolation, Isolation.class) == Isolation.NONE) {
      return null;
    }
    var _ = jobs.requiredImage();
    return jobs;
  }

  /** As the adapter takes it. */
  public ImageOperatorSettings adapter() {
    return new ImageOperatorSettings(
        namespaces,
        destinations,
        sources,
        copyOnTheFly == null ? null : copyOnTheFly.settings(namespace));
  }

  /**
   * The hosts that somebody said the logins are for, in the keys or else in the environment.
   *
   * @throws IllegalArgumentException if the environment's are none
   */
  public LoginHosts said(Map<String, String> environment) {
    return new LoginHosts(
        said(sourceHosts, SOURCE_HOSTS, environment),
        said(destinationHosts, DESTINATION_HOSTS, environment));
  }

  private static Set<String> said(
      List<String> configured, String variable, Map<String, String> environment) {
    List<String> named =
        Arrays.stream(environment.getOrDefault(variable, "").split("[,\\s]+"))
            .filter(host -> !host.isEmpty())
            .toList();
    return Set.copyOf(configured.isEmpty() ? hosts(variable, named) : configured);
  }

  /** As the ledger knows it: workers that differ in this would find other mirrors. */
  AdapterSettings settings(Map<String, String> environment) {
    LoginHosts said = said(environment);
    OnTheFly onTheFly = copyOnTheFly == null ? null : copyOnTheFly.settings(namespace);
    return new AdapterSettings(
        ImageOperatorSettings.NAME,
        Stream.of(
                source,
                namespaces,
                destinations,
                sources,
                said.sources().stream().sorted().toList(),
                said.destinations().stream().sorted().toList(),
                onTheFly)
            .map(String::valueOf)
            .collect(Collectors.joining(" ", "", builders == null ? "" : " " + builders)));
  }

  /** The same in this process. */
  public AdapterSettings settings() {
    return settings(System.getenv());
  }

  /**
   * The cluster that has the objects. It need not be a source of use.
   *
   * @throws IllegalArgumentException if it is none, or one of many
   */
  ClusterProperties cluster(List<SourceProperties> configured) {
    boolean own = source == null && configured.stream().allMatch(each -> each.cluster() == null);
    SourceProperties chosen =
        own
            ? Defaults.cluster(CLUSTER, kubeconfig)
            : Clusters.only("adapters.image-operator.source", source, configured);
    return Objects.requireNonNull(chosen.cluster());
  }
}
