package dev.laytime.activities.usage.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.image.Reference;
import dev.laytime.usage.Listing;
import dev.laytime.usage.NamedImage;
import dev.laytime.usage.Usage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkloadsTest {

  @Test
  void tellsWhoNamesAnImageAndWhere() {
    Listing listing =
        new FakeTree()
            .with(
                "apps/web.yaml",
                """
                apiVersion: v1
                kind: Service
                metadata: {name: web}
                ---
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web, namespace: shop}
                spec:
                  template:
                    spec:
                      containers: [{name: app, image: "ghcr.io/shop/web:1"}]
                """)
            .list();
    assertThat(listing)
        .isEqualTo(
            new Listing(
                "/tree",
                "r1",
                "1 files of .yaml, .yml, .json or a kustomization",
                List.of(
                    new NamedImage(
                        Reference.parse("ghcr.io/shop/web:1"),
                        new Usage(
                            "git",
                            "apps/v1",
                            "Deployment",
                            "shop",
                            "web",
                            "app",
                            "template",
                            "apps/web.yaml#2"))),
                List.of(),
                "files"));
  }

  @ParameterizedTest
  @CsvSource({
    "v1, Pod, spec",
    "v1, PodTemplate, template.spec",
    "v1, ReplicationController, spec.template.spec",
    "apps/v1, Deployment, spec.template.spec",
    "apps/v1, ReplicaSet, spec.template.spec",
    "apps/v1, StatefulSet, spec.template.spec",
    "apps/v1, DaemonSet, spec.template.spec",
    "extensions/v1beta1, Deployment, spec.template.spec",
    "batch/v1, Job, spec.template.spec",
    "batch/v1, CronJob, spec.jobTemplate.spec.template.spec",
    "batch/v1beta1, CronJob, spec.jobTemplate.spec.template.spec",
    "argoproj.io/v1alpha1, Rollout, spec.template.spec",
    "serving.knative.dev/v1, Service, spec.template.spec",
  })
  void findsEveryImageOfEveryKind(String apiVersion, String kind, String path) {
    StringBuilder manifest = new StringBuilder();
    manifest.append("apiVersion: %s\nkind: %s\nmetadata: {name: a}\n".formatted(apiVersion, kind));
    String indent = "";
    for (String key : path.split("\\.", -1)) {
      manifest.append(indent).append(key).append(":\n");
      indent += "  ";
    }
    manifest.append(
        """
        containers: [{name: a, image: a:1}, {name: none}, {name: b, image: b:1}]
        initContainers: [{name: c, image: c:1}]
        ephemeralContainers: [{name: d, image: d:1}]
        volumes: [{name: e, image: {reference: e:1}}, {name: f, emptyDir: {}}]
        """
            .indent(indent.length()));
    assertThat(new FakeTree().with("a.yaml", manifest.toString()).images())
        .containsExactly(
            "docker.io/library/a:1",
            "docker.io/library/b:1",
            "docker.io/library/c:1",
            "docker.io/library/d:1",
            "docker.io/library/e:1");
  }

  @ParameterizedTest
  @CsvSource({
    "replicas: 0, zero replicas",
    "replicas: 1, template",
    "suspend: true, suspended",
    "suspend: yes, suspended",
    "suspend: false, template",
    "paused: true, template",
  })
  void countsWhatDoesNotRunNowAndSaysSo(String field, String reason) {
    Listing listing =
        new FakeTree()
            .with(
                "a.yml",
                """
                kind: CronJob
                metadata: {generateName: a-}
                spec:
                  %s
                  template: {spec: {containers: [{image: "a:1"}]}}
                """
                    .formatted(field))
            .list();
    assertThat(listing.images())
        .extracting(NamedImage::usage)
        .containsExactly(new Usage("git", "", "CronJob", null, "a-", null, reason, "a.yml"));
    assertThat(listing.complete()).isTrue();
  }

  @Test
  void takesListsApart() {
    Listing listing =
        new FakeTree()
            .with(
                "list.json",
                """
                {"apiVersion": "v1", "kind": "List", "items": [
                \t{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "p"},
                \t\t"spec": {"containers": [{"name": "a", "image": "a:1"}]}},
                \t{"kind": "ConfigMap", "metadata": {"name": "c"}, "data": {"image": "no:1"}},
                \t{"apiVersion": "v1", "kind": "PodList", "items": [
                \t\t{"metadata": {"name": "q"}, "spec": {"containers": [{"image": "b:1"}]}}]}
                ]}
                """)
            .list();
    assertThat(listing.gaps()).isEmpty();
    assertThat(listing.images())
        .extracting(
            named -> named.image() + " " + named.usage().kind() + " " + named.usage().name())
        .containsExactly("docker.io/library/a:1 Pod p", "docker.io/library/b:1 Pod q");
  }

  @Test
  void knowsAnObjectWithinAnObjectByItsOwnName() {
    Listing listing =
        new FakeTree()
            .with(
                "template.yaml",
                """
                kind: Template
                metadata: {name: t}
                objects:
                - kind: Deployment
                  metadata: {name: d}
                  spec: {template: {spec: {containers: [{image: "a:1"}]}}}
                """)
            .list();
    assertThat(listing.images())
        .extracting(named -> named.usage().text())
        .containsExactly("Deployment d (template.yaml)");
  }

  @Test
  void ignoresWhatNamesNoImageInUse() {
    assertThat(
            new FakeTree()
                .with("crd.yaml", "kind: CustomResourceDefinition\nspec: {containers: {type: a}}")
                .with("values.yaml", "{replicas: 1, ports: [80]}")
                .with("empty.yaml", "")
                .with("comments.yml", "# nothing\n---\n---\n...\n")
                .with("null.json", "null")
                .with("README.md", "- [ {{")
                .with("script.sh", "\u0000")
                .images())
        .isEmpty();
  }

  @Test
  void keepsATagBesideADigestAndNormalises() {
    String digest = "sha256:" + "ab".repeat(32);
    assertThat(
            new FakeTree()
                .with(
                    "pod.yaml",
                    "kind: Pod\nspec: {containers: [{image: nginx}, {image: \"r.io/a:1@"
                        + digest
                        + "\"}]}")
                .images())
        .containsExactly("docker.io/library/nginx:latest", "r.io/a:1@" + digest);
  }
}
