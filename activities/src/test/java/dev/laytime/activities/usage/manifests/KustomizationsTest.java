package dev.laytime.activities.usage.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.usage.Listing;
import dev.laytime.usage.NamedImage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KustomizationsTest {

  private static final String DIGEST = "sha256:" + "ab".repeat(32);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "app:1 | {name: app, newTag: '2'} | app:2",
        "app | {name: app, newTag: '2'} | app:2",
        "app:1 | {name: app, newName: r.io/x} | r.io/x:1",
        "app | {name: app, newName: r.io/x} | r.io/x",
        "app:1 | {name: app, newName: r.io/x, newTag: v2} | r.io/x:v2",
        "app:1 | {name: app, digest: 'sha256:aa'} | app@sha256:aa",
        "app:1@sha256:bb | {name: app, newTag: '2'} | app:2",
        "app:1@sha256:bb | {name: app, newName: x} | x:1@sha256:bb",
        "app:1@sha256:bb | {name: app, newTag: '2', digest: 'sha256:aa'} | app:2@sha256:aa",
        "app:1 | {name: app, tagSuffix: -rc} | app:1-rc",
        "r.io:5000/app:1 | {name: 'r.io:5000/app', newTag: '2'} | r.io:5000/app:2",
        "r-io/app:1 | {name: r.io/app, newTag: '2'} | r-io/app:2",
        "docker.io/library/app:1 | {name: app, newTag: '2'} |",
        "app2:1 | {name: app, newTag: '2'} |",
        "x/app:1 | {name: app, newTag: '2'} |",
        "app:1 | {name: app} | app:1",
      })
  void changesAnImageAsKustomizeDoes(String image, String entry, String expected)
      throws MalformedException {
    ImageOverride override = ImageOverride.of(Documents.yaml(entry).readable().getFirst());
    assertThat(override.apply(image)).isEqualTo(expected);
  }

  @Test
  void listsWhatAnOverlayMakesOfABaseAndTheBaseItself() {
    Listing listing =
        new FakeTree()
            .with("base/kustomization.yaml", "resources: [web.yaml]")
            .with("base/web.yaml", deployment("app:1"))
            .with(
                "prod/kustomization.yml",
                """
                apiVersion: kustomize.config.k8s.io/v1beta1
                kind: Kustomization
                namePrefix: prod-
                resources: [../base]
                configMapGenerator: [{name: c, literals: [image=no]}]
                images: [{name: app, newName: r.io/app}]
                """)
            .list();
    assertThat(listing.gaps()).isEmpty();
    assertThat(listing.images())
        .extracting(named -> named.image() + " by " + named.usage().text())
        .containsExactly(
            "docker.io/library/app:1 by Deployment web, container main (base/web.yaml)",
            "r.io/app:1 by Deployment web, container main (prod/kustomization.yml)");
  }

  @Test
  void appliesEntriesAndLayersOneAfterTheOther() {
    assertThat(
            new FakeTree()
                .with("base/Kustomization", "resources: [web]\nimages: [{name: app, newName: mid}]")
                .with("base/web", deployment("app:1"))
                .with(
                    "prod/kustomization.yaml",
                    """
                    bases: [../base]
                    images:
                    - {name: mid, newTag: "2"}
                    - {name: mid, newName: last}
                    """)
                .images())
        .contains("docker.io/library/last:2");
  }

  @Test
  void appliesAComponentToWhatItsUserReaches() {
    assertThat(
            new FakeTree()
                .with("base/kustomization.yaml", "resources: [web.yaml]")
                .with("base/web.yaml", deployment("app:1"))
                .with(
                    "component/kustomization.yaml",
                    """
                    apiVersion: kustomize.config.k8s.io/v1alpha1
                    kind: Component
                    images: [{name: app, newName: mid}]
                    """)
                .with(
                    "prod/kustomization.yaml",
                    """
                    resources: [../base]
                    components: [../component]
                    images: [{name: mid, newName: last}]
                    """)
                .images())
        .containsExactly(
            "docker.io/library/app:1", "docker.io/library/last:1", "docker.io/library/mid:1");
  }

  @Test
  void followsPatchesOfEveryForm() {
    Listing listing =
        new FakeTree()
            .with("web.yaml", deployment("app:1"))
            .with("merge.yaml", deployment("merged:1"))
            .with(
                "operations.yaml",
                """
                - {op: add, path: /spec/template/spec/containers/-, value: {name: s, image: "side:1"}}
                - {op: remove, path: /spec/replicas}
                - {op: copy, from: /metadata/name, path: /metadata/labels/a~1b}
                """)
            .with(
                "kustomization.yaml",
                """
                resources: [web.yaml]
                patchesStrategicMerge:
                - merge.yaml
                - |-
                  kind: Deployment
                  metadata: {name: web}
                  spec: {template: {spec: {initContainers: [{name: i, image: "inline:1"}]}}}
                patchesJson6902:
                - target: {kind: Deployment, name: web}
                  path: operations.yaml
                patches:
                - target: {kind: Deployment, name: web}
                  patch: |-
                    - op: replace
                      path: /spec/template/spec/containers/0/image
                      value: replaced:1
                - target: {kind: Deployment}
                  patch: |-
                    spec: {template: {spec: {volumes: [{name: v, image: {reference: "volume:1"}}]}}}
                images: [{name: replaced, newTag: "2"}]
                """)
            .list();
    assertThat(listing.gaps()).isEmpty();
    assertThat(FakeTree.images(listing))
        .containsExactly(
            "docker.io/library/app:1",
            "docker.io/library/inline:1",
            "docker.io/library/merged:1",
            "docker.io/library/replaced:1",
            "docker.io/library/replaced:2",
            "docker.io/library/side:1",
            "docker.io/library/volume:1");
    assertThat(listing.images())
        .filteredOn(named -> named.image().text().endsWith("replaced:2"))
        .extracting(named -> named.usage().text())
        .contains("Deployment web (kustomization.yaml)");
  }

  @Test
  void takesATextThatAnOverlayReplacesForAPlaceholder() {
    FakeTree tree = new FakeTree().with("base/web.yaml", deployment("APP_IMAGE"));
    assertThat(tree.list().gaps()).singleElement().asString().contains("APP_IMAGE");
    tree.with("base/kustomization.yaml", "resources: [web.yaml]")
        .with(
            "prod/kustomization.yaml",
            "resources: [../base]\nimages: [{name: APP_IMAGE, newName: app, newTag: '1'}]");
    assertThat(tree.images()).containsExactly("docker.io/library/app:1");
  }

  @Test
  void countsAnEntryThatTellsAnImageAllByItself() {
    Listing listing =
        new FakeTree()
            .with(
                "kustomization.yaml",
                """
                resources: ["https://github.com/org/app//config?ref=v1"]
                images:
                - {name: x, newName: r.io/app, newTag: "1"}
                - {name: r.io/other, digest: "%s"}
                - {name: placeholder, newName: r.io/unknown-tag}
                - {name: PLACEHOLDER, newTag: "1"}
                """
                    .formatted(DIGEST))
            .list();
    assertThat(listing.images())
        .extracting(NamedImage::image)
        .extracting(Object::toString)
        .containsExactly("r.io/app:1", "r.io/other@" + DIGEST);
    assertThat(listing.images().getFirst().usage().kind()).isEqualTo("Kustomization");
    assertThat(listing.gaps())
        .containsExactly(
            "kustomization.yaml: https://github.com/org/app//config?ref=v1:"
                + " is not fetched, and may name images");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "resources: [missing.yaml]",
        "resources: [../outside]",
        "resources: [/etc/x.yaml]",
        "resources: [empty]",
        "resources: ['git@github.com:org/repo']",
        "resources: web.yaml",
        "resources: [{a: b}]",
        "components: [missing]",
        "bases: ['github.com/org/repo?ref=v1']",
        "helmCharts: [{name: a}]",
        "helmChartInflationGenerator: [{chartName: a}]",
        "generators: [g.yaml]",
        "transformers: [t.yaml]",
        "somethingNew: 1",
        "images: [{newTag: '1'}]",
        "images: [{name: '(.*)/app', newName: x}]",
        "images: {name: a}",
        "patches: [{path: missing.yaml}]",
        "patches: [{target: {kind: Pod}}]",
        "patches: [{patch: '- {op: copy, from: /a, path: /spec/containers/0/image}'}]",
        "patches: [{patch: '- {op: move, from: /metadata/name, path: /spec/template}'}]",
        "patches: [{patch: '- {path: /a}'}]",
        "patches: [{patch: '[{'}]",
        "patches: [{patch: 'text'}]",
        "patchesStrategicMerge: [missing.yaml]",
        "replacements: [{source: {kind: C}, targets: [{fieldPaths:"
            + " ['spec.template.spec.containers.[name=env].image']}]}]",
        "replacements: [{source: {kind: C}, targets: [{fieldPaths: [spec.anything]}]}]",
        "replacements: [{path: missing.yaml}]",
        "configurations: [missing.yaml]",
        "configurations: [fields.yml]",
      })
  void declaresAGapForWhatMayBringInAnImageUnseen(String field) {
    Listing listing =
        new FakeTree()
            .with("k/kustomization.yaml", field)
            .with("k/web.yaml", deployment("app:1"))
            .with("k/fields.yml", "images: [{path: spec/image, kind: Foo}]")
            .with("k/empty/README.md", "")
            .list();
    assertThat(listing.gaps()).singleElement().asString().startsWith("k/kustomization.yaml: ");
    assertThat(FakeTree.images(listing)).containsExactly("docker.io/library/app:1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "helmCharts: []",
        "namespace: shop",
        "vars: [{name: A}]",
        "replicas: [{name: web, count: 0}]",
        "replacements: [{source: {kind: C}, targets: [{select: {kind: D}}]}]",
        "replacements: [{source: {kind: C}, targets: [{fieldPaths:"
            + " ['spec.template.spec.containers.[name=a].env.[name=B].value', metadata.name]}]}]",
        "configurations: [names.yml]",
        "resources: [skipped/a.yaml, skipped/dir]",
        "components: [skipped/dir]",
        "patches: [{path: skipped/p.yaml}]",
      })
  void isCompleteWhereNoImageCanComeIn(String field) {
    Listing listing =
        new FakeTree()
            .with("k/kustomization.yaml", field)
            .with("k/names.yml", "namePrefix: [{path: metadata/name}]")
            .list(new ManifestSettings(List.of("k/skipped/**"), List.of()));
    assertThat(listing.gaps()).isEmpty();
  }

  @Test
  void declaresAGapForAListThatNobodyUsesAsAPatch() {
    FakeTree tree = new FakeTree().with("patch.yaml", "- {op: remove, path: /a}");
    assertThat(tree.list().gaps())
        .containsExactly("patch.yaml: neither an object nor a list of objects");
    tree.with("kustomization.yaml", "patches: [{path: patch.yaml, target: {kind: Pod}}]");
    assertThat(tree.list().gaps()).isEmpty();
  }

  @Test
  void endsWhereKustomizationsReachEachOther() {
    Listing listing =
        new FakeTree()
            .with("a/kustomization.yaml", "resources: [../b, web.yaml]")
            .with("a/web.yaml", deployment("app:1"))
            .with("b/kustomization.yaml", "resources: [../a]\nimages: [{name: app, newTag: '2'}]")
            .list();
    assertThat(listing.gaps())
        .contains("a/kustomization.yaml: reaches itself, or is nested deeper than 50");
    assertThat(FakeTree.images(listing)).contains("docker.io/library/app:1");
  }

  @Test
  void declaresAGapForTwoKustomizationsInOneDirectory() {
    Listing listing =
        new FakeTree()
            .with("kustomization.yaml", "resources: []")
            .with("kustomization.yml", "images: [{name: a, newName: b, newTag: '1'}]")
            .list();
    assertThat(listing.gaps())
        .containsExactly("kustomization.yml: more than one kustomization in a directory");
    assertThat(FakeTree.images(listing)).containsExactly("docker.io/library/b:1");
  }

  @Test
  void takesAnObjectOfAnotherGroupForAnObject() {
    assertThat(
            new FakeTree()
                .with(
                    "kustomization.yaml",
                    """
                    apiVersion: kustomize.toolkit.fluxcd.io/v1
                    kind: Kustomization
                    spec: {path: ./apps}
                    """)
                .images())
        .isEmpty();
  }

  private static String deployment(String image) {
    return """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: web}
    spec: {template: {spec: {containers: [{name: main, image: "%s"}]}}}
    """
        .formatted(image);
  }
}
