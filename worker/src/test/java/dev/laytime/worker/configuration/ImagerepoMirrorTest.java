package dev.laytime.worker.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.activities.crd.flux.FluxSettings;
import dev.laytime.activities.registry.client.RegistrySettings;
import dev.laytime.mirror.RepositoryPrefix;
import dev.laytime.worker.ledger.AdapterSettings;
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

class ImagerepoMirrorTest {

  private static final String GOOGLE = "europe-west4-docker.pkg.dev";

  @Test
  void needsADestinationAndNothingElse() {
    LaytimeProperties properties = bind(Map.of("destination-registry", GOOGLE + "/p/r"));
    ImagerepoMirrorProperties adapter = adapter(properties);

    assertThat(adapter.flux())
        .isEqualTo(
            new FluxSettings(RepositoryPrefix.parse(GOOGLE + "/p/r"), false, List.of(), Set.of()));
    assertThat(adapter.interval()).hasSeconds(10);
    assertThat(properties.manages()).isTrue();
    assertThat(properties.sources()).as("it needs no scan of a whole cluster").isEmpty();
    assertThat(properties.stages()).isEmpty();
    assertThat(properties.cluster(adapter).inCluster()).isTrue();
    assertThat(properties.ledgerSettings().adapters())
        .extracting(AdapterSettings::name)
        .containsExactly("imagerepo-mirror");
  }

  @Test
  void takesEveryKey() {
    ImagerepoMirrorProperties adapter =
        adapter(
            bind(
                Map.of(
                    "destination-registry", "r.example.com/m",
                    "destination-path", "full",
                    "namespaces[0]", "team-*",
                    "secrets[0]", "team-a/pull",
                    "kubeconfig", "k",
                    "every", "30s")));

    assertThat(adapter.flux())
        .isEqualTo(
            new FluxSettings(
                RepositoryPrefix.parse("r.example.com/m"),
                true,
                List.of("team-*"),
                Set.of("team-a/pull")));
    assertThat(adapter.interval()).hasSeconds(30);
    assertThat(adapter.cluster(List.of()).kubeconfig()).isEqualTo("k");
  }

  @Test
  void followsTheClusterThatIsASourceOfUseAnyway() {
    Map<String, String> keys = new HashMap<>();
    keys.put("laytime.adapters.imagerepo-mirror.destination-registry", "r.example.com");
    keys.put("laytime.sources[0].name", "live");
    keys.put("laytime.sources[0].cluster.kubeconfig", "of-the-source");
    LaytimeProperties properties = bindAll(keys);

    assertThat(properties.cluster(adapter(properties)).kubeconfig()).isEqualTo("of-the-source");
  }

  @Test
  void showsGoogleItsOwnTokenWhereNobodySaidAnythingElse() {
    assertThat(bind(Map.of("destination-registry", GOOGLE + "/p/r")).registrySettings())
        .singleElement()
        .satisfies(registry -> {
          assertThat(registry.host()).isEqualTo(GOOGLE);
          assertThat(registry.credentials()).isNotNull();
        });
    assertThat(bind(Map.of("destination-registry", "r.example.com")).registrySettings()).isEmpty();
    Map<String, String> keys = new HashMap<>();
    keys.put("laytime.adapters.imagerepo-mirror.destination-registry", GOOGLE);
    keys.put("laytime.registries[0].host", GOOGLE);
    keys.put("laytime.registries[0].trust-tags", "1h");
    keys.put("laytime.registries[1].host", "gcr.io");
    assertThat(bindAll(keys).registrySettings())
        .satisfiesExactly(
            first -> {
              assertThat(first.credentials()).isNotNull();
              assertThat(first.trust()).hasHours(1);
            },
            second -> assertThat(second).isEqualTo(new RegistrySettings("gcr.io", null, null)));
  }

  @Test
  void isAnotherToTheLedgerWhereItWouldFindOtherMirrors() {
    assertThat(settings("destination-path", "last"))
        .isEqualTo(settings("every", "1m"))
        .isNotEqualTo(settings("destination-path", "full"))
        .isNotEqualTo(settings("namespaces[0]", "a"))
        .isNotEqualTo(settings("secrets[0]", "a/b"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "destination-registry | ' '         | destination-registry: expected HOST[:PORT][/PATH]",
        "destination-registry | https://a   | destination-registry: ",
        "destination-path     | whole       | destination-path: expected last or full",
        "secrets[0]           | pull        | secrets: expected NAMESPACE/NAME",
        "every                | 5           | every: expected a time with its unit",
        "source               | nowhere     | adapters.imagerepo-mirror.source",
      })
  void refusesWrongValues(String key, String value, String message) {
    Map<String, String> keys = new HashMap<>(Map.of("destination-registry", "r.example.com"));
    keys.put(key, value);

    assertThatThrownBy(() -> bind(keys)).rootCause().hasMessageContaining(message);
  }

  private static AdapterSettings settings(String key, String value) {
    return adapter(bind(Map.of("destination-registry", "r.example.com", key, value))).settings();
  }

  private static ImagerepoMirrorProperties adapter(LaytimeProperties properties) {
    return Objects.requireNonNull(properties.adapters().imagerepoMirror());
  }

  private static LaytimeProperties bind(Map<String, String> keys) {
    Map<String, String> all = new HashMap<>();
    keys.forEach((key, value) -> all.put("laytime.adapters.imagerepo-mirror." + key, value));
    return bindAll(all);
  }

  private static LaytimeProperties bindAll(Map<String, String> keys) {
    return new Binder(new MapConfigurationPropertySource(keys))
        .bindOrCreate("laytime", LaytimeProperties.class);
  }
}
