package dev.laytime.activities.usage.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.laytime.image.InvalidReferenceException;
import dev.laytime.image.Reference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a webhook that rewrites images leaves in annotations: the original, in one of its own or, as
 * kube-image-keeper's second version does, by container in a JSON object. Anyone may call an
 * annotation so: one that is neither names nothing.
 */
final class OriginalImages {

  private static final List<String> NAMES = List.of("original-image", "original-init-image");
  private static final ObjectMapper JSON = new ObjectMapper();

  private OriginalImages() {}

  /**
   * One of them.
   *
   * @param container null where the annotation does not say
   * @param image a reference
   */
  record Original(@Nullable String container, String image) {}

  static List<Original> in(JsonNode annotations) {
    List<Original> originals = new ArrayList<>();
    annotations
        .properties()
        .forEach(annotation -> {
          if (NAMES.stream().anyMatch(annotation.getKey()::contains)) {
            add(annotation.getValue(), originals);
          }
        });
    return originals;
  }

  private static void add(JsonNode value, List<Original> originals) {
    if (isReference(value)) {
      originals.add(new Original(null, value.textValue()));
      return;
    }
    byContainer(value.asText())
        .properties()
        .forEach(each -> {
          if (isReference(each.getValue())) {
            originals.add(new Original(each.getKey(), each.getValue().textValue()));
          }
        });
  }

  private static JsonNode byContainer(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return JSON.createObjectNode(); // it is no JSON, and names nothing
    }
  }

  private static boolean isReference(JsonNode value) {
    if (!value.isTextual()) {
      return false;
    }
    try {
      var _ = Reference.parse(value.textValue());
      return true;
    } catch (InvalidReferenceException e) {
      return false;
    }
  }
}
