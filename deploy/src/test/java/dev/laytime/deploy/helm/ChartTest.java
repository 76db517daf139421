package dev.laytime.deploy.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.deploy.WorkerConfiguration;
import dev.laytime.deploy.Yaml;
import dev.laytime.worker.configuration.LaytimeProperties;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.BindException;
import tools.jackson.databind.JsonNode;

/** The chart, rendered. */
class ChartTest {

  private static final Pattern KEY =
      Pattern.compile("^\\| `laytime\\.([a-z\\[\\].-]+)` \\|", Pattern.MULTILINE);
  private static final String WITH_A_DISK = "state: {persistence: true}\nconfig: ";

  @Test
  void isWithoutFaultByHelmsOwnStrictEye() {
    var result = Chart.linted();

    assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
  }

  /** As the profile "restricted" of the Pod security standards asks, and a read-only root. */
  @ParameterizedTest
  @ValueSource(strings = {"cluster", "namespaces"})
  void runsNothingThatMayMoreThanItMust(String sample) {
    List<JsonNode> pods = Chart.ofSample(sample).pods();

    assertThat(pods).hasSizeGreaterThanOrEqualTo(2);
    for (JsonNode pod : pods) {
      assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
      assertThat(pod.at("/securityContext/seccompProfile/type").asString())
          .isEqualTo("RuntimeDefault");
      assertThat(pod.path("volumes").valueStream().flatMap(v -> v.propertyNames().stream()))
          .isSubsetOf("name", "configMap", "secret", "emptyDir", "persistentVolumeClaim");
      for (JsonNode container : pod.path("containers")) {
        JsonNode context = container.path("securityContext");
        assertThat(context.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
        assertThat(context.path("readOnlyRootFilesystem").asBoolean()).isTrue();
        assertThat(context.at("/capabilities/drop/0").asString()).isEqualTo("ALL");
        assertThat(container.at("/resources/limits/memory").isString()).isTrue();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"cluster", "namespaces"})
  void writesAConfigurationThatTheWorkerTakes(String sample, @TempDir Path directory)
      throws Exception {
    JsonNode map = Chart.ofSample(sample).only("ConfigMap", "laytime");

    LaytimeProperties properties =
        WorkerConfiguration.read(map.at("/data/laytime.yaml").asString(), directory);

    assertThat(properties.stages()).hasSize(1);
    assertThat(properties.sources()).isNotEmpty();
  }

  @Test
  void knowsEveryKeyOfTheWorkersReference() {
    JsonNode schema = Yaml.one(Yaml.file("helm/laytime/values.schema.json"));
    Set<String> known = new TreeSet<>();
    collect(schema.at("/properties/config"), "", known);

    Set<String> documented =
        KEY.matcher(Yaml.file("../docs/reference/configuration.md"))
            .results()
            .map(found -> found.group(1))
            .filter(key -> !key.startsWith("embedded."))
            .collect(Collectors.toCollection(TreeSet::new));
    // The command line's, a process's own, and what `state` of the values says.
    documented.removeAll(Set.of("config", "parent", "state"));
    assertThat(known).isEqualTo(documented);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "config: {stages: [{name: a, prefx: r.example.com}]} | prefx",
        "config: {temporal: {address: ''}} | address",
        "config: {sources: [{name: a, directory: x, git: {url: y}}]} | oneOf",
        "config: {stages: [{name: a, prefix: r, grace-period: 14}]} | grace-period",
        "image: {repository: x, digest: latest} | digest",
        "imag: {} | imag",
        "config: {stages: [{name: a, prefix: r}]} | nothing remembers them",
        "config: {mirrors: [{source: a.io/x, target: b.io/x, poll: 1h, tags: {exact: [a]}}]} |"
            + " nothing remembers them",
        "{replicas: 2, state: {persistence: true}} | for a single worker"
      })
  void refusesValuesWithWhatIsWrong(String values, String message) {
    assertThatThrownBy(() -> Chart.of(values)).hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{temporal: {address: temporal.example.com}}",
        "{temporal: {address: 'http://temporal.example.com:7233'}}",
        "{ledger: {url: 'jdbc:h2:mem:a'}}",
        "{ledger: {url: 'jdbc:postgresql://db/laytime?password=secret'}}",
        "{stages: [{name: Prod, prefix: r.example.com}]}",
        "{stages: [{name: a, prefix: r.example.com, quarantine: 0d}]}",
        "{stages: [{name: a, prefix: r.example.com, retention: [{tags: [v*]}]}]}",
        "{stages: [{name: a, prefix: r.example.com, retention: [{pulled-within: 30d}]}]}",
        "{sources: [{name: a/b, directory: x}]}",
        "{sources: [{name: a, directory: x, scan-every: 5 m}]}",
        "{sources: [{name: a, git: {url: 'https://me:secret@git.example.com/a.git'}}]}",
        "{sources: [{name: a, git: {url: 'ssh://git.example.com/a.git'}}]}",
        "{sources: [{name: a, git: {url: 'https://git.example.com/a.git', username: me}}]}",
        "{sources: [{name: a, cluster: {namespaces: [shop]}}]}",
        "{sources: [{name: a, cluster: {in-cluster: true, kubeconfig: x}}]}",
        "{sources: [{name: a, cluster: {in-cluster: true, context: x}}]}",
        "{mirrors: [{source: a.io/x, target: b.io/x, tags: {exact: [a]}}]}",
        "{mirrors: [{source: a.io/x, target: b.io/x, poll: 1h, overwrite: always}]}",
        "{mirrors: [{source: a.io/x, target: b.io/x, poll: 1h, tags: {newest: {count: 0}}}]}",
        "{mirrors: [{source: a.io/x, target: b.io/x, poll: 1h, tags: {exact: [a]}, backup: b}]}"
      })
  void refusesWhatTheWorkerWouldRefuse(String config, @TempDir Path directory) {
    assertThatThrownBy(() -> WorkerConfiguration.read(config, directory))
        .isInstanceOf(BindException.class);
    assertThatThrownBy(() -> Chart.of(WITH_A_DISK + config)).hasMessageContaining("config");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{temporal: {address: '[::1]:7233'}}",
        "{temporal: {address: 'dns:///temporal.example.com:7233'}}",
        "{ledger: {url: 'jdbc:postgresql://db:5432/laytime'}}",
        "{stages: [{name: a, prefix: r.example.com, grace-period: P14D, quarantine: 12h}]}",
        "{stages: [{name: a, prefix: r.example.com, retention: [{pulled-within: 30d}],"
            + " events-token-file: x}]}",
        "{sources: [{name: a, git: {url: 'https://git.example.com/a@b.git'}}]}",
        "{sources: [{name: a, cluster: {in-cluster: false, kubeconfig: x, context: prod}}]}",
        "{mirrors: [{name: x, source: a.io, target: b.io/x, repositories: ['**'], poll: 7d,"
            + " tags: {exact: ['1.10'], semver: ['>=1.2 <2'], deny: {glob: ['*-rc*']}, newest:"
            + " {count: 5, by: first-seen}}, overwrite: always, backup: '{tag}-{date}', times:"
            + " each-once, platforms: [linux/amd64], referrers: false, cool-off: 2d,"
            + " referrers-every: 6h, audit-every: 7d}]}"
      })
  void takesWhatTheWorkerTakes(String config, @TempDir Path directory) throws IOException {
    WorkerConfiguration.read(config, directory);

    assertThat(Chart.of(WITH_A_DISK + config).ofKind("ConfigMap")).hasSize(1);
  }

  @Test
  void refusesToBeInstalledAsItComes() {
    assertThatThrownBy(Chart::ofDefaults)
        .hasMessageContaining("repository")
        .hasMessageContaining("address");
  }

  @Test
  void asksForTheTagThatTheGuidesPush() {
    String version = Yaml.one(Yaml.file("helm/laytime/Chart.yaml")).path("appVersion").asString();

    assertThat(Yaml.file("pom.xml"))
        .containsPattern("<version>" + Pattern.quote(version) + "(-SNAPSHOT)?</version>");
    assertThat(
            Chart.of("{}")
                .only("Deployment", "laytime")
                .at("/spec/template/spec/containers/0/image")
                .asString())
        .isEqualTo("registry.example.com/laytime:" + version);
    for (String file : List.of("install-with-helm", "run-a-worker", "run-with-compose")) {
      assertThat(Yaml.file("../docs/how-to/" + file + ".md").lines())
          .filteredOn(line -> line.contains("mirror oci-archive:"))
          .hasSize(1)
          .allMatch(line -> line.endsWith("/laytime:" + version));
    }
    assertThat(Yaml.file("compose.yaml")).contains("/laytime:" + version + "}");
  }

  @Test
  void takesSecretsThatAreThereAndMakesNone() {
    Chart chart = Chart.ofSample("cluster");
    JsonNode pod = chart.only("Deployment", "laytime").at("/spec/template/spec");

    assertThat(chart.ofKind("Secret")).isEmpty();
    Map<String, String> mounted =
        pod.at("/containers/0/volumeMounts")
            .valueStream()
            .collect(
                Collectors.toMap(
                    mount -> mount.path("mountPath").asString(),
                    mount -> mount.path("name").asString()));
    assertThat(mounted)
        .containsEntry("/run/secrets/ledger", "secret-ledger")
        .containsEntry("/home/laytime/.docker", "docker-config");
    for (JsonNode volume : pod.path("volumes")) {
      if (volume.has("secret")) {
        assertThat(volume.at("/secret/defaultMode").asInt()).isEqualTo(0440);
      }
    }
    assertThat(pod.at("/securityContext/fsGroup").asInt()).isEqualTo(10001);
  }

  @Test
  void looksAtTheWorkersHealth() {
    JsonNode worker =
        Chart.ofSample("cluster").only("Deployment", "laytime").at("/spec/template/spec");

    assertThat(worker.at("/containers/0/livenessProbe/httpGet/path").asString())
        .isEqualTo("/actuator/health/liveness");
    assertThat(worker.at("/containers/0/readinessProbe/httpGet/path").asString())
        .isEqualTo("/actuator/health/readiness");
    assertThat(worker.at("/containers/0/startupProbe").isObject()).isTrue();
  }

  @Test
  void startsAWorkerAnewWhenItsConfigurationChanges() {
    String checksum = "/spec/template/metadata/annotations/checksum~1config";
    JsonNode one = Chart.of("config: {dry-run: true}").only("Deployment", "laytime");
    JsonNode other = Chart.of("config: {dry-run: false}").only("Deployment", "laytime");

    assertThat(one.at(checksum).asString()).isNotEqualTo(other.at(checksum).asString());
  }

  @Test
  void letsInWhomTheValuesName() {
    JsonNode policy = Chart.ofSample("cluster").only("NetworkPolicy", "laytime");

    assertThat(policy.at("/spec/ingress")).hasSize(1);
    assertThat(policy.at("/spec/ingress/0/from")).hasSize(2);
    assertThat(Chart.of("{}").only("NetworkPolicy", "laytime").at("/spec/ingress/0/from"))
        .hasSize(1);
    assertThat(Chart.of("networkPolicy: {enabled: false}").ofKind("NetworkPolicy")).isEmpty();
  }

  @Test
  void letsOutAsTheValuesSay() {
    JsonNode open = Chart.of("{}").only("NetworkPolicy", "laytime").path("spec");
    JsonNode bounded =
        Chart.of("networkPolicy: {egress: [{ports: [{port: 443}]}]}")
            .only("NetworkPolicy", "laytime")
            .path("spec");

    assertThat(open.path("policyTypes").toString()).isEqualTo("[\"Ingress\"]");
    assertThat(open.has("egress")).isFalse();
    assertThat(bounded.path("policyTypes").toString()).isEqualTo("[\"Ingress\",\"Egress\"]");
    assertThat(bounded.at("/egress/0/ports/0/port").asInt()).isEqualTo(443);
  }

  @Test
  void boundsWhatIsWrittenByTheWay() {
    String limit = "/spec/template/spec/volumes/1/emptyDir/sizeLimit";

    assertThat(Chart.of("{}").only("Deployment", "laytime").at(limit).asString()).isEqualTo("8Gi");
    assertThat(Chart.of("tmp: {sizeLimit: 2Gi}").only("Deployment", "laytime").at(limit).asString())
        .isEqualTo("2Gi");
  }

  @Test
  void leavesOutWhatNeedsMoreThanKubernetes() {
    assertThat(Chart.of("{}").objects())
        .extracting(object -> object.path("kind").asString())
        .containsExactlyInAnyOrder(
            "NetworkPolicy",
            "PodDisruptionBudget",
            "ServiceAccount",
            "ConfigMap",
            "Service",
            "Deployment",
            "Pod");
    assertThat(Chart.of("serviceMonitor: {enabled: true}").ofKind("ServiceMonitor")).hasSize(1);
  }

  @Test
  void keepsDisksWhenItGoes() {
    assertThat(Chart.ofSample("namespaces").ofKind("PersistentVolumeClaim"))
        .hasSize(1)
        .allSatisfy(claim ->
            assertThat(claim.at("/metadata/annotations/helm.sh~1resource-policy").asString())
                .isEqualTo("keep"));
    assertThat(Chart.ofSample("namespaces").only("Deployment", "laytime").at("/spec/strategy/type"))
        .hasToString("\"Recreate\"");
  }

  @Test
  void runsAnImageByDigestWhereThatIsKnown() {
    String digest = "sha256:" + "a".repeat(64);
    JsonNode worker =
        Chart.of("image: {repository: r.example.com/laytime, digest: '%s'}".formatted(digest))
            .only("Deployment", "laytime");

    assertThat(worker.at("/spec/template/spec/containers/0/image").asString())
        .isEqualTo("r.example.com/laytime@" + digest);
  }

  private static void collect(JsonNode schema, String path, Set<String> keys) {
    if (schema.path("type").asString("").equals("array")) {
      collect(schema.path("items"), path + "[]", keys);
    } else if (schema.has("properties")) {
      schema
          .path("properties")
          .properties()
          .forEach(each ->
              collect(
                  each.getValue(),
                  path.isEmpty() ? each.getKey() : path + "." + each.getKey(),
                  keys));
    } else {
      keys.add(path);
    }
  }
}
