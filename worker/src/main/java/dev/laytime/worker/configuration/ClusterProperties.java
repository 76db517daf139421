package dev.laytime.worker.configuration;

import dev.laytime.activities.usage.cluster.ClusterSettings;
import dev.laytime.activities.usage.cluster.ClusterSource;
import dev.laytime.activities.usage.cluster.KindPresets;
import dev.laytime.activities.usage.cluster.KubernetesApi;
import dev.laytime.activities.usage.cluster.ObjectPattern;
import dev.laytime.activities.usage.cluster.WatchedKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A live cluster.
 *
 * @param kubeconfig its file, relative to the configuration file; null in the cluster itself
 * @param context in the kubeconfig; null for its current one
 * @param inCluster whether it is the cluster that the worker runs in
 * @param namespaces the only ones that are looked through; none for all
 * @param irrelevantNamespaces that are not, where all others are
 * @param irrelevantObjects that are not looked into, as in {@code Pod/shop/broken-*}
 * @param presets names of kinds that name images in places of their own
 * @param kinds other kinds that name images
 * @param helmNamespaces in which the history of Helm's releases is read, out of Secrets
 */
public record ClusterProperties(
    @Nullable String kubeconfig,
    @Nullable String context,
    @DefaultValue("false") boolean inCluster,
    @DefaultValue List<String> namespaces,
    @DefaultValue List<String> irrelevantNamespaces,
    @DefaultValue List<String> irrelevantObjects,
    @DefaultValue List<String> presets,
    @DefaultValue List<KindProperties> kinds,
    @DefaultValue List<String> helmNamespaces) {

  /**
   * @throws IllegalArgumentException if it is not exactly one of a kubeconfig and the worker's own
   *     cluster, or a name or a path is not of its form
   */
  public ClusterProperties {
    kubeconfig = Require.optional(kubeconfig);
    context = Require.optional(context);
    if ((kubeconfig == null) == !inCluster) {
      throw new IllegalArgumentException(
          "cluster: expected exactly one of kubeconfig and in-cluster: true");
    }
    if (context != null && kubeconfig == null) {
      throw new IllegalArgumentException("cluster.context: expected a kubeconfig beside it");
    }
    namespaces = List.copyOf(namespaces);
    irrelevantNamespaces = List.copyOf(irrelevantNamespaces);
    irrelevantObjects = List.copyOf(irrelevantObjects);
    presets = List.copyOf(presets);
    kinds = List.copyOf(kinds);
    helmNamespaces = List.copyOf(helmNamespaces);
    var _ =
        settings(
            namespaces, irrelevantNamespaces, irrelevantObjects, presets, kinds, helmNamespaces);
  }

  /** What is looked through. */
  public ClusterSettings settings() {
    return settings(
        namespaces, irrelevantNamespaces, irrelevantObjects, presets, kinds, helmNamespaces);
  }

  /**
   * Opens a way to the cluster, with what its files say then.
   *
   * @param resolve makes a path of the configuration absolute
   */
  public ClusterSource.Connector connector(Function<String, Path> resolve) {
    return () -> api(resolve);
  }

  /**
   * The same way, for who writes as well.
   *
   * @throws IOException if it cannot be opened; the message says what to mend
   */
  public KubernetesApi api(Function<String, Path> resolve) throws IOException {
    String file = kubeconfig;
    return file == null
        ? KubernetesApi.inCluster(System.getenv())
        : KubernetesApi.of(resolve.apply(file), context);
  }

  private static ClusterSettings settings(
      List<String> namespaces,
      List<String> irrelevant,
      List<String> irrelevantObjects,
      List<String> presets,
      List<KindProperties> kinds,
      List<String> helm) {
    List<WatchedKind> others =
        Stream.concat(
                presets.stream().map(KindPresets::of).flatMap(List::stream),
                kinds.stream().map(KindProperties::kind))
            .toList();
    return new ClusterSettings(
        namespaces,
        irrelevant,
        irrelevantObjects.stream().map(ObjectPattern::parse).toList(),
        others,
        helm);
  }
}
