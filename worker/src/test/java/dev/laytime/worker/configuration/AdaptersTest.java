package dev.laytime.worker.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.activities.crd.imagebuilder.ImageBuilderSettings;
import dev.laytime.activities.crd.imageoperator.ImageOperatorSettings;
import dev.laytime.activities.crd.imageoperator.LoginHosts;
import dev.laytime.build.BuildStrategy;
import dev.laytime.worker.ledger.AdapterSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class AdaptersTest {

  private static final String HOST = "laytime.adapters.qebbeq.registry-host";

  @Test
  void areOffUntilSomebodyNamesARegistry() {
    LaytimeProperties properties = bind(Map.of());

    assertThat(properties.adapters().qebbeq()).isNull();
    assertThat(properties.manages()).isFalse();
    assertThat(properties.ledgerSettings().adapters()).isEmpty();
  }

  @Test
  void bringAStageThatOnlyObservesAndTheirOwnCluster() {
    LaytimeProperties properties =
        bind(Map.of(HOST, "reg.example.org", "laytime.adapters.qebbeq.retention", "2d"));

    assertThat(properties.ledgerSettings().adapters())
        .extracting(AdapterSettings::name)
        .containsExactly("qebbeq");
    assertThat(properties.ledgerSettings().stages())
        .singleElement()
        .satisfies(stage -> {
          assertThat(stage.name()).isEqualTo("qebbeq");
          assertThat(stage.prefix()).hasToString("reg.example.org");
          assertThat(stage.gracePeriod()).isEqualTo(Duration.ofDays(2));
          assertThat(stage.deletionEnabled()).isFalse();
        });
    assertThat(cluster(properties))
        .satisfies(source -> {
          assertThat(source.requiredName()).isEqualTo("cluster");
          assertThat(Objects.requireNonNull(source.cluster()).inCluster()).isTrue();
        });
  }

  @Test
  void buildTextsForWhomSomebodyNamedWithItsDestinations() {
    String allowed = "laytime.adapters.image-operator.builders.allowed[0].";
    Map<String, String> keys = new HashMap<>();
    keys.put(allowed + "namespaces[0]", "team-a");
    keys.put(allowed + "destinations[0]", "reg.example.org/team-a/*");
    assertThatThrownBy(() -> bind(keys))
        .rootCause()
        .hasMessageContaining("adapters.image-operator.builders: expected builders");

    keys.put("laytime.builders.namespace", "builds");
    keys.put("laytime.builders.image", "reg.example.org/laytime:1");
    keys.put("laytime.builders.push-secret", "push");
    keys.put("laytime.sources[0].name", "live");
    keys.put("laytime.sources[0].cluster.kubeconfig", "kubeconfig");
    ImageOperatorProperties on = Objects.requireNonNull(bind(keys).adapters().imageOperator());
    assertThat(Objects.requireNonNull(on.builders()).settings())
        .isEqualTo(
            new ImageBuilderSettings(
                BuildStrategy.KANIKO,
                List.of(
                    new ImageBuilderSettings.Allowed(
                        List.of("team-a"), List.of("reg.example.org/team-a/*"))),
                Duration.ofHours(1)));

    keys.put(allowed + "at-once", "5");
    keys.put(allowed + "most.disk", "50Gi");
    ImageOperatorProperties more = Objects.requireNonNull(bind(keys).adapters().imageOperator());
    assertThat(Objects.requireNonNull(more.builders()).settings().allowed())
        .singleElement()
        .satisfies(each -> {
          assertThat(each.atOnce()).isEqualTo(5);
          assertThat(each.most().disk()).isEqualTo("50Gi");
        });

    keys.remove(allowed + "destinations[0]");
    assertThatThrownBy(() -> bind(keys)).rootCause().hasMessageContaining("at least one of each");
  }

  @Test
  void takeTheStageAndTheClusterThatAreConfigured() {
    LaytimeProperties properties =
        bind(
            Map.of(
                HOST,
                "reg.example.org",
                "laytime.stages[0].name",
                "prod",
                "laytime.stages[0].prefix",
                "reg.example.org/prod",
                "laytime.sources[0].name",
                "live",
                "laytime.sources[0].cluster.kubeconfig",
                "kubeconfig"));

    assertThat(properties.stages()).extracting(StageProperties::name).containsExactly("prod");
    assertThat(properties.sources()).extracting(SourceProperties::name).containsExactly("live");
    assertThat(cluster(properties).requiredName()).isEqualTo("live");
  }

  @Test
  void useAnotherClusterThanTheirOwnWhereTheyAreToldTo() {
    LaytimeProperties properties =
        bind(Map.of(HOST, "reg.example.org", "laytime.adapters.qebbeq.kubeconfig", "k"));

    assertThat(cluster(properties).cluster())
        .isNotNull()
        .extracting(ClusterProperties::kubeconfig)
        .isEqualTo("k");
  }

  @Test
  void areTheSameWhetherTheirNamespaceIsSaidOrFound() {
    String found = ControllerNamespace.of(null, System.getenv());

    assertThat(inNamespace(found))
        .isEqualTo(bind(Map.of(HOST, "reg.example.org")).adapters().settings());
    assertThat(inNamespace("another-" + found)).isNotEqualTo(inNamespace(found));
  }

  @Test
  void serveImageOperatorWithoutASourceOfUse() {
    LaytimeProperties properties =
        bind(Map.of("laytime.adapters.image-operator.namespace", "image-operator"));

    assertThat(properties.manages()).isTrue();
    assertThat(properties.sources()).isEmpty();
    assertThat(properties.stages()).isEmpty();
    ImageOperatorProperties on = Objects.requireNonNull(properties.adapters().imageOperator());
    assertThat(properties.cluster(on).inCluster()).isTrue();
    assertThat(on.adapter())
        .isEqualTo(new ImageOperatorSettings(List.of(), List.of(), List.of(), null));
    assertThat(on.interval()).hasSeconds(10);
    assertThat(on.quotaInterval()).isNull();
  }

  @Test
  void takeHostsAsTheyStandInReferencesAndThoseOfTheKeysFirst() {
    Map<String, String> environment =
        Map.of(
            "LAYTIME_COMPAT_SOURCE_HOSTS", "Quay.io, index.docker.io",
            "LAYTIME_COMPAT_DESTINATION_HOSTS", "other.test");
    ImageOperatorProperties on =
        Objects.requireNonNull(
            bind(Map.of("laytime.adapters.image-operator.destination-hosts[0]", "reg.test:5000"))
                .adapters()
                .imageOperator());

    assertThat(on.said(environment))
        .isEqualTo(new LoginHosts(Set.of("quay.io", "docker.io"), Set.of("reg.test:5000")));
    assertThat(on.said(Map.of()).sources()).isEmpty();
    assertThat(on.settings(environment)).isNotEqualTo(on.settings(Map.of()));
    assertThatThrownBy(() -> on.said(Map.of("LAYTIME_COMPAT_SOURCE_HOSTS", "quay.io/org")))
        .hasMessageContaining("LAYTIME_COMPAT_SOURCE_HOSTS: expected HOST[:PORT] without a path");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "destination-hosts[0]       | reg.test/team | without a path",
        "every                      | 10            | a time with its unit",
        "quota-every                | soon          | a time with its unit",
        "namespace                  | A             | a name",
        "copy-on-the-fly.namespaces | *             | copy-on-the-fly.registry",
        "source                     | none          | adapters.image-operator.source",
      })
  void refuseWhatImageOperatorCannotBeServedWith(String key, String value, String why) {
    assertThatThrownBy(() -> bind(Map.of("laytime.adapters.image-operator." + key, value)))
        .rootCause()
        .hasMessageContaining(why);
  }

  private static List<AdapterSettings> inNamespace(String namespace) {
    return bind(Map.of(
            HOST, "reg.example.org", "laytime.adapters.qebbeq.controller-namespace", namespace))
        .adapters()
        .settings();
  }

  @ParameterizedTest
  @CsvSource({
    "registry-host, reg.example.org/team, registry-host: expected HOST[:PORT] without a path",
    "registry-host, '', registry-host: expected HOST[:PORT]",
    "retention, 60, retention: expected a time with its unit",
    "mirror-namespaces[0], **, mirror-namespaces: expected a name",
    "mirror-namespaces[0], A B, mirror-namespaces: expected a name",
    "every, often, every: expected a time with its unit",
    "source, gone, adapters.qebbeq.source: expected the name of a source with a cluster",
  })
  void sayWhatIsWrong(String key, String value, String message) {
    Map<String, String> values = new HashMap<>(Map.of(HOST, "reg.example.org"));
    values.put("laytime.adapters.qebbeq." + key, value);

    assertThatThrownBy(() -> bind(values)).rootCause().hasMessageContaining(message);
  }

  @Test
  void mustBeToldWhichOfTwoClusters() {
    Map<String, String> values =
        Map.of(
            HOST,
            "reg.example.org",
            "laytime.sources[0].name",
            "a",
            "laytime.sources[0].cluster.in-cluster",
            "true",
            "laytime.sources[1].name",
            "b",
            "laytime.sources[1].cluster.kubeconfig",
            "k");

    assertThatThrownBy(() -> bind(values)).rootCause().hasMessageContaining("there are [a, b]");
  }

  private static SourceProperties cluster(LaytimeProperties properties) {
    return properties.cluster(Objects.requireNonNull(properties.adapters().qebbeq()));
  }

  private static LaytimeProperties bind(Map<String, String> values) {
    return new Binder(new MapConfigurationPropertySource(values))
        .bindOrCreate("laytime", LaytimeProperties.class);
  }
}
