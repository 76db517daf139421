package dev.laytime.activities.gitops;

import dev.laytime.activities.gitops.YamlNode.Mapping;
import dev.laytime.activities.gitops.YamlNode.Scalar;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands beside a tag or a digest, and names the image whose it is. */
final class Neighbour {

  /** The first that is there counts. */
  private static final List<String> KEYS = List.of("repository", "image", "newName", "name");

  private Neighbour() {}

  /**
   * The image's name.
   *
   * @param node what holds the tag
   * @return null where there is none
   * @throws EditRefusedException if there are two
   */
  static @Nullable String in(YamlNode node) throws EditRefusedException {
    if (node instanceof Mapping mapping) {
      for (String key : KEYS) {
        if (YamlLookup.value(mapping, key).orElse(null) instanceof Scalar name
            && !name.value().isBlank()) {
          return name.value();
        }
      }
    }
    return null;
  }
}
