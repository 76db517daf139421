package dev.laytime.activities.usage.cluster;

import dev.laytime.activities.usage.cluster.WatchedKind.Demand;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Kinds of well-known projects that name images, and where these have places of their own.
 *
 * @see <a href="https://argo-rollouts.readthedocs.io/en/stable/features/specification/">Rollout
 *     specification</a>
 * @see <a href="https://knative.dev/docs/serving/reference/serving-api/">Knative Serving API</a>
 * @see <a href="https://tekton.dev/docs/pipelines/pipeline-api/">Tekton Pipelines API</a>
 */
public final class KindPresets {

  private static final Map<String, List<WatchedKind>> ALL =
      Map.of("argo-rollouts", argoRollouts(), "knative", knative(), "tekton", tekton());

  private KindPresets() {}

  /**
   * What a preset stands for.
   *
   * @param name as in {@code argo-rollouts}
   * @throws IllegalArgumentException if there is none; the message names those that there are
   */
  public static List<WatchedKind> of(String name) {
    List<WatchedKind> kinds = ALL.get(name);
    if (kinds == null) {
      throw new IllegalArgumentException(
          "expected one of the presets %s, not '%s'"
              .formatted(String.join(", ", new TreeMap<>(ALL).keySet()), name));
    }
    return kinds;
  }

  private static List<WatchedKind> argoRollouts() {
    return List.of(
        kind("rollouts.argoproj.io"),
        kind("analysistemplates.argoproj.io"),
        kind("clusteranalysistemplates.argoproj.io"),
        kind("analysisruns.argoproj.io"),
        kind("experiments.argoproj.io"));
  }

  /** Of a revision the digests, too, that it was resolved to. */
  private static List<WatchedKind> knative() {
    return List.of(
        kind("services.serving.knative.dev"),
        kind("configurations.serving.knative.dev"),
        kind(
            "revisions.serving.knative.dev",
            ".status.containerStatuses[*].imageDigest",
            ".status.initContainerStatuses[*].imageDigest"));
  }

  private static List<WatchedKind> tekton() {
    return List.of(
        kind("tasks.tekton.dev", task(".spec")),
        kind("taskruns.tekton.dev", joined(task(".spec.taskSpec"), task(".status.taskSpec"))),
        kind("stepactions.tekton.dev", ".spec.image"),
        kind("pipelines.tekton.dev", pipeline(".spec")),
        kind(
            "pipelineruns.tekton.dev",
            joined(pipeline(".spec.pipelineSpec"), pipeline(".status.pipelineSpec"))));
  }

  private static String[] task(String spec) {
    return new String[] {
      spec + ".steps[*].image", spec + ".sidecars[*].image", spec + ".stepTemplate.image"
    };
  }

  private static String[] pipeline(String spec) {
    return joined(task(spec + ".tasks[*].taskSpec"), task(spec + ".finally[*].taskSpec"));
  }

  private static String[] joined(String[] some, String[] others) {
    return Stream.of(some, others).flatMap(Stream::of).toArray(String[]::new);
  }

  private static WatchedKind kind(String resource, String... paths) {
    return WatchedKind.parse(
        resource, Stream.of(paths).map(ImagePath::parse).toList(), Demand.PERHAPS);
  }
}
