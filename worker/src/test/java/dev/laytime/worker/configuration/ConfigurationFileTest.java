package dev.laytime.worker.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.worker.startup.RefusedToStartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class ConfigurationFileTest {

  @TempDir Path directory;

  @Test
  void readsTheFileOfTheWorkingDirectory() throws IOException {
    write("laytime.yaml", "temporal: {address: 'file:1'}\nregistries: [{host: docker.io}]");

    ConfigurableEnvironment environment = read(Map.of(), Map.of());

    assertThat(environment.getProperty("laytime.temporal.address")).isEqualTo("file:1");
    assertThat(environment.getProperty("laytime.registries[0].host")).isEqualTo("docker.io");
  }

  @Test
  void prefersTheEnvironmentToTheFileAndTheCommandLineToBoth() throws IOException {
    write("laytime.yaml", "temporal: {address: 'file:1', namespace: file}\nparent: 1");

    ConfigurableEnvironment environment =
        read(
            Map.of("laytime.temporal.address", "line:1"),
            Map.of("LAYTIME_TEMPORAL_ADDRESS", "env:1", "LAYTIME_TEMPORAL_NAMESPACE", "env"));

    assertThat(environment.getProperty("laytime.temporal.address")).isEqualTo("line:1");
    assertThat(environment.getProperty("laytime.temporal.namespace")).isEqualTo("env");
    assertThat(environment.getProperty("laytime.parent")).isEqualTo("1");
  }

  @Test
  void tellsWhereTheFileIsForItsRelativePathsStartThere() throws IOException {
    write("laytime.yaml", "parent: 1");

    assertThat(read(Map.of(), Map.of()).getProperty("laytime.config"))
        .isEqualTo(directory.resolve("laytime.yaml").toAbsolutePath().toString());
  }

  @Test
  void doesWithoutTheDefaultFile() {
    assertThat(read(Map.of(), Map.of()).getProperty("laytime.temporal.address")).isNull();
  }

  @Test
  void leavesTheWorkingDirectoryAloneWhenEmbeddedForItMayBeAnybodys() throws IOException {
    write("laytime.yaml", "registries: [{host: ghcr.io, endpoint: 'http://evil.test'}]");
    write("mine.yaml", "registries: [{host: docker.io}]");
    Map<String, Object> embedded = Map.of("spring.profiles.active", "embedded");
    Map<String, Object> mine = Map.of("LAYTIME_CONFIG", "mine.yaml");

    assertThat(read(embedded, Map.of()).getProperty("laytime.registries[0].host")).isNull();
    assertThat(read(embedded, mine).getProperty("laytime.registries[0].host"))
        .isEqualTo("docker.io");
  }

  @Test
  void readsTheFileThatTheEnvironmentNames() throws IOException {
    write("other.yaml", "temporal: {namespace: other}");
    Map<String, Object> variables = Map.of("LAYTIME_CONFIG", "other.yaml");

    assertThat(read(Map.of(), variables).getProperty("laytime.temporal.namespace"))
        .isEqualTo("other");
  }

  @Test
  void refusesAFileThatWasNamedAndIsNotThere() {
    assertThatThrownBy(() -> read(Map.of("laytime.config", "gone.yaml"), Map.of()))
        .isInstanceOf(RefusedToStartException.class)
        .hasMessageContaining("gone.yaml: there is no such file");
  }

  @Test
  void takesVariablesThatOnlyLookLikeOurs() {
    assertThat(read(Map.of(), Map.of("LAYTIME_SERVER", "http://127.0.0.1:1"))).isNotNull();
  }

  @Test
  void refusesAnUnknownKeyOfTheCommandLine() {
    assertThatThrownBy(() -> read(Map.of("laytime.temporl.address", "x:1"), Map.of()))
        .hasMessageContaining("unknown key 'temporl.address'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "registrys: []                         | unknown key 'registrys'; known there: config,"
            + " state",
        "registries: [{hots: docker.io}]       | unknown key 'registries[0].hots'; known there:"
            + " host",
        "registries: docker.io                 | wrong value for 'registries'; expected a list"
            + " there",
        "registries: {host: docker.io}         | unknown key 'registries.host'; expected a list",
        "temporal: 127.0.0.1:7233              | wrong value for 'temporal'; known there: address",
        "temporal: {address: {host: a}}        | unknown key 'temporal.address.host'; expected a",
        "temporal: {adress: 'a:1'}             | laytime.yaml] - 1:20",
        "'{temporal: {address: a}, temporal: {}}' | duplicate key",
        "temporal: [                           | laytime.yaml",
      })
  void saysWhatIsWrongInTheFile(String yaml, String message) throws IOException {
    write("laytime.yaml", yaml);

    assertThatThrownBy(() -> read(Map.of(), Map.of()))
        .isInstanceOf(RefusedToStartException.class)
        .hasMessageContaining(message);
  }

  @Test
  void refusesASecondDocument() throws IOException {
    write("laytime.yaml", "parent: 1\n---\nparent: 2\n");

    assertThatThrownBy(() -> read(Map.of(), Map.of())).hasMessageContaining("2 documents");
  }

  @Test
  void takesAnEmptyList() throws IOException {
    write("laytime.yaml", "registries: []\ntemporal:\n");

    assertThat(read(Map.of(), Map.of())).isNotNull();
  }

  private ConfigurableEnvironment read(Map<String, Object> line, Map<String, Object> variables) {
    ConfigurableEnvironment environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .replace(
            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
            new SystemEnvironmentPropertySource(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
    environment.getPropertySources().addFirst(new MapPropertySource("command line", line));
    ConfigurationPropertySources.attach(environment);
    new ConfigurationFile(directory).addTo(environment);
    return environment;
  }

  private void write(String name, String yaml) throws IOException {
    Files.writeString(directory.resolve(name), yaml);
  }
}
