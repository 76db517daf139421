package dev.laytime.worker.configuration;

import dev.laytime.activities.crd.flux.FluxSettings;
import dev.laytime.activities.registry.client.RegistrySettings;
import dev.laytime.activities.registry.cloud.Cloud;
import dev.laytime.worker.ledger.AdapterSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What imagerepo-mirror did: Flux's image repositories, mirrored.
 *
 * @param destinationRegistry {@code HOST[:PORT][/PATH]}: copies are below it
 * @param destinationPath {@code last} for the last part of a source's path there, {@code full} for
 *     all of it
 * @param namespaces patterns of those whose objects count; empty for all
 * @param secrets pull secrets that may be read, as {@code NAMESPACE/NAME}
 * @param source the source of use whose cluster has the objects; null for the only cluster among
 *     them, else that of the kubeconfig, else the worker's own
 * @param kubeconfig of the cluster; null for that of the source, or the worker's own
 * @param every from one look at the cluster to the next
 */
public record ImagerepoMirrorProperties(
    @Nullable String destinationRegistry,
    @DefaultValue("last") String destinationPath,
    @DefaultValue List<String> namespaces,
    @DefaultValue List<String> secrets,
    @Nullable String source,
    @Nullable String kubeconfig,
    @DefaultValue("10s") String every) {

  private static final String NAME = "imagerepo-mirror";
  private static final String LAST = "last";
  private static final String FULL = "full";

  /** A namespace and an object's name. */
  private static final Pattern SECRET = Pattern.compile("[a-z0-9-]{1,63}/[a-z0-9.-]{1,253}");

  /**
   * @throws IllegalArgumentException if a value is missing or not of its form
   */
  public ImagerepoMirrorProperties {
    destinationRegistry =
        Require.text("destination-registry", destinationRegistry, "HOST[:PORT][/PATH]");
    var _ = Require.prefix("destination-registry", destinationRegistry);
    if (!Set.of(LAST, FULL).contains(destinationPath)) {
      throw new IllegalArgumentException(
          "destination-path: expected last or full, not '%s'".formatted(destinationPath));
    }
    namespaces = Require.patterns("namespaces", namespaces);
    for (String secret : secrets) {
      if (!SECRET.matcher(secret).matches()) {
        throw new IllegalArgumentException(
            "secrets: expected NAMESPACE/NAME, not '%s'".formatted(secret));
      }
    }
    secrets = List.copyOf(secrets);
    source = Require.optional(source);
    kubeconfig = Require.optional(kubeconfig);
    if (source != null && kubeconfig != null) {
      throw new IllegalArgumentException("kubeconfig: expected without source, or it without that");
    }
    var _ = Require.duration("every", every);
  }

  /** Where images go, and whose objects count. */
  public FluxSettings flux() {
    return new FluxSettings(
        Require.prefix("destination-registry", destinationRegistry),
        destinationPath.equals(FULL),
        namespaces,
        new HashSet<>(secrets));
  }

  /** As the ledger knows it: workers that differ in this would find other mirrors. */
  public AdapterSettings settings() {
    return new AdapterSettings(
        NAME,
        String.join(
            " ",
            String.valueOf(destinationRegistry),
            destinationPath,
            String.valueOf(namespaces),
            String.valueOf(secrets.stream().sorted().toList()),
            String.valueOf(source)));
  }

  /** From one look to the next. */
  public Duration interval() {
    return Require.duration("every", every);
  }

  /** What goes to one of Google's registries shows its own token, where nothing else is said. */
  List<RegistrySettings> registries(List<RegistrySettings> configured) {
    String host = flux().destination().registry();
    if (!Cloud.GOOGLE.has(host)) {
      return configured;
    }
    List<RegistrySettings> all = new ArrayList<>();
    boolean found = false;
    for (RegistrySettings registry : configured) {
      boolean same = registry.host().equals(host);
      found |= same;
      all.add(same && registry.credentials() == null ? withGoogle(registry) : registry);
    }
    if (!found) {
      all.add(withGoogle(new RegistrySettings(host, null, null)));
    }
    return List.copyOf(all);
  }

  private static RegistrySettings withGoogle(RegistrySettings registry) {
    return registry.as(CloudLogin.ifAny(Cloud.GOOGLE, registry.host()));
  }

  /**
   * The cluster that has the objects.
   *
   * @throws IllegalArgumentException if the source of that name is none, or it is one of many
   */
  ClusterProperties cluster(List<SourceProperties> sources) {
    boolean any = sources.stream().anyMatch(each -> each.cluster() != null);
    SourceProperties chosen =
        source != null || (kubeconfig == null && any)
            ? Clusters.only("adapters.imagerepo-mirror.source", source, sources)
            : Defaults.cluster(NAME, kubeconfig);
    return Objects.requireNonNull(chosen.cluster());
  }
}
