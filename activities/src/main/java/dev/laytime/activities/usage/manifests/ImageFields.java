package dev.laytime.activities.usage.manifests;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Images that a mapping names in fields of its own, as custom resources and files of values have
 * them. What there is no reference may be anything, and names nothing.
 */
final class ImageFields {

  private static final Set<String> NAMES = Set.of("image", "imageName");
  private static final String SUFFIX = "Image";

  /** What YAML takes for something else than a text. */
  private static final Pattern NO_TEXT =
      Pattern.compile("(?i)true|false|yes|no|on|off|[-+]?[0-9][0-9_]*(\\.[0-9]*)?");

  private ImageFields() {}

  static List<String> of(Node.Mapping mapping) {
    List<String> images = new ArrayList<>();
    mapping
        .entries()
        .forEach((key, value) -> {
          if (NAMES.contains(key) || key.endsWith(SUFFIX)) {
            images.addAll(images(value));
          }
        });
    return images;
  }

  private static List<String> images(Node value) {
    return switch (value) {
      case Node.Text(var text, var plain) when !plain || !NO_TEXT.matcher(text).matches() ->
          references(Set.of(text));
      case Node.Mapping mapping -> parts(mapping);
      case Node.Text _, Node.Sequence _ -> List.of();
    };
  }

  private static List<String> parts(Node.Mapping mapping) {
    try {
      return references(ValuesImage.of(mapping));
    } catch (MalformedException e) {
      return List.of(); // the mapping says something else, or its image is put together elsewhere
    }
  }

  private static List<String> references(Set<String> texts) {
    return texts.stream().filter(FoundImages::isReference).toList();
  }
}
