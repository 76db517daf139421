package dev.laytime.activities.registry.layout;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.laytime.image.Descriptor;
import dev.laytime.image.Digest;
import dev.laytime.image.InvalidReferenceException;
import dev.laytime.image.Platform;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the parts that OCI documents share. */
final class Json {

  // Numbers keep their digits: what we do not understand is written back as it was.
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private Json() {}

  /**
   * @throws LayoutException if the bytes are not a JSON object
   */
  static ObjectNode object(byte[] bytes, String name) throws IOException {
    return parse(bytes, name, ObjectNode.class, "a JSON object", "an OCI document");
  }

  /**
   * @throws LayoutException if the bytes are not a JSON array
   */
  static ArrayNode array(byte[] bytes, String name) throws IOException {
    return parse(bytes, name, ArrayNode.class, "a JSON array", "a list of images");
  }

  private static <N extends JsonNode> N parse(
      byte[] bytes, String name, Class<N> type, String kind, String expected) throws IOException {
    try {
      JsonNode tree = MAPPER.readTree(bytes);
      if (type.isInstance(tree)) {
        return type.cast(tree);
      }
      throw new LayoutException("Reading " + name, "it is not " + kind, expected);
    } catch (JsonProcessingException e) {
      throw new LayoutException("Reading " + name, e.getOriginalMessage(), kind);
    }
  }

  static ObjectNode newObject() {
    return MAPPER.createObjectNode();
  }

  static byte[] bytes(JsonNode node) {
    try {
      return MAPPER.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree is always writable", e);
    }
  }

  static @Nullable String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return value.isTextual() && !value.textValue().isEmpty() ? value.textValue() : null;
  }

  /**
   * @throws LayoutException if it has no media type, no size, or no digest that we know
   */
  static Descriptor descriptor(JsonNode node, String name) throws LayoutException {
    String mediaType = text(node, "mediaType");
    String digest = text(node, "digest");
    JsonNode size = node.path("size");
    if (mediaType == null || digest == null || !size.canConvertToLong() || size.longValue() < 0) {
      throw new LayoutException(
          "Reading " + name,
          "a descriptor is " + node,
          "one with mediaType, digest and a size of zero or more bytes");
    }
    try {
      return new Descriptor(mediaType, new Digest(digest), size.longValue(), platform(node));
    } catch (InvalidReferenceException e) {
      throw new LayoutException("Reading " + name, "digest " + e.seen(), e.expected());
    }
  }

  static Map<String, String> annotations(JsonNode node) {
    Map<String, String> annotations = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : node.path("annotations").properties()) {
      if (entry.getValue().isTextual()) {
        annotations.put(entry.getKey(), entry.getValue().textValue());
      }
    }
    return Collections.unmodifiableMap(annotations);
  }

  private static @Nullable Platform platform(JsonNode descriptor) {
    JsonNode node = descriptor.path("platform");
    String os = text(node, "os");
    String architecture = text(node, "architecture");
    if (os == null || architecture == null) {
      return null;
    }
    try {
      return new Platform(os, architecture, text(node, "variant"));
    } catch (InvalidReferenceException e) {
      return null;
    }
  }
}
