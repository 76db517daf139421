package dev.laytime.worker.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.activities.registry.client.PasswordFile;
import dev.laytime.activities.registry.client.PullSecret;
import dev.laytime.activities.registry.client.RegistrySettings;
import dev.laytime.activities.registry.client.TagApi;
import dev.laytime.activities.registry.client.TlsFiles;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class LaytimePropertiesTest {

  @Test
  void hasADefaultForEverything() {
    assertThat(bind(Map.of()))
        .isEqualTo(
            new LaytimeProperties(
                null,
                null,
                null,
                false,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                new BuildSourcesProperties("4Gi"),
                new AttestationsProperties("https://laytime.dev/builder", null),
                new BuildersProperties(
                    null,
                    null,
                    null,
                    null,
                    List.of(),
                    "1Gi",
                    "1h",
                    null,
                    List.of(),
                    new BuildersProperties.KanikoProperties(null),
                    new BuildersProperties.BuildKitProperties(null, true),
                    new ProxyProperties(null, null, null)),
                new AdaptersProperties(null, null, null),
                new CustomResourcesProperties(
                    false, null, null, List.of(), List.of(), List.of(), "10s"),
                new LedgerProperties("", null, null, "365d"),
                new ApiProperties(
                    null,
                    new PromotionAccessProperties(List.of(), null, List.of()),
                    new BuildAccessProperties(List.of(), List.of())),
                new TemporalProperties("", "default"),
                new ConcurrencyProperties(8, 4, 32, 32, 4, 4, 4, 4),
                new EmbeddedProperties(7233, 8481, List.of(), true)));
  }

  @Test
  void givesARegistryAsTheClientTakesIt() {
    LaytimeProperties properties =
        bind(
            Map.of(
                "laytime.registries[0].host", "docker.io",
                "laytime.registries[0].endpoint", "http://127.0.0.1:5000",
                "laytime.registries[0].insecure", "true"));

    assertThat(properties.registrySettings())
        .containsExactly(
            new RegistrySettings("docker.io", URI.create("http://127.0.0.1:5000"), true));
  }

  @Test
  void letsARegistryMoveInsideOnlyWhereItIsToldTo() {
    LaytimeProperties properties =
        bind(
            Map.of(
                "laytime.registries[0].host", "a.test",
                "laytime.registries[0].allow-private", "true",
                "laytime.registries[1].host", "b.test"));

    assertThat(properties.registrySettings())
        .containsExactly(
            new RegistrySettings("a.test", null, null).allowingPrivate(true),
            new RegistrySettings("b.test", null, null));
  }

  @Test
  void trustsTagsForAWeekAtMost() {
    Map<String, String> registry =
        Map.of("laytime.registries[0].host", "a.test", "laytime.registries[0].trust-tags", "7d");
    assertThat(bind(registry).registrySettings())
        .containsExactly(new RegistrySettings("a.test", null, null).trusted(Duration.ofDays(7)));

    assertThatThrownBy(() ->
            bind(
                Map.of(
                    "laytime.registries[0].host", "a.test",
                    "laytime.registries[0].trust-tags", "169h")))
        .rootCause()
        .hasMessageContaining("trust-tags: expected a time up to 7d");
  }

  @Test
  void listsTagsWhereItIsTold() {
    Map<String, String> registry =
        Map.of(
            "laytime.registries[0].host", "quay.io", "laytime.registries[0].tag-listing", "quay");
    assertThat(bind(registry).registrySettings())
        .containsExactly(new RegistrySettings("quay.io", null, null).listedBy(TagApi.QUAY));

    assertThatThrownBy(() ->
            bind(
                Map.of(
                    "laytime.registries[0].host", "quay.io",
                    "laytime.registries[0].tag-listing", "Quay")))
        .rootCause()
        .hasMessage("tag-listing: expected oci or quay or docker-hub or ecr-public, not 'Quay'");
  }

  @Test
  void leavesOutWhatARegistryDoesNotSay() {
    LaytimeProperties properties =
        bind(
            Map.of(
                "laytime.registries[0].host", "localhost:5000",
                "laytime.registries[0].endpoint", ""));

    assertThat(properties.registrySettings())
        .containsExactly(new RegistrySettings("localhost:5000", null, null));
  }

  @Test
  void takesCredentialsOfARegistryFromFilesBesideTheConfiguration() {
    LaytimeProperties properties =
        bind(
            Map.of(
                "laytime.config", "/etc/laytime/laytime.yaml",
                "laytime.registries[0].host", "a.test",
                "laytime.registries[0].username", "anna",
                "laytime.registries[0].password-file", "secrets/a",
                "laytime.registries[1].host", "b.test",
                "laytime.registries[1].pull-secret", "/run/secrets/b"));

    assertThat(properties.registrySettings())
        .containsExactly(
            new RegistrySettings("a.test", null, null)
                .as(new PasswordFile("anna", Path.of("/etc/laytime/secrets/a"))),
            new RegistrySettings("b.test", null, null)
                .as(new PullSecret(Path.of("/run/secrets/b"))));
  }

  @Test
  void takesTheTokenOfACloudForItsOwnRegistriesAndCreatesRepositoriesWhereAsked() {
    LaytimeProperties properties =
        bind(
            Map.of(
                "laytime.registries[0].host", "123456789012.dkr.ecr.eu-west-1.amazonaws.com",
                "laytime.registries[0].login", "ecr",
                "laytime.registries[0].create-repositories", "true",
                "laytime.registries[1].host", "europe-docker.pkg.dev",
                "laytime.registries[1].login", "google"));

    assertThat(properties.registrySettings())
        .satisfiesExactly(
            ecr -> {
              assertThat(ecr.credentials()).isNotNull();
              assertThat(ecr.missing()).isNotNull();
            },
            google -> {
              assertThat(google.credentials()).isNotNull();
              assertThat(google.missing()).isNull();
            });
  }

  @Test
  void takesFilesForTlsBesideTheConfiguration() {
    LaytimeProperties properties =
        bind(
            Map.of(
                "laytime.config", "/etc/laytime/laytime.yaml",
                "laytime.registries[0].host", "a.test",
                "laytime.registries[0].ca", "ca.pem",
                "laytime.registries[0].client-cert", "/run/secrets/tls.crt",
                "laytime.registries[0].client-key", "/run/secrets/tls.key"));

    assertThat(properties.registrySettings())
        .containsExactly(
            new RegistrySettings("a.test", null, null)
                .with(
                    new TlsFiles(
                        Path.of("/etc/laytime/ca.pem"),
                        Path.of("/run/secrets/tls.crt"),
                        Path.of("/run/secrets/tls.key"))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "client-cert:c                                  | client-cert: expected with client-key",
        "client-key:k                                   | client-cert: expected with client-key",
        "ca:c,insecure:true                             | only for a registry that is spoken to"
            + " over",
        "ca:c,endpoint:http://b                         | only for a registry that is spoken to"
            + " over",
        "client-cert:c,client-key:k,insecure:true       | only for a registry that is spoken to"
            + " over",
        "username:anna                                  | username: expected with password-file",
        "password-file:p                                | username: expected with password-file",
        "username:anna,password-file:p,pull-secret:s    | pull-secret: expected without username",
        "username:an:na,password-file:p                 | username: expected a name without a"
            + " colon",
        "login:gcp                                      | login: expected one of ecr, google, acr",
        "login:google                                   | expected with a host like *.pkg.dev, not"
            + " 'a.test'",
        "host:gcr.io,login:google,pull-secret:s         | login: expected without username",
        "host:gcr.io,login:google,create-repositories:true | create-repositories: expected only",
        "host:public.ecr.aws,login:ecr,create-repositories:true | not for public.ecr.aws",
        "create-repositories:true                       | create-repositories: expected only",
      })
  void refusesKeysOfARegistryThatDoNotFitTogether(String keys, String message) {
    Map<String, String> registry = new HashMap<>(Map.of("laytime.registries[0].host", "a.test"));
    for (String key : keys.split(",", -1)) {
      String[] pair = key.split(":", 2);
      registry.put("laytime.registries[0]." + pair[0], pair[1]);
    }

    assertThatThrownBy(() -> bind(registry)).rootCause().hasMessageContaining(message);
  }

  @Test
  void makesTheStateDirectoryAbsolute() {
    assertThat(bind(Map.of("laytime.state", "a/../b")).stateDirectory())
        .contains(Path.of("b").toAbsolutePath());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "registries[0].insecure       | true            | host: expected a registry's name",
        "registries[0].host           | docker.io/x     | host: Invalid registry 'docker.io/x'",
        "registries[0].host           | http://a        | host: Invalid registry",
        "temporal.address             | 127.0.0.1       | address: expected HOST:PORT",
        "temporal.address             | http://a:7233   | address: expected HOST:PORT",
        "temporal.namespace           | ' '             | namespace: expected a name",
        "concurrency.copies           | 0               | copies: expected a number of 1 or more",
        "concurrency.tags             | 0               | tags: expected a number of 1 or more",
        "concurrency.requests         | -1              | requests: expected a number of 1 or more",
        "concurrency.messages         | 0               | messages: expected a number of 1 or more",
        "concurrency.scans            | 0               | scans: expected a number of 1 or more",
        "ledger.url                   | jdbc:h2:mem:x   | url: expected jdbc:postgresql://",
        "ledger.url | jdbc:postgresql://h/d?password=x    | url: expected no password in it",
        "ledger.keep-promotions       | 1h              | keep-promotions: expected at least 1d",
        "concurrency.copies           | many            | many",
        "embedded.temporal-port       | 65536           | temporal-port: expected a port",
        "embedded.registry-port       | -1              | registry-port: expected a port",
        "state                        | ' '             | state: expected a directory",
        "parent                       | me              | me",
      })
  void refusesAWrongValue(String key, String value, String message) {
    assertThatThrownBy(() -> bind(Map.of("laytime." + key, value)))
        .rootCause()
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource({
    "http://a/v2",
    "a:5000",
    "ftp://a",
    "http://user:secret@a",
    "http://a?b",
    "http://",
    "'http://a b'"
  })
  void refusesAnEndpointThatIsMoreOrLessThanAHostAndItsPort(String endpoint) {
    Map<String, String> registry =
        Map.of("laytime.registries[0].host", "a", "laytime.registries[0].endpoint", endpoint);

    assertThatThrownBy(() -> bind(registry))
        .cause()
        .hasStackTraceContaining("endpoint: expected http:// or https:// with host and port alone")
        .hasMessageNotContaining("secret");
  }

  @Test
  void refusesTheSameRegistryTwice() {
    Map<String, String> twice =
        Map.of("laytime.registries[0].host", "a.b", "laytime.registries[1].host", "a.b");

    assertThatThrownBy(() -> bind(twice))
        .rootCause()
        .hasMessageContaining("expected each host once, not 'a.b' twice");
  }

  @ParameterizedTest
  @CsvSource({"localhost:7233", "[::1]:7233", "dns:///temporal.example.com:443", "10.0.0.1:1"})
  void takesTheAddressOfATemporalService(String address) {
    assertThat(bind(Map.of("laytime.temporal.address", address)).temporal().configuredAddress())
        .contains(address);
  }

  @Test
  void countsABlankAddressAsNone() {
    assertThat(bind(Map.of("laytime.temporal.address", " ")).temporal().configuredAddress())
        .isEmpty();
  }

  private static LaytimeProperties bind(Map<String, String> properties) {
    return new Binder(new MapConfigurationPropertySource(properties))
        .bindOrCreate("laytime", LaytimeProperties.class);
  }
}
