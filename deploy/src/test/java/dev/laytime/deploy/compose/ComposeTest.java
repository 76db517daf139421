package dev.laytime.deploy.compose;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.laytime.deploy.WorkerConfiguration;
import dev.laytime.deploy.Yaml;
import dev.laytime.worker.configuration.LaytimeProperties;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code deploy/compose.yaml}. */
class ComposeTest {

  private static final JsonNode COMPOSE = Yaml.one(Yaml.file("compose.yaml"));
  private static final JsonNode SERVICES = COMPOSE.path("services");

  @Test
  void isWhatTheComposeSpecificationAllows() {
    String nameless =
        Yaml.file("src/test/resources/compose/compose-spec.json")
            .replace("\"$id\": \"compose_spec.json\",", "");
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(nameless);

    assertThat(schema.validate(COMPOSE.toString(), InputFormat.JSON)).isEmpty();
    String wrong = COMPOSE.toString().replace("\"cap_drop\"", "\"cap_drops\"");
    assertThat(schema.validate(wrong, InputFormat.JSON)).isNotEmpty();
  }

  @Test
  void hasTheFourOfAnInstallation() {
    assertThat(SERVICES.propertyNames())
        .containsExactlyInAnyOrder("temporal", "postgres", "registry", "worker");
  }

  @Test
  void pinsEveryImageOfSomebodyElse() {
    for (Map.Entry<String, JsonNode> service : SERVICES.properties()) {
      if (!service.getKey().equals("worker")) {
        assertThat(service.getValue().path("image").asString())
            .matches("[a-z/]+:[0-9]+\\.[0-9]+(\\.[0-9]+)?");
      }
    }
  }

  @Test
  void listensOnThisMachineAlone() {
    SERVICES
        .valueStream()
        .flatMap(service -> service.path("ports").valueStream())
        .forEach(port -> assertThat(port.asString()).startsWith("127.0.0.1:"));
  }

  @Test
  void runsTheWorkerWithNothingThatItDoesNotNeed() {
    JsonNode worker = SERVICES.path("worker");

    assertThat(worker.path("read_only").asBoolean()).isTrue();
    assertThat(worker.path("cap_drop").path(0).asString()).isEqualTo("ALL");
    assertThat(worker.path("security_opt").path(0).asString()).isEqualTo("no-new-privileges:true");
    assertThat(worker.at("/configs/0/target").asString()).isEqualTo("/etc/laytime/laytime.yaml");
  }

  /** Compose mounts files; anything else it writes into the container, and cannot. */
  @Test
  void givesAReadOnlyContainerFilesAlone() {
    SERVICES
        .valueStream()
        .filter(service -> service.path("read_only").asBoolean(false))
        .flatMap(service -> service.path("configs").valueStream())
        .map(config -> COMPOSE.path("configs").path(config.path("source").asString()))
        .forEach(config -> assertThat(config.propertyNames()).containsExactly("file"));
  }

  @Test
  void configuresTheWorkerAsItWants(@TempDir Path directory) throws Exception {
    String text = Yaml.file(COMPOSE.at("/configs/laytime/file").asString());

    LaytimeProperties properties = WorkerConfiguration.read(text, directory);

    assertThat(properties.ledger().configuredUrl()).isPresent();
    assertThat(properties.stages()).hasSize(1);
    assertThat(properties.sources()).hasSize(1);
  }
}
