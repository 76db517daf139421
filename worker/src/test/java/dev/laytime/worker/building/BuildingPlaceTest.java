package dev.laytime.worker.building;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.worker.configuration.LaytimeProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Where a worker without a directory of its own prepares builds. */
class BuildingPlaceTest {

  /** As where objects of kind ImageBuilder alone have something built. */
  @Test
  void isOneThatNobodyCanGuessWhereverSomethingIsBuilt() throws IOException {
    Map<String, String> builders =
        Map.of(
            "laytime.builders.namespace", "builds",
            "laytime.builders.image", "r.test/laytime:1",
            "laytime.builders.push-secret", "push");

    Path first = place(builders);
    Path second = place(builders);

    assertThat(first).isEmptyDirectory().isNotEqualTo(second);
    Files.delete(first);
    Files.delete(second);
  }

  @Test
  void isNotMadeWhereNothingIs() {
    assertThat(place(Map.of())).endsWith(Path.of("laytime-builds", "work"));
  }

  private static Path place(Map<String, String> settings) {
    return BuildingConfiguration.directory(
        "work",
        new Binder(new MapConfigurationPropertySource(settings))
            .bindOrCreate("laytime", LaytimeProperties.class));
  }
}
