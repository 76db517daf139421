package dev.laytime.activities.usage.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files from which other programs make manifests. */
class UnrenderedTest {

  private static final String UMBRELLA =
      """
      apiVersion: v2
      name: shop
      dependencies:
      - {name: redis, version: 1.0.0, repository: "https://charts.example.com"}
      - {name: postgresql, alias: db, version: 2.0.0}
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a/Chart.yaml | name: a | a chart is not rendered, and may name images",
        "Chart.yaml | {name: a, dependencies: [{name: b}]} | a chart with dependencies b is not"
            + " rendered, and may name images",
        "helmfile.yaml | releases: [] | a helmfile is not rendered, and may name images",
        "a/helmfile.yml | {} | a helmfile is not rendered, and may name images",
        "helmfile.yaml.gotmpl | x | a helmfile is not rendered, and may name images",
        "helmfile.d/10-shop.yaml | {} | a helmfile is not rendered, and may name images",
        "a/fleet.yaml | {helm: {chart: b}, targetCustomizations: []} | helm, targetCustomizations:"
            + " is not rendered, and may name images",
        "a.jsonnet | {} | a program is not rendered, and may name images",
        "a/b.cue | {} | a program is not rendered, and may name images",
        "values.gotmpl | {} | a template is not rendered, and may name images",
        "a.yaml.tmpl | {} | a template is not rendered, and may name images",
        "a.json.j2 | {} | a template is not rendered, and may name images",
        "ytt.yaml | 'image: #@ data.values.image' | a template of ytt: it has #@, and is not"
            + " rendered",
      })
  void isAGapUntilAPersonMarksItAsIrrelevant(String path, String content, String gap) {
    FakeTree tree = new FakeTree().with(path, content);
    assertThat(tree.list().gaps()).containsExactly(path + ": " + gap);
    assertThat(tree.list(new ManifestSettings(List.of(path), List.of())).gaps()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a/chart.yaml",
        "my-helmfile.yaml",
        "a.libsonnet",
        "a.yaml.bak",
        "_helpers.tpl",
        "fleet.json",
        "fleet.yaml"
      })
  void isNoGapForWhatMakesNoManifests(String path) {
    assertThat(
            new FakeTree()
                    .with(
                        path,
                        "{defaultNamespace: shop, kustomize: {dir: a}, dependsOn: [{name: b}]}")
                    .list()
                    .gaps()
                    .stream()
                    .filter(gap -> gap.contains("rendered")))
        .isEmpty();
  }

  @Test
  void restsOnARuleThatSaysWhereTheImagesOfTheFileAre() {
    assertThat(
            new FakeTree()
                .with("fleet.yaml", "helm: {chart: shop, values: {image: a:1}}")
                .list(rules("fleet.yaml", "helm.values.image"))
                .gaps())
        .isEmpty();
  }

  @Test
  void restsOnARuleAboutTheValuesOfAChart() {
    FakeTree tree =
        new FakeTree().with("a/Chart.yaml", "name: a").with("a/ci/values.yaml", "image: a:1");
    assertThat(tree.list(rules("**/values.yaml", "image")).gaps()).isEmpty();
    assertThat(tree.with("values.yaml", "image: a:1").list(rules("values.yaml", "image")).gaps())
        .as("of another chart, or none")
        .containsExactly("a/Chart.yaml: a chart is not rendered, and may name images");
  }

  @Test
  void leavesTheValuesOfAChartInAChartToThat() {
    FakeTree tree =
        new FakeTree()
            .with("a/Chart.yaml", "name: a")
            .with("a/charts/b/Chart.yaml", "name: b")
            .with("a/charts/b/values.yaml", "image: b:1");
    assertThat(tree.list(rules("a/charts/b/values.yaml", "image")).gaps())
        .containsExactly("a/Chart.yaml: a chart is not rendered, and may name images");
  }

  @Test
  void wantsARuleForEachDependencyOfAChart() {
    FakeTree tree =
        new FakeTree()
            .with("Chart.yaml", UMBRELLA)
            .with("values.yaml", "{image: a:1, redis: {image: r:1}, db: {image: d:1}}");
    assertThat(tree.list(rules("values.yaml", "image", "redis.image")).gaps())
        .containsExactly(
            "Chart.yaml: dependencies db: no rule about the chart's values names images there");
    assertThat(tree.list(rules("values.yaml", "image", "redis.image", "db.image")).gaps())
        .isEmpty();
    tree.with("requirements.yaml", "dependencies: [{name: old}]");
    assertThat(tree.list(rules("values.yaml", "redis.image", "db.image")).gaps())
        .singleElement()
        .asString()
        .startsWith("Chart.yaml: dependencies old: ");
  }

  private static ManifestSettings rules(String files, String... images) {
    return new ManifestSettings(List.of(), List.of(new ValuesRule(files, Arrays.asList(images))));
  }
}
