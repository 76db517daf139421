package dev.laytime.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** YAML as JSON, to be looked at. A key that stands twice is an error. */
public final class Yaml {

  private static final JsonMapper JSON = JsonMapper.shared();

  private Yaml() {}

  /** The only document of a text. */
  public static JsonNode one(String text) {
    return JSON.valueToTree(new Load(settings()).loadFromString(text));
  }

  /** All documents of a text that say anything. */
  public static List<JsonNode> all(String text) {
    List<JsonNode> documents = new ArrayList<>();
    for (Object document : new Load(settings()).loadAllFromString(text)) {
      if (document != null) {
        documents.add(JSON.valueToTree(document));
      }
    }
    return documents;
  }

  /** The text of a file of the module, or of the repository with {@code ../}. */
  public static String file(String path) {
    try {
      return Files.readString(Path.of(path));
    } catch (IOException e) {
      throw new UncheckedIOException("Read " + path, e);
    }
  }

  private static LoadSettings settings() {
    return LoadSettings.builder().setAllowDuplicateKeys(false).build();
  }
}
