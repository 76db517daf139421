package dev.laytime.deploy.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.laytime.activities.usage.cluster.KindPresets;
import dev.laytime.deploy.Yaml;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What the chart lets the worker's service account do in the cluster. */
class RightsTest {

  private static final String CLUSTER =
      """
      state: {persistence: true}
      config:
        sources:
          - name: cluster
            cluster: {in-cluster: true%s}
      """;
  private static final String NAME = "images-laytime-source";
  private static final String DEFINITION = "get apiextensions.k8s.io/customresourcedefinitions ";

  @Test
  void areThoseOfTheGuideVerbByVerb() {
    String page = Yaml.file("../docs/how-to/follow-a-cluster.md");
    JsonNode documented =
        Yaml.all(page.split("```yaml\n|```\n", -1)[1]).stream()
            .filter(object -> object.path("kind").asString().equals("ClusterRole"))
            .findFirst()
            .orElseThrow();

    assertThat(Grant.of(clusterRole(chart("")))).isEqualTo(Grant.of(documented)).hasSize(12);
  }

  @ParameterizedTest
  @ValueSource(strings = {"argo-rollouts", "knative", "tekton"})
  void growByAPresetsKindsAlone(String preset) {
    Set<String> expected = Grant.of(clusterRole(chart("")));
    KindPresets.of(preset)
        .forEach(kind -> {
          expected.add("list " + kind.group() + "/" + kind.resource());
          expected.add(DEFINITION + kind.resource() + "." + kind.group());
        });

    assertThat(Grant.of(clusterRole(chart(", presets: [" + preset + "]")))).isEqualTo(expected);
  }

  @Test
  void growByTheKindsOfTheConfiguration() {
    Set<String> expected = Grant.of(clusterRole(chart("")));
    expected.add("list batch.example.com/imageruns");
    expected.add(DEFINITION + "imageruns.batch.example.com");

    String kinds = ", kinds: [{resource: imageruns.batch.example.com}]";
    assertThat(Grant.of(clusterRole(chart(kinds)))).isEqualTo(expected);
  }

  @Test
  void growByTheSecretsOfHelmsNamespacesAlone() {
    Chart chart = chart(", helm-namespaces: [shop, till]");
    String page = Yaml.file("../docs/reference/sources.md");
    JsonNode documented = Yaml.one(page.substring(page.indexOf("    apiVersion: rbac")));

    Set<String> expected = Grant.of(clusterRole(chart("")));
    expected.add("get /namespaces shop");
    expected.add("get /namespaces till");
    assertThat(Grant.of(clusterRole(chart))).isEqualTo(expected);
    assertThat(chart.ofKind("Role"))
        .extracting(role -> role.at("/metadata/namespace").asString())
        .containsExactly("shop", "till");
    assertThat(chart.ofKind("Role"))
        .allSatisfy(role -> assertThat(Grant.of(role)).isEqualTo(Grant.of(documented)));
  }

  @Test
  void areThoseOfTheNamespacesWhereThereIsAChoice() {
    Chart chart = chart(", namespaces: [shop, till], presets: [argo-rollouts]");
    Set<String> whole = Grant.of(clusterRole(chart(", presets: [argo-rollouts]")));

    Set<String> cluster = Grant.of(clusterRole(chart));
    assertThat(cluster)
        .contains(
            "get /namespaces kube-system",
            "get /namespaces shop",
            "get /namespaces till",
            "list argoproj.io/clusteranalysistemplates")
        .noneMatch(grant -> grant.startsWith("list") && !grant.contains("clusteranalysis"));
    assertThat(chart.ofKind("Role"))
        .extracting(role -> role.at("/metadata/namespace").asString())
        .containsExactly("shop", "till");
    for (JsonNode role : chart.ofKind("Role")) {
      Set<String> together = new TreeSet<>(Grant.of(role));
      assertThat(together).noneMatch(grant -> grant.contains("cluster"));
      together.addAll(cluster);
      together.removeIf(grant -> grant.matches("get /namespaces (shop|till)"));
      assertThat(together).isEqualTo(whole);
    }
  }

