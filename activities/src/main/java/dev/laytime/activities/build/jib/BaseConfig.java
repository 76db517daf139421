package dev.laytime.activities.build.jib;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.laytime.build.BuildException;
import dev.laytime.build.BuildFailureKind;
import dev.laytime.image.Platform;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What a base says of itself that Jib does not read.
 *
 * @param config of the base
 */
record BaseConfig(JsonNode config) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What is handed down to images made on it; Jib does so with the rest. */
  private static final List<String> HANDED_DOWN = List.of("StopSignal", "StopTimeout", "Shell");

  /** Of an archive for Docker. */
  static BaseConfig read(Path archive) throws IOException {
    JsonNode images = JSON.readTree(TarFiles.read(archive, "manifest.json"));
    String config = images.path(0).path("Config").asText();
    return new BaseConfig(JSON.readTree(TarFiles.read(archive, config)));
  }

  /**
   * Refuses what no image can be made on.
   *
   * @throws BuildException if it is of another platform, or wants something to be run
   */
  void requireFit(Platform platform) {
    String found = config.path("os").asText() + "/" + config.path("architecture").asText();
    if (!found.equals(platform.os() + "/" + platform.architecture())) {
      throw refused("the base for %s is of %s".formatted(platform, found));
    }
    if (!config.at("/config/OnBuild").isEmpty()) {
      throw refused("the base wants something to be run (ONBUILD), and jib runs nothing");
    }
  }

  /** Puts what Jib left out into an image that it made on this one. */
  void restore(Path archive) throws IOException {
    ObjectNode lost = JSON.createObjectNode();
    for (String field : HANDED_DOWN) {
      JsonNode value = config.path("config").path(field);
      if (!value.isMissingNode() && !value.isNull()) {
        lost.set(field, value);
      }
    }
    if (!lost.isEmpty()) {
      MadeImage.of(archive).with(lost);
    }
  }

  private static BuildException refused(String said) {
    return new BuildException(BuildFailureKind.USER_ERROR, said);
  }
}
