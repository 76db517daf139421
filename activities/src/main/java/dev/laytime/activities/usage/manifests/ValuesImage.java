package dev.laytime.activities.usage.manifests;

import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The image that a value stands for, in each way in which a chart may put it together. */
final class ValuesImage {

  private static final Pattern DECIMAL = Pattern.compile("[0-9]+\\.[0-9]+");

  private ValuesImage() {}

  /**
   * The images of a value.
   *
   * @throws MalformedException if it does not tell one
   */
  static Set<String> of(Node value) throws MalformedException {
    return switch (value) {
      case Node.Text(var image, _) when !image.isEmpty() -> Set.of(image);
      case Node.Text _ -> throw new MalformedException("is empty");
      case Node.Sequence _ -> throw new MalformedException("is a list; write [*] for its items");
      case Node.Mapping mapping -> of(mapping);
    };
  }

  private static Set<String> of(Node.Mapping mapping) throws MalformedException {
    String name = name(mapping);
    String digest = written(mapping.text("digest"));
    Set<String> tags = tags(mapping.get("tag"));
    if (tags.isEmpty() && digest == null) {
      throw new MalformedException("has neither tag nor digest: the chart decides which");
    }
    Set<String> images = new LinkedHashSet<>();
    for (String tag : tags) {
      images.add(name + ":" + tag);
    }
    if (digest != null) {
      images.add(name + "@" + digest);
    }
    return images;
  }

  private static String name(Node.Mapping mapping) throws MalformedException {
    String registry = written(mapping.text("registry"));
    String repository = written(mapping.text("repository"));
    if (repository == null) {
      throw new MalformedException("has no repository");
    }
    return registry == null ? repository : registry + "/" + repository;
  }

  /** A number without quotes loses its last zeros where a chart renders it: both count. */
  private static Set<String> tags(@Nullable Node tag) throws MalformedException {
    if (tag == null) {
      return Set.of();
    }
    if (!(tag instanceof Node.Text(var text, var plain))) {
      throw new MalformedException("has a tag that is not a string");
    }
    Set<String> tags = new LinkedHashSet<>();
    if (!text.isEmpty()) {
      tags.add(text);
    }
    if (plain && DECIMAL.matcher(text).matches()) {
      tags.add(new BigDecimal(text).stripTrailingZeros().toPlainString());
    }
    return tags;
  }

  private static @Nullable String written(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }
}
