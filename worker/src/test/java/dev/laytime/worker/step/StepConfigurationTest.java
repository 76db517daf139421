package dev.laytime.worker.step;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.laytime.activities.registry.embedded.Behaviour;
import dev.laytime.activities.registry.embedded.EmbeddedRegistry;
import dev.laytime.worker.step.StepProcess.End;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom a step shows which login, and what of {@code laytime.yaml} it goes by. */
class StepConfigurationTest {

  @TempDir private Path directory;
  private StepProcess step;
  private EmbeddedRegistry registry;

  @BeforeEach
  void haveAnImageAndARegistry() throws IOException {
    registry = EmbeddedRegistry.start(directory.resolve("registry"), 0);
    registry.behaviours().turnOn(new Behaviour.BasicAuthentication("ann", "secret"));
    var _ = Layouts.write(directory.resolve("image"));
    step = new StepProcess(directory);
  }

  @AfterEach
  void stopRegistry() {
    registry.close();
  }

  @Test
  void isWhoTheFileOfLoginsSays() throws IOException {
    logIn();

    assertThat(step.run("copy", "oci:image:1", registry.address() + "/app:1").code()).isZero();
  }

  @Test
  void showsNoLoginToAnotherHost() throws IOException {
    logIn();
    List<String> seen = new CopyOnWriteArrayList<>();
    HttpServer other =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    other.createContext(
        "/",
        exchange -> {
          seen.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
          exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"any\"");
          exchange.sendResponseHeaders(401, -1);
          exchange.close();
        });
    other.start();
    try {
      End end =
          step.run(
              "copy", "oci:image:1", "127.0.0.1:%d/app:1".formatted(other.getAddress().getPort()));

      assertThat(end.code()).isEqualTo(1);
      assertThat(seen).isNotEmpty().containsOnly("null");
    } finally {
      other.stop(0);
    }
  }

  @Test
  void reachesRegistriesAsTheFileSays() throws IOException {
    Files.writeString(directory.resolve("password"), "secret\n");
    configure(
        """
        registries:
          - host: registry.test
            endpoint: http://%s
            username: ann
            password-file: password
            requests-per-second: 1000
        """
            .formatted(registry.address()));

    End end = step.run("copy", "oci:image:1", "registry.test/app:1");

    assertThat(end.err()).isEmpty();
    assertThat(end.code()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "registries: [{host: r.test, endpiont: a}] | unknown key 'registries[0].endpiont'",
        "registries: [{host: r.test, insecure: sure}] | registries[0].insecure",
        "registries: [{host: r.test, endpoint: 'http://a:b@c'}] | endpoint: expected http://",
        "registries: [{host: r.test, username: ann}] | username: expected with password-file",
        "registries: [{host: r.test}, {host: r.test}] | expected each host once",
        "'registries: [' | while parsing",
      })
  void refusesWhatAWorkerRefuses(String file, String cause) throws IOException {
    configure(file);

    End end = step.run("copy", "oci:image:1", registry.address() + "/app:1");

    assertThat(end.code()).isEqualTo(1);
    assertThat(end.err()).startsWith("error: read ").contains(cause).contains("  hint: ");
    assertThat(registry.requests().entries()).isEmpty();
  }

  @Test
  void refusesAFileThatIsNotThere() {
    step.environment.put("LAYTIME_CONFIG", "missing.yaml");

    End end = step.run("copy", "oci:image:1", registry.address() + "/app:1");

    assertThat(end.code()).isEqualTo(1);
    assertThat(end.err()).contains("missing.yaml", "there is no such file").hasLineCount(3);
  }

  @Test
  void writesNothingInADryRun() throws IOException {
    configure("dry-run: true");

    End end = step.run("copy", "oci:image:1", registry.address() + "/app:1");

    assertThat(end.code()).isEqualTo(1);
    assertThat(end.err()).contains("dry run");
    assertThat(registry.requests().entries()).isEmpty();
  }

  private void configure(String file) throws IOException {
    Files.writeString(directory.resolve("laytime.yaml"), file);
    step.environment.put("LAYTIME_CONFIG", directory.resolve("laytime.yaml").toString());
  }

  private void logIn() throws IOException {
    String pair = Base64.getEncoder().encodeToString("ann:secret".getBytes(StandardCharsets.UTF_8));
    Files.writeString(
        directory.resolve("config.json"),
        "{\"auths\": {\"%s\": {\"auth\": \"%s\"}}}".formatted(registry.address(), pair));
    step.environment.put("DOCKER_CONFIG", directory.toString());
  }
}
