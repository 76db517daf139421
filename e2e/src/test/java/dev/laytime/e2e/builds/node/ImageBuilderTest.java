package dev.laytime.e2e.builds.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.e2e.charts.Kubectl;
import dev.laytime.e2e.counterpart.Crane;
import dev.laytime.e2e.harness.Execution;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the users of image-operator's builders see of a worker that took its place. */
@ExtendWith(OneYard.class)
@Order(3)
final class ImageBuilderTest {

  /** As image-operator takes it, with a program that is run. */
  private static final String MADE =
      """
      apiVersion: buildah.io/v1alpha1
      kind: ImageBuilder
      metadata:
        name: made
        namespace: team-a
      spec:
        architecture: amd64
        image:
          name: HOST/team-a/made
          version: "1.0"
        source: |
          FROM BASES/base:1
          RUN echo "made by sh on linux" | busybox tee /made
          ENTRYPOINT ["/bin/sh", "-c", "cat /made"]
      """;

  private static final List<String> OVER = List.of("True", "False");

  private static Works works;

  @BeforeAll
  static void start(Works shared) {
    works = shared;
  }

  @Test
  void becomesOneIndexOfBothArchitecturesAndTellsWhatImageOperatorDid() {
    GenericKubernetesResource built =
        works
            .kubectl()
            .await(
                works.tool(),
                "it is over",
                now ->
                    !Kubectl.condition(now, "Ready").isEmpty()
                        && Kubectl.condition(now, "Reconciling").isEmpty());

    String digest = works.digest("team-a/tool:1.0").orElse("nothing");
    Map<String, Object> status = built.get("status");
    assertThat(Kubectl.condition(built, "Ready"))
        .containsEntry("status", "True")
        .containsEntry("reason", "Built");
    assertThat(status)
        .containsEntry("ranJobs", List.of("buildah-job-tool-amd64", "buildah-job-tool-arm64"))
        .containsEntry("pushed", true)
        .containsEntry("digest", digest)
        .containsEntry("build", "build/" + works.image("team-a/tool:1.0"));
    assertThat(String.valueOf(status.get("lastGenerationSeen"))).isEqualTo("1");
    Crane crane = new Crane(works.yard().workspace());
    String image = works.yard().content().image("team-a/tool:1.0");
    assertThat(crane.manifest(image)).contains("\"amd64\"", "\"arm64\"");
    assertThat(crane.validate(image).exitCode()).isZero();
    assertThat(works.jobs("team-a/tool:1.0")).hasSize(2);
  }

  /** What is run is run for what this machine is. */
  @Test
  void runsWhatItsTextSaysAndTellsWhatThatSaid() {
    GenericKubernetesResource object =
        works
            .kubectl()
            .create(
                MADE.replace("HOST", works.yard().host()).replace("BASES", works.yard().bases()))
            .getFirst();

    GenericKubernetesResource built =
        works
            .kubectl()
            .await(
                object,
                "it is over",
                now ->
                    OVER.contains(String.valueOf(Kubectl.condition(now, "Ready").get("status"))));

    assertThat(Kubectl.condition(built, "Ready"))
        .containsEntry("status", "True")
        .containsEntry("reason", "Built");
    assertThat(works.digest("team-a/made:1.0")).isPresent();
    assertThat(works.jobs("team-a/made:1.0")).hasSize(1);
    Execution told = works.reading("builds", "log", "build/" + works.image("team-a/made:1.0"));
    assertThat(told.output() + told.errors()).contains("made by sh on linux");
  }
}
