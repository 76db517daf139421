package dev.laytime.deploy.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.laytime.deploy.WorkerConfiguration;
import dev.laytime.deploy.Yaml;
import dev.laytime.worker.configuration.ImageOperatorProperties;
import dev.laytime.worker.configuration.ImagerepoMirrorProperties;
import dev.laytime.worker.configuration.JobsProperties;
import dev.laytime.worker.configuration.QebbeqProperties;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What the chart brings for adapters: their definitions, their rights, their configuration. */
class AdaptersTest {

  private static final String QEBBEQ =
      "state: {persistence: true}\n"
          + "config: {adapters: {qebbeq: {registry-host: r.example.com%s}}%s}";
  private static final String RIGHTS = "images-laytime-qebbeq";
  private static final String KEEP = "/metadata/annotations/helm.sh~1resource-policy";

  @Test
  void haveTheirDefinitionsInstalledWithThemAndKept() {
    List<JsonNode> files = Yaml.all(Yaml.file("helm/laytime/files/crds/qebbeq.yaml"));

    List<JsonNode> installed = definitions(chart("", ""));

    assertThat(installed)
        .extracting(AdaptersTest::spec)
        .containsExactlyInAnyOrderElementsOf(files.stream().map(AdaptersTest::spec).toList())
        .hasSize(2);
    assertThat(installed)
        .allSatisfy(definition -> {
          assertThat(definition.at("/metadata/name").asString())
              .isEqualTo(
                  definition.at("/spec/names/plural").asString()
                      + "."
                      + definition.at("/spec/group").asString());
          assertThat(definition.at(KEEP).asString()).isEqualTo("keep");
          assertThat(definition.at("/metadata/labels/app.kubernetes.io~1instance").asString())
              .isEqualTo("laytime");
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "crds: {qebbeq: {install: true}}                | 2",
        "crds: {laytime: {install: true}}               | 7",
        "crds: {imageOperator: {install: true}}         | 2",
        "crds: {qebbeq: {keep: false}}                  | 0",
        "{}                                             | 0",
        "config: {adapters: {}}                         | 0",
      })
  void haveNoDefinitionsWithoutThemUnlessSomebodySaysSo(String values, int count) {
    assertThat(definitions(Chart.of(values))).hasSize(count);
  }

  @Test
  void bringTheDefinitionsOfOurOwnKindsWhereTheseCount() {
    String values =
        "config: {custom-resources: {enabled: true}, sources: [{name: a, cluster: {in-cluster:"
            + " true}}]}\nstate: {persistence: true}";
    List<JsonNode> files = Yaml.all(Yaml.file("helm/laytime/files/crds/laytime.yaml"));

    assertThat(definitions(Chart.of(values)))
        .extracting(AdaptersTest::spec)
        .containsExactlyInAnyOrderElementsOf(files.stream().map(AdaptersTest::spec).toList())
        .hasSize(7);
    assertThat(definitions(Chart.of(values + "\ncrds: {laytime: {install: false}}"))).isEmpty();
    assertThat(definitions(Chart.of(values + "\ncrds: {laytime: {keep: false}}")))
        .hasSize(7)
        .allMatch(definition -> definition.at(KEEP).isMissingNode());
  }

  @Test
  void leaveDefinitionsToOthersOrLetThemGo() {
    String values = QEBBEQ.formatted("", "");

    assertThat(definitions(Chart.of(values + "\ncrds: {qebbeq: {install: false}}"))).isEmpty();
    assertThat(definitions(Chart.of(values + "\ncrds: {qebbeq: {keep: false}}")))
        .hasSize(2)
        .allMatch(definition -> definition.at(KEEP).isMissingNode());
  }

  @Test
  void haveTheRightsOfTheirPageVerbByVerb() {
    JsonNode documented =
        Yaml.all(
                Yaml.file("../docs/how-to/migrate-from-qebbeq.md")
                    .split(" *```yaml\n| *```\n", -1)[1]
                    .stripTrailing()
                    .stripIndent())
            .getFirst();

    String where = ", controller-namespace: qebbeq";
    assertThat(Grant.of(chart(where, "").only("ClusterRole", RIGHTS)))
        .isEqualTo(Grant.of(documented))
        .isNotEmpty();
    assertThat(Grant.of(chart("", "").only("ClusterRole", RIGHTS)))
        .as("where nobody says otherwise, objects are made beside the worker")
        .contains("get /namespaces images");
  }

  @Test
  void seeWhetherQebbeqRunsWhereOnlySomeNamespacesAreFollowed() {
    String some = ", sources: [{name: a, cluster: {in-cluster: true, namespaces: [shop]}}]";

    assertThat(Grant.of(chart("", some).only("ClusterRole", RIGHTS)))
        .contains("list apps/deployments");
  }

  @Test
  void haveTheirRightsBoundToTheServiceAccountAlone() {
    JsonNode binding = chart("", "").only("ClusterRoleBinding", RIGHTS);

    assertThat(binding.at("/roleRef/name").asString()).isEqualTo(RIGHTS);
    assertThat(binding.path("subjects")).hasSize(1);
    assertThat(binding.at("/subjects/0/name").asString()).isEqualTo("laytime");
    assertThat(binding.at("/subjects/0/namespace").asString()).isEqualTo("images");
    assertThat(chart("", "").only("ClusterRole", RIGHTS).toString()).doesNotContain("*");
  }

  /** The worker makes a source of the cluster that it runs in. */
  @Test
  void haveATokenAndARightToLookWithoutASource() {
    Chart chart = chart("", "");
    JsonNode pod = chart.only("Deployment", "laytime").at("/spec/template/spec");

    assertThat(pod.path("automountServiceAccountToken").asBoolean()).isTrue();
    assertThat(Grant.of(chart.only("ClusterRole", "images-laytime-source")))
        .contains("watch /pods", "get /namespaces kube-system");
    assertThat(pod.at("/containers/0/env").toString())
        .contains("POD_NAMESPACE", "\"fieldPath\":\"metadata.namespace\"");
  }

  @Test
  void mayNothingHereWhereTheirObjectsAreInAnotherCluster() {
    String both =
        ", sources: [{name: here, cluster: {in-cluster: true}}, {name: far, cluster: {kubeconfig:"
            + " k}}]";

    assertThat(chart(", kubeconfig: k", "").ofKind("ClusterRole")).isEmpty();
    assertThat(chart(", source: far", both).ofKind("ClusterRole")).hasSize(1);
    assertThat(chart(", source: here", both).ofKind("ClusterRole")).hasSize(2);
    assertThat(
            chart(", kubeconfig: k", "")
                .only("Deployment", "laytime")
                .at("/spec/template/spec/automountServiceAccountToken")
                .asBoolean(true))
        .isFalse();
  }

  @Test
  void areNotThereUnlessTheyAreConfigured() {
    Chart chart = Chart.ofSample("cluster");

    assertThat(chart.objects())
        .noneMatch(object -> object.at("/metadata/name").asString().endsWith("-qebbeq"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{adapters: {qebbeq: {}}}",
        "{adapters: {qebbeq: {registry-host: r.example.com/prod}}}",
        "{adapters: {qebbeq: {registry-host: r.example.com, every: 10}}}",
        "{adapters: {qebbeq: {registry-host: r.example.com, retention: 0d}}}",
        "{adapters: {qebbeq: {registry-host: r.example.com, mirror-namespaces: [A]}}}",
        "{adapters: {qebbeq: {registry-host: r.example.com, source: none}}}",
        "{adapters: {qebbeq: {registry-host: r.example.com}}, sources: [{name: a, cluster:"
            + " {in-cluster: true}}, {name: b, cluster: {kubeconfig: k}}]}",
      })
  void areRefusedWhereTheWorkerWouldRefuseThem(String config, @TempDir Path directory) {
    areRefused(config, directory);
  }

  @Test
  void areTakenWithEveryKeyAsTheWorkerTakesThem(@TempDir Path directory) throws Exception {
    String keys =
        ", controller-namespace: images, mirror-namespaces: [images], retention: 2h, every: 5s,"
            + " source: a";
    JsonNode map =
        chart(keys, ", sources: [{name: a, cluster: {in-cluster: true}}]")
            .only("ConfigMap", "laytime");

    QebbeqProperties qebbeq =
        Objects.requireNonNull(
            WorkerConfiguration.read(map.at("/data/laytime.yaml").asString(), directory)
                .adapters()
                .qebbeq());

    assertThat(qebbeq.requiredHost()).isEqualTo("r.example.com");
    assertThat(qebbeq.interval()).hasSeconds(5);
  }

  @Test
  void haveImageOperatorsRightsOfItsPageVerbByVerb() {
    JsonNode documented =
        Yaml.all(
                Yaml.file("../docs/how-to/migrate-from-image-operator.md")
                    .split(" *```yaml\n| *```\n", -1)[1]
                    .stripTrailing()
                    .stripIndent())
            .getFirst();
    Chart chart = imageOperator("destinations: [r.example.com/**]");

    assertThat(chart.ofKind("ClusterRole")).hasSize(1);
    assertThat(Grant.of(chart.only("ClusterRole", "images-laytime-image-operator")))
        .isEqualTo(Grant.of(documented))
        .hasSize(5);
    assertThat(chart.ofKind("Role")).isEmpty();
    assertThat(
            chart
                .only("Deployment", "laytime")
                .at("/spec/template/spec/automountServiceAccountToken")
                .asBoolean())
        .isTrue();
    assertThat(definitions(chart))
        .extracting(AdaptersTest::spec)
        .containsExactlyInAnyOrderElementsOf(
            Yaml.all(Yaml.file("helm/laytime/files/crds/image-operator.yaml")).stream()
                .map(AdaptersTest::spec)
                .toList());
  }

  @Test
  void readAndTellBuildersWhereThoseCount() {
    Chart chart =
        imageOperator(
            "builders: {allowed: [{namespaces: [team-a], destinations: [r.test/team-a/*]}]}");

    assertThat(Grant.of(chart.only("ClusterRole", "images-laytime-image-operator")))
        .contains("list buildah.io/imagebuilders", "patch buildah.io/imagebuilders/status")
        .hasSize(7);
  }

  @Test
  void makeObjectsForPodsInOneNamespaceAndReadEventsWhereTheyMust() {
    Chart named = imageOperator("copy-on-the-fly: {registry: r.test, namespaces: [shop]}");
    assertThat(named.ofKind("ClusterRole")).hasSize(1);
    assertThat(named.ofKind("Role"))
        .extracting(role -> role.at("/metadata/namespace").asString(), Grant::of)
        .containsExactlyInAnyOrder(
            tuple("image-operator", Set.of("create skopeo.io/images")),
            tuple("shop", Set.of("list /events")));

    Chart all = imageOperator("namespace: ops, copy-on-the-fly: {registry: r.test}");
    assertThat(Grant.of(all.only("ClusterRole", "images-laytime-image-operator-events")))
        .containsExactly("list /events");
    assertThat(all.ofKind("Role"))
        .extracting(role -> role.at("/metadata/namespace").asString(), Grant::of)
        .containsExactly(tuple("ops", Set.of("create skopeo.io/images")));
  }

  @Test
  void runJobsInOneNamespaceWithTheRightsOfTheirPageAndNowhereElse() {
    JsonNode documented =
        Stream.of(
                Yaml.file("../docs/how-to/migrate-from-image-operator.md")
                    .split(" *```yaml\n| *```\n", -1))
            .filter(block -> block.contains("name: laytime-jobs"))
            .map(block -> Yaml.all(block.stripTrailing().stripIndent()).getFirst())
            .findFirst()
            .orElseThrow();

    Chart own = imageOperator("isolation: job");
    Chart named = imageOperator("isolation: job, jobs: {namespace: pulls}");

    assertThat(own.ofKind("Role"))
        .extracting(role -> role.at("/metadata/namespace").asString(), Grant::of)
        .containsExactly(tuple("images", Grant.of(documented)));
    assertThat(named.ofKind("Role"))
        .extracting(role -> role.at("/metadata/namespace").asString(), Grant::of)
        .containsExactly(tuple("pulls", Grant.of(documented)));
    assertThat(named.ofKind("RoleBinding"))
        .extracting(
            binding -> binding.at("/metadata/namespace").asString(),
            binding -> binding.at("/subjects/0/namespace").asString())
        .containsExactly(tuple("pulls", "images"));
    assertThat(Grant.of(documented)).contains("create /secrets").doesNotContain("get /secrets");
    assertThat(imageOperator("isolation: none, jobs: {namespace: pulls}").ofKind("Role")).isEmpty();
    assertThat(imageOperator("isolation: job, kubeconfig: k").ofKind("Role")).isEmpty();
  }

  @Test
  void runTheWorkersOwnImageInJobsUnlessSomebodySaysOtherwise(@TempDir Path directory)
      throws Exception {
    String pulled = "imagePullSecrets: [{name: pull}]\n";

    assertThat(jobs(pulled, "isolation: job", directory).image())
        .isEqualTo("registry.example.com/laytime:0.1.0");
    assertThat(jobs(pulled, "isolation: job", directory).pullSecrets()).containsExactly("pull");
    assertThat(jobs(pulled, "isolation: job, jobs: {namespace: pulls}", directory).pullSecrets())
        .as("they are not there")
        .isEmpty();
    assertThat(jobs(pulled, "isolation: job, jobs: {image: 'r.test/own:1'}", directory))
        .satisfies(jobs -> {
          assertThat(jobs.image()).isEqualTo("r.test/own:1");
          assertThat(jobs.pullSecrets()).isEmpty();
        });
    assertThat(jobs(pulled, "every: 5s", directory).image()).isNull();
  }

  private static JobsProperties jobs(String values, String keys, Path directory) throws Exception {
    JsonNode map =
        Chart.of(
                values
                    + "state: {persistence: true}\nconfig: {adapters: {image-operator: {%s}}}"
                        .formatted(keys))
            .only("ConfigMap", "laytime");
    return Objects.requireNonNull(
            WorkerConfiguration.read(map.at("/data/laytime.yaml").asString(), directory)
                .adapters()
                .imageOperator())
        .jobs();
  }

  @Test
  void serveImageOperatorInAnotherClusterWithoutRightsHere() {
    Chart chart = imageOperator("kubeconfig: k");

    assertThat(chart.ofKind("ClusterRole")).isEmpty();
    assertThat(
            chart
                .only("Deployment", "laytime")
                .at("/spec/template/spec/automountServiceAccountToken")
                .asBoolean(true))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{adapters: {image-operator: {every: 10}}}",
        "{adapters: {image-operator: {source-hosts: [r.test/team]}}}",
        "{adapters: {image-operator: {namespace: A}}}",
        "{adapters: {image-operator: {copy-on-the-fly: {namespaces: [a]}}}}",
        "{adapters: {image-operator: {quota-every: 60}}}",
        "{adapters: {image-operator: {source: none}}}",
        "{adapters: {image-operator: {isolation: pod}}}",
        "{adapters: {image-operator: {jobs: {image: 'a b'}}}}",
        "{adapters: {image-operator: {jobs: {namespace: A}}}}",
        "{adapters: {image-operator: {jobs: {pull-secrets: [A]}}}}",
        "{adapters: {image-operator: {jobs: {delete-after: 10}}}}",
        "{adapters: {image-operator: {jobs: {deadline: soon}}}}",
        "{adapters: {image-operator: {jobs: {memory: much}}}}",
      })
  void areRefusedForImageOperatorWhereTheWorkerWouldRefuseThem(
      String config, @TempDir Path directory) {
    areRefused(config, directory);
  }

  @Test
  void areTakenForImageOperatorWithEveryKeyAsTheWorkerTakesThem(@TempDir Path directory)
      throws Exception {
    JsonNode map =
        imageOperator(
                "kubeconfig: k, every: 5s, namespace: ops, namespaces: [team-*], destinations:"
                    + " [r.test/**], sources: [q.test/**], source-hosts: [q.test],"
                    + " destination-hosts: ['r.test:5000'], source-insecure: true,"
                    + " destination-insecure: false, quota-every: 60s,"
                    + " copy-on-the-fly: {registry: r.test/a, namespaces: ['*']}, isolation: job,"
                    + " jobs: {image: 'r.test/laytime:1', namespace: jobs, pull-secrets: [pull],"
                    + " delete-after: 90s, deadline: 20m, memory: 768Mi}")
            .only("ConfigMap", "laytime");

    ImageOperatorProperties read =
        Objects.requireNonNull(
            WorkerConfiguration.read(map.at("/data/laytime.yaml").asString(), directory)
                .adapters()
                .imageOperator());

    assertThat(read.interval()).hasSeconds(5);
    assertThat(read.quotaInterval()).hasSeconds(60);
    assertThat(read.destinationHosts()).containsExactly("r.test:5000");
    assertThat(read.jobs().stay()).hasSeconds(90);
    assertThat(read.jobs().longest()).hasMinutes(20);
    assertThat(read.jobs().memory()).isEqualTo("768Mi");
  }

  @Test
  void haveImagerepoMirrorsRightsOfItsPageVerbByVerb() {
    JsonNode documented =
        Yaml.all(
                Yaml.file("../docs/how-to/migrate-from-imagerepo-mirror.md")
                    .split(" *```yaml\n| *```\n", -1)[1]
                    .stripTrailing()
                    .stripIndent())
            .getFirst();
    Chart chart = imagerepoMirror("destination-registry: r.example.com");

    assertThat(chart.ofKind("ClusterRole")).hasSize(1);
    assertThat(Grant.of(chart.only("ClusterRole", "images-laytime-imagerepo-mirror")))
        .isEqualTo(Grant.of(documented))
        .hasSize(5);
    assertThat(chart.ofKind("Role")).isEmpty();
    assertThat(mountsToken(chart)).isTrue();
    assertThat(definitions(chart)).as("the kind is Flux's").isEmpty();
  }

  @Test
  void readSecretsOfImagerepoMirrorsObjectsOneByOne() {
    Chart chart =
        imagerepoMirror(
            "destination-registry: r.test, secrets: [shop/two, till/one, shop/one, shop/one]");

    assertThat(chart.ofKind("Role"))
        .extracting(role -> role.at("/metadata/namespace").asString(), Grant::of)
        .containsExactlyInAnyOrder(
            tuple("shop", Set.of("get /secrets one", "get /secrets two")),
            tuple("till", Set.of("get /secrets one")));
    assertThat(chart.ofKind("RoleBinding")).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kubeconfig: k | sources: []                                                  | false",
        "source: far   | sources: [{name: far, cluster: {kubeconfig: /k}}]            | false",
        "every: 10s    | sources: [{name: near, cluster: {in-cluster: true}}]         | true",
        "every: 10s    | sources: [{name: far, cluster: {kubeconfig: /k}}]            | false",
      })
  void haveImagerepoMirrorsRightsInTheClusterOfTheObjectsAlone(
      String key, String sources, boolean here) {
    Chart chart =
        Chart.of(
            "state: {persistence: true}\nconfig: {%s, adapters: {imagerepo-mirror:"
                    .formatted(sources)
                + " {destination-registry: r.test, %s}}}".formatted(key));

    assertThat(chart.ofKind("ClusterRole"))
        .extracting(role -> role.at("/metadata/name").asString())
        .satisfies(
            names -> assertThat(names.contains("images-laytime-imagerepo-mirror")).isEqualTo(here));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{adapters: {imagerepo-mirror: {every: 10s}}}",
        "{adapters: {imagerepo-mirror: {destination-registry: 'https://r.test'}}}",
        "{adapters: {imagerepo-mirror: {destination-registry: r.test, every: 10}}}",
        "{adapters: {imagerepo-mirror: {destination-registry: r.test, destination-path: all}}}",
        "{adapters: {imagerepo-mirror: {destination-registry: r.test, secrets: [pull]}}}",
        "{adapters: {imagerepo-mirror: {destination-registry: r.test, source: none}}}",
      })
  void areRefusedForImagerepoMirrorWhereTheWorkerWouldRefuseThem(
      String config, @TempDir Path directory) {
    areRefused(config, directory);
  }

  @Test
  void areTakenForImagerepoMirrorWithEveryKeyAsTheWorkerTakesThem(@TempDir Path directory)
      throws Exception {
    JsonNode map =
        imagerepoMirror(
                "destination-registry: 'r.test:5000/a', destination-path: full, namespaces:"
                    + " [team-*], secrets: [team-a/pull], kubeconfig: k, every: 5s")
            .only("ConfigMap", "laytime");

    ImagerepoMirrorProperties read =
        Objects.requireNonNull(
            WorkerConfiguration.read(map.at("/data/laytime.yaml").asString(), directory)
                .adapters()
                .imagerepoMirror());

    assertThat(read.interval()).hasSeconds(5);
    assertThat(read.flux().wholePaths()).isTrue();
    assertThat(read.flux().secrets()).containsExactly("team-a/pull");
  }

  private static Chart imagerepoMirror(String keys) {
    return Chart.of(
        "state: {persistence: true}\nconfig: {adapters: {imagerepo-mirror: {%s}}}".formatted(keys));
  }

  private static boolean mountsToken(Chart chart) {
    return chart
        .only("Deployment", "laytime")
        .at("/spec/template/spec/automountServiceAccountToken")
        .asBoolean();
  }

  private static Chart imageOperator(String keys) {
    return Chart.of(
        "state: {persistence: true}\nconfig: {adapters: {image-operator: {%s}}}".formatted(keys));
  }

  @Test
  void needWhatRemembers() {
    assertThatThrownBy(
            () -> Chart.of("config: {adapters: {qebbeq: {registry-host: r.example.com}}}"))
        .hasMessageContaining("nothing remembers them");
  }

  /** Helm sorts keys, and writes a whole number without a fraction. */
  private static JsonNode spec(JsonNode definition) {
    return Yaml.all(definition.path("spec").toString().replaceAll("(?<=\\d)\\.0(?=[,}])", ""))
        .getFirst();
  }

  private static Chart chart(String key, String config) {
    return Chart.of(QEBBEQ.formatted(key, config));
  }

  private static List<JsonNode> definitions(Chart chart) {
    return chart.ofKind("CustomResourceDefinition");
  }

  private static void areRefused(String config, Path directory) {
    assertThatThrownBy(() -> WorkerConfiguration.read(config, directory))
        .isInstanceOf(Exception.class);
    assertThatThrownBy(() -> Chart.of("state: {persistence: true}\nconfig: " + config))
        .hasMessageContaining("config");
  }
}
