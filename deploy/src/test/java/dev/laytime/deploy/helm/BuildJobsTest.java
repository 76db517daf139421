package dev.laytime.deploy.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.deploy.WorkerConfiguration;
import dev.laytime.deploy.Yaml;
import dev.laytime.worker.configuration.LaytimeProperties;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The rights of a worker whose builds are Jobs. */
class BuildJobsTest {

  private static final String VALUES =
      """
      state: {persistence: true}
      config:
        sources: [{name: here, cluster: {in-cluster: true}}]
        builders: {namespace: builders, image: "r.test/laytime:1", push-secret: laytime-push}
      """;

  @TempDir Path directory;

  @Test
  void mayMakeThemInTheirNamespaceAlone() {
    List<JsonNode> roles = roles(VALUES);

    assertThat(roles).hasSize(1);
    assertThat(roles.getFirst().at("/metadata/namespace").asString()).isEqualTo("builders");
    assertThat(Grant.of(roles.getFirst()))
        .isEqualTo(
            Set.of(
                "get batch/jobs",
                "create batch/jobs",
                "delete batch/jobs",
                "create /secrets",
                "list /pods",
                "list /events",
                "get /pods/log"));
  }

  @Test
  void mayNothingWhereNoneAreMade() {
    assertThat(roles(VALUES.substring(0, VALUES.indexOf("  builders:")))).isEmpty();
  }

  /** The same as in how-to/migrate-from-image-operator.md. */
  @Test
  void areMadeWhereImageOperatorsObjectsAreThatNobodyCallsASource() throws IOException {
    String example = example();
    assertThat(WorkerConfiguration.read(example, directory).builders().enabled()).isTrue();

    String values = "state: {persistence: true}\nconfig:\n" + example.indent(2);
    Chart chart = Chart.of(values);
    assertThat(roles(values)).hasSize(1);
    assertThat(chart.ofKind("NetworkPolicy"))
        .anyMatch(policy -> policy.at("/metadata/namespace").asString().equals("builds"));
    assertThat(chart.only("Deployment", "laytime").toString()).contains("serviceAccount");
  }

  private static String example() {
    String page = Yaml.file("../docs/how-to/migrate-from-image-operator.md");
    return page.substring(page.indexOf("## 6. Builders")).split("```yaml\n|```\n", -1)[1];
  }

  @Test
  void mayNothingWhereTheyAreMadeInAnotherCluster() {
    String elsewhere =
        VALUES.replace(
            "sources: [",
            "sources: [{name: there, cluster: {kubeconfig: /run/secrets/there/config}}, ");
    assertThat(roles(elsewhere.replace("{namespace", "{source: here, namespace"))).hasSize(1);
    String there = elsewhere.replace("{namespace", "{source: there, namespace");
    assertThat(roles(there)).isEmpty();
    assertThat(policies(there)).isEmpty();
    assertThatThrownBy(() -> Chart.of(elsewhere))
        .hasMessageContaining("config.builders.source: they run in one of there, here");
    assertThatThrownBy(() ->
            Chart.of(VALUES.replace("sources: [{name: here, cluster: {in-cluster: true}}]", "")))
        .hasMessageContaining("config.builders: they run in a cluster");
  }

  @Test
  void runTheWorkersOwnImageWhereNobodyNamesAnother() throws IOException {
    Chart chart = Chart.of(VALUES.replace("image: \"r.test/laytime:1\", ", ""));

    LaytimeProperties read =
        WorkerConfiguration.read(
            chart.ofKind("ConfigMap").getFirst().at("/data/laytime.yaml").asString(), directory);
    assertThat(chart.only("Deployment", "laytime").toString())
        .contains("\"%s\"".formatted(read.builderSettings().image().text()));
  }

  @Test
  void reachNoAddressOfTheirNodesLinkAndAreReachedByNobody() {
    JsonNode policy = policies(VALUES).getFirst();

    assertThat(policy.at("/metadata/namespace").asString()).isEqualTo("builders");
    assertThat(policy.at("/spec/podSelector/matchLabels").toString())
        .contains("\"app.kubernetes.io/component\":\"build\"");
    assertThat(policy.at("/spec/ingress").isMissingNode()).isTrue();
    assertThat(policy.at("/spec/egress").toString())
        .contains("169.254.0.0/16", "fe80::/10", "\"port\":53");
    assertThat(policies(VALUES + "\nbuilders: {networkPolicy: {enabled: false}}")).isEmpty();
    assertThat(
            policies(VALUES + "\nbuilders: {networkPolicy: {egress: [{ports: [{port: 443}]}]}}")
                .getFirst()
                .at("/spec/egress")
                .toString())
        .isEqualTo("[{\"ports\":[{\"port\":443}]}]");
  }

  /** Temporal asks nobody who they are; a registry may be inside, too. */
  @Test
  void reachWhatIsInsideOnlyWhereSomebodyLetsThem() {
    JsonNode peers = policies(VALUES).getFirst().at("/spec/egress/1/to");

    assertThat(peers).hasSize(2);
    assertThat(peers.at("/0/ipBlock/except").toString())
        .contains("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10");
    assertThat(peers.at("/1/ipBlock/except").toString()).contains("fc00::/7");
    assertThat(
            policies(VALUES + "\nbuilders: {networkPolicy: {to: [{ipBlock: {cidr: 10.1.2.3/32}}]}}")
                .getFirst()
                .at("/spec/egress/1/to/2/ipBlock/cidr")
                .asString())
        .isEqualTo("10.1.2.3/32");
  }

  /** A policy counts after a service's port became its Pod's. */
  @Test
  void areToldNamesOnOpenShiftToo() {
    JsonNode rule = policies(VALUES).getFirst().at("/spec/egress/2");

    assertThat(rule.path("to").toString())
        .isEqualTo(
            "[{\"namespaceSelector\":{\"matchLabels\":"
                + "{\"kubernetes.io/metadata.name\":\"openshift-dns\"}}}]");
    assertThat(rule.path("ports").toString())
        .contains("\"port\":5353,\"protocol\":\"UDP\"", "\"port\":5353,\"protocol\":\"TCP\"");
  }

  /** A public address, where Azure tells its machines who they are. */
  @Test
  void reachNobodyWhoTellsAMachineWhoItIs() {
    assertThat(policies(VALUES).getFirst().at("/spec/egress/1/to/0/ipBlock/except").toString())
        .contains("168.63.129.16/32", "169.254.0.0/16");
  }

  @Test
  void areSaidToBeKeptInByAPolicy() {
    assertThat(Chart.notes(VALUES))
        .contains(
            "A NetworkPolicy in namespace builders",
            "A registry inside has to be named in builders.networkPolicy.to",
            "describe networkpolicy images-laytime-builds");
    assertThat(
            Chart.notes(
                VALUES + "\nbuilders: {networkPolicy: {to: [{ipBlock: {cidr: 10.1.2.3/32}}]}}"))
        .contains("and 1 of builders.networkPolicy.to");
    assertThat(Chart.notes(VALUES + "\nbuilders: {networkPolicy: {enabled: false}}"))
        .doesNotContain("NetworkPolicy");
  }

  private static List<JsonNode> policies(String values) {
    return Chart.of(values).ofKind("NetworkPolicy").stream()
        .filter(policy -> policy.at("/metadata/name").asString().endsWith("-builds"))
        .toList();
  }

  private static List<JsonNode> roles(String values) {
    return Chart.of(values).ofKind("Role").stream()
        .filter(role -> role.at("/metadata/name").asString().endsWith("-builds"))
        .toList();
  }
}
