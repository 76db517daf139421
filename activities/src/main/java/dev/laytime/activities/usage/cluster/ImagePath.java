package dev.laytime.activities.usage.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.InvalidPathException;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.Option;
import com.jayway.jsonpath.spi.json.JacksonJsonNodeJsonProvider;
import com.jayway.jsonpath.spi.mapper.JacksonMappingProvider;
import java.util.ArrayList;
import java.util.List;

/**
 * Where in objects of a kind an image stands, as a JSONPath: {@code .spec.steps[*].image}, also as
 * {@code kubectl} takes it, in braces.
 */
public final class ImagePath {

  private static final Configuration JSON =
      Configuration.builder()
          .jsonProvider(new JacksonJsonNodeJsonProvider())
          .mappingProvider(new JacksonMappingProvider())
          .options(Option.ALWAYS_RETURN_LIST, Option.SUPPRESS_EXCEPTIONS)
          .build();

  private final JsonPath path;

  private ImagePath(JsonPath path) {
    this.path = path;
  }

  /**
   * The path that a text says.
   *
   * @throws IllegalArgumentException if it is no JSONPath
   */
  public static ImagePath parse(String text) {
    String bare =
        text.startsWith("{") && text.endsWith("}") ? text.substring(1, text.length() - 1) : text;
    // Read by others as something else, or not at all: functions, two paths in one, escapes.
    if (bare.isEmpty() || bare.matches(".*[(){}\\\\].*")) {
      throw new IllegalArgumentException(
          "expected one JSONPath as in .spec.steps[*].image, not '%s'".formatted(text));
    }
    try {
      return new ImagePath(JsonPath.compile(bare.startsWith("$") ? bare : "$" + bare));
    } catch (InvalidPathException e) {
      // Without the cause: the last message in the chain is the one that is shown.
      throw new IllegalArgumentException(
          "expected a JSONPath as in .spec.steps[*].image, not '%s': %s"
              .formatted(text, e.getMessage()));
    }
  }

  /** All that stands there; nothing where an object has no such place. */
  List<JsonNode> in(JsonNode object) {
    List<JsonNode> values = new ArrayList<>();
    ArrayNode found = path.read(object, JSON);
    found.forEach(values::add);
    return values;
  }

  @Override
  public String toString() {
    return path.getPath();
  }
}
