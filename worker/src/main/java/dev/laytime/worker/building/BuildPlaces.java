package dev.laytime.worker.building;

import dev.laytime.worker.configuration.ImageOperatorProperties;
import dev.laytime.worker.configuration.LaytimeProperties;
import dev.laytime.worker.startup.RefusedToStartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where builds keep what they fetch and make. */
final class BuildPlaces {

  private BuildPlaces() {}

  static Path directory(String name, LaytimeProperties properties) {
    return properties
        .stateDirectory()
        .map(state -> state.resolve("builds").resolve(name))
        .orElseGet(() -> temporary(name, properties));
  }

  private static Path temporary(String name, LaytimeProperties properties) {
    if (!mayBuild(properties)) {
      return Path.of(System.getProperty("java.io.tmpdir"), "laytime-builds", name);
    }
    try {
      // Nobody else may know its name before it is made.
      return Files.createTempDirectory("laytime-builds-" + name);
    } catch (IOException e) {
      throw new RefusedToStartException(
          "make a place for builds",
          String.valueOf(e.getMessage()),
          "set laytime.state to a directory that can be written to",
          e);
    }
  }

  private static boolean mayBuild(LaytimeProperties properties) {
    ImageOperatorProperties adapter = properties.adapters().imageOperator();
    return !properties.builds().isEmpty()
        || properties.customResources().enabled()
        || (adapter != null && adapter.builders() != null);
  }
}
