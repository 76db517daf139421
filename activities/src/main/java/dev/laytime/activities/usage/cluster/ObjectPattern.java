package dev.laytime.activities.usage.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Objects of a cluster by kind, namespace and name, each with {@code *} for any characters: {@code
 * Pod/shop/broken-*}. What is in no namespace has an empty one.
 */
public final class ObjectPattern {

  private static final Pattern FORM =
      Pattern.compile("[A-Za-z0-9*]+/[a-z0-9*-]*/[A-Za-z0-9*.:_-]+");

  private final String text;
  private final List<Pattern> parts;

  private ObjectPattern(String text) {
    this.text = text;
    this.parts = Arrays.stream(text.split("/")).map(ObjectPattern::part).toList();
  }

  /**
   * The pattern that a text says.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static ObjectPattern parse(String text) {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "expected KIND/NAMESPACE/NAME with * for any characters, as in Pod/shop/broken-*, not '%s'"
              .formatted(text));
    }
    return new ObjectPattern(text);
  }

  private static Pattern part(String text) {
    return Pattern.compile(
        Arrays.stream(text.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
  }

  /** Whether it is one of them. */
  boolean matches(String kind, JsonNode object) {
    JsonNode metadata = object.path("metadata");
    return parts.get(0).matcher(kind).matches()
        && parts.get(1).matcher(metadata.path("namespace").asText()).matches()
        && parts.get(2).matcher(metadata.path("name").asText()).matches();
  }

  @Override
  public String toString() {
    return text;
  }
}