  @Test
  void areThoseOfEverySourceWhereOneHasAChoiceAndOneHasNone() {
    Chart chart =
        chart(
            """
            , presets: [tekton]}
                - name: shop
                  cluster: {in-cluster: true, namespaces: [shop], presets: [tekton, knative]\
            """);
    Set<String> expected = Grant.of(clusterRole(chart(", presets: [tekton]")));
    expected.add("get /namespaces shop");
    KindPresets.of("knative")
        .forEach(kind -> expected.add(DEFINITION + kind.resource() + "." + kind.group()));

    assertThat(Grant.of(clusterRole(chart))).isEqualTo(expected);
    assertThat(chart.ofKind("Role"))
        .extracting(role -> role.at("/metadata/namespace").asString())
        .containsExactly("shop");
    assertThat(Grant.of(chart.only("Role", NAME)))
        .containsExactlyInAnyOrderElementsOf(
            KindPresets.of("knative").stream()
                .map(kind -> "list " + kind.group() + "/" + kind.resource())
                .toList());
    assertThat(chart.ofKind("RoleBinding")).hasSize(1);
  }

  @Test
  void growByLaytimesOwnKindsWhereTheyAreEnabled() {
    String objects = "images-laytime-custom-resources";
    String page = Yaml.file("../docs/how-to/steer-with-kubectl.md");
    JsonNode documented = Yaml.one(page.split(" *```yaml\n|---\n", -1)[1].stripIndent());

    assertThat(chart("").ofKind("ClusterRole")).hasSize(1);
    assertThat(
            Grant.of(chart("}\n  custom-resources: {enabled: true").only("ClusterRole", objects)))
        .isEqualTo(Grant.of(documented))
        .hasSize(14);
    assertThat(
            chart(
                    "}\n    - {name: another, cluster: {kubeconfig: /k}}\n  custom-resources:"
                        + " {enabled: true, namespace: platform, source: another")
                .ofKind("ClusterRole"))
        .hasSize(1);
  }

  @Test
  void growByApprovalsWhereSomebodysCount() {
    String name = "images-laytime-approvals";
    String page = Yaml.file("../docs/how-to/approve-with-kubectl.md");
    JsonNode documented = Yaml.one(page.split(" *```yaml\n|---\n", -1)[1].stripIndent());
    Chart approved = chart("}\n  custom-resources: {enabled: true, approvers: ['*@example.com']");

    assertThat(Grant.of(approved.only("ClusterRole", name)))
        .isEqualTo(Grant.of(documented))
        .isNotEmpty();
    assertThat(approved.ofKind("ValidatingAdmissionPolicy"))
        .singleElement()
        .extracting(policy -> policy.at("/spec/failurePolicy").asString())
        .isEqualTo("Fail");
    assertThat(approved.ofKind("ValidatingAdmissionPolicyBinding")).hasSize(1);
    assertThat(chart("}\n  custom-resources: {enabled: true").ofKind("ValidatingAdmissionPolicy"))
        .isEmpty();
  }

