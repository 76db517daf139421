package dev.laytime.starter.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerEnvironmentTest {

  @TempDir Path home;

  @Test
  void keepsCredentialsAndProxiesAndRegistries() {
    Map<String, String> environment =
        environment(
            "DOCKER_CONFIG", "/d", "HTTPS_PROXY", "p", "LAYTIME_REGISTRIES_0_HOST", "ghcr.io");
    Map<String, String> before = Map.copyOf(environment);

    WorkerEnvironment.narrow(environment);

    assertThat(environment).isEqualTo(before);
  }

  @Test
  void dropsWhatIsMeantForATeamsWorker() {
    Map<String, String> environment =
        environment(
            "SPRING_TEMPORAL_CONNECTION_ENABLE_HTTPS", "true",
            "SERVER_ADDRESS", "0.0.0.0",
            "MANAGEMENT_SERVER_PORT", "1",
            "LAYTIME_TEMPORAL_ADDRESS", "team:7233",
            "TEMPORAL_ADDRESS", "team:7233");

    WorkerEnvironment.narrow(environment);

    assertThat(environment).containsOnlyKeys("HOME");
  }

  @Test
  void namesTheCallersOwnConfigurationUnlessAnotherIsNamed() throws IOException {
    Path own = home.resolve(".config/laytime/laytime.yaml");
    Files.createDirectories(own.getParent());
    Files.createFile(own);
    Map<String, String> plain = environment();
    Map<String, String> named = environment("LAYTIME_CONFIG", "other.yaml");

    WorkerEnvironment.narrow(plain);
    WorkerEnvironment.narrow(named);

    assertThat(plain).containsEntry("LAYTIME_CONFIG", own.toString());
    assertThat(named).containsEntry("LAYTIME_CONFIG", "other.yaml");
  }

  private Map<String, String> environment(String... pairs) {
    Map<String, String> environment = new HashMap<>(Map.of("HOME", home.toString()));
    for (int i = 0; i < pairs.length; i += 2) {
      environment.put(pairs[i], pairs[i + 1]);
    }
    return environment;
  }
}
