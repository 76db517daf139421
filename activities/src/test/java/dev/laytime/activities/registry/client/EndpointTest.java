package dev.laytime.activities.registry.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointTest {

  @ParameterizedTest
  @CsvSource({
    "ghcr.io,            ,      https://ghcr.io",
    "docker.io,          ,      https://registry-1.docker.io",
    "localhost:5000,     ,      http://localhost:5000",
    "127.0.0.1:5000,     ,      http://127.0.0.1:5000",
    "[::1]:5000,         ,      http://[::1]:5000",
    "127.0.0.1:5000,     false, https://127.0.0.1:5000",
    "registry.test:5000, true,  http://registry.test:5000",
    "localhost.evil.test,,      https://localhost.evil.test",
    "10.0.0.1:5000,      ,      https://10.0.0.1:5000",
  })
  void usesTlsEverywhereButOnThisMachineUnlessToldOtherwise(
      String registry, @Nullable Boolean insecure, String base) {
    RegistrySettings settings = new RegistrySettings(registry, null, insecure);
    assertThat(Endpoint.of(registry, settings).base()).isEqualTo(URI.create(base));
  }

  @Test
  void isWhereItsSettingsSay() {
    URI mirror = URI.create("http://127.0.0.1:5001");
    Endpoint endpoint = Endpoint.of("docker.io", new RegistrySettings("docker.io", mirror, null));
    assertThat(endpoint.base()).isEqualTo(mirror);
    assertThat(endpoint.isPlain()).isTrue();
    assertThat(endpoint.login()).isEqualTo("127.0.0.1:5001");
    assertThat(Endpoint.of("docker.io", null).login()).isEqualTo("docker.io");
  }

  @ParameterizedTest
  @CsvSource({
    "https://ghcr.io/v2/x,     true",
    "https://GHCR.IO:443/x,    true",
    "https://ghcr.io:444/x,    false",
    "http://ghcr.io/x,         false",
    "https://ghcr.io.evil.test,false",
  })
  void knowsRequestsToItself(String uri, boolean same) {
    assertThat(Endpoint.of("ghcr.io", null).isSameOrigin(URI.create(uri))).isEqualTo(same);
  }
}
