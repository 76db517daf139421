package dev.laytime.activities.usage.manifests;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Objects that have a controller render others: what those name cannot be read from a tree.
 *
 * <p>One that only points at a directory or a repository names nothing itself: what it points at is
 * a source of its own.
 */
final class RenderedElsewhere {

  private static final String CHART = "a controller renders its chart in the cluster";
  private static final String FETCHES = "a controller gets its manifests from elsewhere";
  private static final String CHANGES = "a controller changes what it points at: ";

  /** By group and kind; a group's version changes nothing. */
  private static final Map<String, String> ALWAYS =
      Map.ofEntries(
          Map.entry("helm.toolkit.fluxcd.io/HelmRelease", CHART),
          Map.entry("helm.fluxcd.io/HelmRelease", CHART),
          Map.entry("helm.cattle.io/HelmChart", CHART),
          Map.entry("helm.cattle.io/HelmChartConfig", CHART),
          Map.entry("helm.crossplane.io/Release", CHART),
          Map.entry("addons.cluster.x-k8s.io/HelmChartProxy", CHART),
          Map.entry("fleet.cattle.io/Bundle", FETCHES),
          Map.entry("kappctrl.k14s.io/App", FETCHES),
          Map.entry("packaging.carvel.dev/PackageInstall", FETCHES),
          Map.entry("operators.coreos.com/Subscription", FETCHES),
          Map.entry("source.toolkit.fluxcd.io/OCIRepository", FETCHES),
          Map.entry("source.toolkit.fluxcd.io/Bucket", FETCHES));

  private static final List<String> FLUX =
      List.of("images", "patches", "patchesStrategicMerge", "patchesJson6902", "postBuild");

  private static final List<String> ARGO = List.of("chart", "helm", "plugin");
  private static final List<String> ARGO_KUSTOMIZE = List.of("images", "patches", "components");

  private RenderedElsewhere() {}

  /** Why the images of an object cannot be known; null where they can. */
  static @Nullable String cause(Node.Mapping object) {
    Node.Mapping spec = object.mapping("spec");
    String type = type(object);
    return switch (type) {
      case "kustomize.toolkit.fluxcd.io/Kustomization" -> changes(FLUX, spec);
      case "argoproj.io/Application" -> application(spec);
      case "argoproj.io/ApplicationSet" ->
          spec.get("templatePatch") == null
              ? application(spec.mapping("template").mapping("spec"))
              : CHANGES + "templatePatch";
      default -> ALWAYS.get(type);
    };
  }

  private static String type(Node.Mapping object) {
    String version = Objects.requireNonNullElse(object.text("apiVersion"), "");
    return version.substring(0, Math.max(0, version.indexOf('/'))) + "/" + object.text("kind");
  }

  private static @Nullable String application(Node.Mapping spec) {
    return Stream.concat(Stream.of(spec.mapping("source")), spec.items("sources").stream())
        .map(RenderedElsewhere::source)
        .filter(cause -> !cause.isEmpty())
        .findFirst()
        .orElse(null);
  }

  /** Empty for nothing. */
  private static String source(Node source) {
    if (!(source instanceof Node.Mapping mapping)) {
      return "";
    }
    if (mapping.get("chart") != null) {
      return CHART;
    }
    String repository = Objects.requireNonNullElse(mapping.text("repoURL"), "");
    if (repository.startsWith("oci://")) {
      return FETCHES;
    }
    String cause = changes(ARGO, mapping);
    String inside = cause == null ? changes(ARGO_KUSTOMIZE, mapping.mapping("kustomize")) : cause;
    return inside == null ? "" : inside;
  }

  private static @Nullable String changes(List<String> fields, Node.Mapping mapping) {
    List<String> set = fields.stream().filter(field -> mapping.get(field) != null).toList();
    return set.isEmpty() ? null : CHANGES + String.join(", ", set);
  }
}
