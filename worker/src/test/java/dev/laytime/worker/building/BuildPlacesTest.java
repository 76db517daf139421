package dev.laytime.worker.building;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.worker.configuration.LaytimeProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Where a worker without a directory of its own keeps what it builds of. */
class BuildPlacesTest {

  @Test
  void areNoneWhereNothingIsBuilt() {
    assertThat(directory(Map.of()))
        .isEqualTo(Path.of(System.getProperty("java.io.tmpdir"), "laytime-builds", "jobs"));
  }

  /** Others on the machine could have put something there. */
  @Test
  void haveNamesThatNobodyKnowsBeforeWhereObjectsAreBuilt() throws IOException {
    String allowed = "laytime.adapters.image-operator.builders.allowed[0].";
    Path place =
        directory(
            Map.of(
                allowed + "namespaces[0]",
                "team-a",
                allowed + "destinations[0]",
                "reg.example.org/team-a/*",
                "laytime.builders.namespace",
                "builds",
                "laytime.builders.image",
                "reg.example.org/laytime:1",
                "laytime.builders.push-secret",
                "push",
                "laytime.sources[0].name",
                "live",
                "laytime.sources[0].cluster.kubeconfig",
                "kubeconfig"));

    assertThat(place).isDirectory();
    assertThat(place.getFileName().toString()).startsWith("laytime-builds-jobs");
    Files.delete(place);
  }

  private static Path directory(Map<String, String> keys) {
    return BuildPlaces.directory(
        "jobs",
        new Binder(new MapConfigurationPropertySource(new HashMap<>(keys)))
            .bindOrCreate("laytime", LaytimeProperties.class));
  }
}
