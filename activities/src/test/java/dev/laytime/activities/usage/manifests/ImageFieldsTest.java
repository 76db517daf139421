package dev.laytime.activities.usage.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.usage.Listing;
import dev.laytime.usage.Usage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Images in fields that are not Kubernetes' own. */
class ImageFieldsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "monitoring.coreos.com/v1, kind: Prometheus | {image: r.io/p:1} | r.io/p:1",
        "monitoring.coreos.com/v1, kind: Prometheus | {image: r.io/p} | r.io/p:latest",
        "postgresql.cnpg.io/v1, kind: Cluster | {imageName: r.io/pg:16} | r.io/pg:16",
        "example.com/v1, kind: App | {sidecarImage: r.io/s:1, imagePolicy: a:1} | r.io/s:1",
        "example.com/v1, kind: App | {image: {repository: r.io/a, tag: 1.20}} |"
            + " r.io/a:1.2,r.io/a:1.20",
        "example.com/v1, kind: App | {image: {registry: r.io, repository: a, tag: v1}} | r.io/a:v1",
        "argoproj.io/v1alpha1, kind: Workflow | {templates: [{container: {image: a:1}}, {script:"
            + " {image: b:1}}, {sidecars: [{name: s, image: c:1}]}]} |"
            + " docker.io/library/a:1,docker.io/library/b:1,docker.io/library/c:1",
        "tekton.dev/v1, kind: Task | {steps: [{name: a, image: a:1}], stepTemplate: {image: b:1}} |"
            + " docker.io/library/a:1,docker.io/library/b:1",
        "kubevirt.io/v1, kind: VirtualMachine | {volumes: [{containerDisk: {image: a:1}}]} |"
            + " docker.io/library/a:1",
      })
  void countWhereTheyHoldAReference(String type, String spec, String expected) {
    assertThat(new FakeTree().with("a.yaml", object(type, spec)).images())
        .containsExactly(expected.split(",", -1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "example.com/v1, kind: App | {image: true}",
        "example.com/v1, kind: App | {image: 1.5}",
        "example.com/v1, kind: App | {image: ''}",
        "example.com/v1, kind: App | {image: '{{inputs.image}}'}",
        "example.com/v1, kind: App | {image: Some Text}",
        "example.com/v1, kind: App | {image: [a]}",
        "example.com/v1, kind: App | {image: {repository: r.io/a}}",
        "example.com/v1, kind: App | {image: {repository: UPPER, tag: a}}",
        "image.toolkit.fluxcd.io/v1, kind: ImageRepository | {image: r.io/a}",
        "v1, kind: ConfigMap | {data: {image: a:1}}",
        "networking.k8s.io/v1, kind: Ingress | {image: a:1}",
      })
  void nameNothingWhereTheyHoldAnythingElse(String type, String spec) {
    assertThat(new FakeTree().with("a.yaml", object(type, spec)).images()).isEmpty();
  }

  @Test
  void leaveMetadataAlone() {
    assertThat(
            new FakeTree()
                .with("a.yaml", "{apiVersion: x.io/v1, kind: A, metadata: {labels: {image: a}}}")
                .images())
        .isEmpty();
  }

  @Test
  void countOnceWhatIsAContainersToo() {
    String spec = "{containers: [{name: a, image: r.io/a:1, debugImage: r.io/b:1}]}";
    assertThat(new FakeTree().with("a.yaml", object("x.io/v1, kind: A", spec)).list().images())
        .extracting(named -> named.image() + " " + named.usage().container())
        .containsExactly("r.io/a:1 a", "r.io/b:1 a");
  }

  @Test
  void tellTheNameThatStandsBesideThem() {
    String spec = "{steps: [{name: build, image: r.io/a:1}]}";
    assertThat(new FakeTree().with("a.yaml", object("x.io/v1, kind: A", spec)).list().images())
        .extracting(named -> named.usage())
        .containsExactly(
            new Usage("git", "x.io/v1", "A", null, "web", "build", "template", "a.yaml"));
  }

  @Test
  void countInPatchesOfSuchObjects() {
    String patch =
        "[{op: replace, path: /spec/image, value: r.io/%s:1}, {op: add, path: /data/image, value:"
            + " r.io/%s:1}]";
    assertThat(
            new FakeTree()
                .with(
                    "kustomization.yaml",
                    """
                    patches:
                    - {patch: "%s", target: {group: x.io, version: v1, kind: A, name: web}}
                    - {patch: "%s", target: {kind: B}}
                    - {patch: "%s", target: {kind: ConfigMap}}
                    """
                        .formatted(
                            patch.formatted("a", "a"),
                            patch.formatted("b", "b"),
                            patch.formatted("c", "c")))
                .images())
        .containsExactly("r.io/a:1", "r.io/b:1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "services: {web: {image: 'r.io/a:1', ports: ['80:80']}}",
        "image: {repository: r.io/a, tag: '1'}",
        "build: {stage: x, image: 'r.io/a:1'}",
        "jobs: [{containers: [{image: 'r.io/a:1'}, {image: '{{ x }}'}]}]",
      })
  void countInDocumentsWithoutAKind(String document) {
    Listing listing = new FakeTree().with("a.yaml", document).list();
    assertThat(listing.gaps()).isEmpty();
    assertThat(listing.images())
        .extracting(named -> named.image() + " " + named.usage().text())
        .containsExactly("r.io/a:1 File a.yaml (a.yaml)");
    assertThat(listing.images().getFirst().usage().reason()).isEqualTo("named");
  }

  @Test
  void doNotCountWhereARuleSaysWhereImagesAre() {
    ManifestSettings rule =
        new ManifestSettings(
            List.of(), List.of(new ValuesRule("values.yaml", List.of("web.image"))));
    assertThat(
            FakeTree.images(
                new FakeTree()
                    .with("values.yaml", "{web: {image: 'r.io/a:1'}, old: {image: 'r.io/b:1'}}")
                    .list(rule)))
        .containsExactly("r.io/a:1");
  }

  private static String object(String type, String spec) {
    return "{apiVersion: %s, metadata: {name: web}, spec: %s}\n"
        .formatted(type.strip(), spec.strip());
  }
}