  @Test
  void growByLaytimesOwnKindsWhereAnAdapterBringsTheCluster() {
    String values =
        "state: {persistence: true}\nconfig: {custom-resources: {enabled: true, namespace: images},"
            + " adapters: {qebbeq: {registry-host: r.example.com%s}}}";
    String objects = "images-laytime-custom-resources";

    assertThat(Grant.of(Chart.of(values.formatted("")).only("ClusterRole", objects))).hasSize(14);
    assertThat(Chart.of(values.formatted(", kubeconfig: /k")).ofKind("ClusterRole"))
        .extracting(role -> role.at("/metadata/name").asString())
        .doesNotContain(objects);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "custom-resources: {enabled: true, source: other          | no source 'other'",
        "sources: [], custom-resources: {enabled: true            | none of config.sources is one",
        "sources: [{name: a, cluster: {kubeconfig: /k}}], custom-resources: {enabled: true |"
            + " custom-resources.namespace",
        "sources: [{name: a, cluster: {kubeconfig: /k}}, {name: b, cluster: {in-cluster: true}}],"
            + " custom-resources: {enabled: true | one of a, b: say which",
      })
  void areNotMadeForObjectsOfWhichNobodyKnowsTheCluster(String config, String why) {
    String sources =
        config.startsWith("sources")
            ? ""
            : "sources: [{name: cluster, cluster: {in-cluster: true}}], ";

    assertThatThrownBy(
            () -> Chart.of("state: {persistence: true}\nconfig: {" + sources + config + "}}"))
        .hasMessageContaining(why);
  }

  @Test
  void growByTheSecretsOfTenantsOneByOne() {
    Chart chart =
        chart(
            """
            }
              custom-resources:
                enabled: true
                secrets: [platform]
                tenants:
                  - {namespace: shop, prefixes: [r.example.com/shop], secrets: [one, two]}
                  - {namespace: till, prefixes: [r.example.com/till]}
              api: {token-file: /run/token\
            """);

    assertThat(chart.ofKind("Role"))
        .extracting(role -> role.at("/metadata/namespace").asString(), Grant::of)
        .containsExactly(
            tuple("images", Set.of("get /secrets platform")),
            tuple("shop", Set.of("get /secrets one", "get /secrets two")));
    assertThat(chart.ofKind("RoleBinding"))
        .extracting(binding -> binding.at("/metadata/namespace").asString())
        .containsExactly("images", "shop");
  }

  @Test
  void areNotGivenToTheAccountOfEveryPod() {
    assertThatThrownBy(() -> chart("}\nserviceAccount: {create: false"))
        .hasMessageContaining("serviceAccount.name");
    assertThat(chart("}\nserviceAccount: {create: false, name: mine").ofKind("ClusterRole"))
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cluster", "namespaces"})
  void haveNoWildcardAndNoSecretsOfTheWholeCluster(String sample) {
    Chart chart = Chart.ofSample(sample);

    assertThat(chart.ofKind("ClusterRole"))
        .isNotEmpty()
        .allSatisfy(
            role -> assertThat(Grant.of(role)).noneMatch(grant -> grant.contains("secrets")));
    assertThat(chart.ofKind("Role"))
        .isNotEmpty()
        .allSatisfy(role -> assertThat(Grant.of(role)).noneMatch(grant -> grant.contains("*")));
    assertThat(chart.ofKind("ClusterRole"))
        .allSatisfy(role -> assertThat(Grant.of(role)).noneMatch(grant -> grant.contains("*")));
  }

  @Test
  void areBoundToTheServiceAccountAlone() {
    Chart chart = Chart.ofSample("cluster");

    for (String kind : new String[] {"ClusterRoleBinding", "RoleBinding"}) {
      assertThat(chart.ofKind(kind))
          .isNotEmpty()
          .allSatisfy(binding -> {
            assertThat(binding.path("subjects")).hasSize(1);
            assertThat(binding.at("/subjects/0/name").asString()).isEqualTo("laytime");
            assertThat(binding.at("/subjects/0/namespace").asString()).isEqualTo("images");
          });
    }
  }

  @Test
  void areNoneWhereNoSourceIsTheOwnCluster() {
    Chart chart = Chart.of("{}");

    assertThat(chart.objects())
        .noneMatch(
            object -> object.path("apiVersion").asString().startsWith("rbac.authorization.k8s.io"));
    assertThat(chart.pods())
        .allSatisfy(
            pod -> assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse());
    assertThat(worker(Chart.ofSample("cluster")).path("automountServiceAccountToken").asBoolean())
        .isTrue();
  }

  private static Chart chart(String more) {
    return Chart.of(CLUSTER.replace("%s", more));
  }

  private static JsonNode clusterRole(Chart chart) {
    return chart.only("ClusterRole", NAME);
  }

  private static JsonNode worker(Chart chart) {
    return chart.only("Deployment", "laytime").at("/spec/template/spec");
  }
}
