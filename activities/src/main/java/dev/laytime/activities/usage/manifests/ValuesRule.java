package dev.laytime.activities.usage.manifests;

import java.util.List;

/**
 * Where files of values, as charts have them, name images.
 *
 * @param files a path pattern, as in {@code charts/app/values-*.yaml}
 * @param images paths in such a file, as in {@code sidecars[*].container}; each leads to a string
 *     or to a mapping with {@code repository} and {@code tag} or {@code digest}
 */
public record ValuesRule(String files, List<String> images) {

  /**
   * @throws IllegalArgumentException if the pattern or a path is malformed, or no path is given
   */
  public ValuesRule {
    images = List.copyOf(images);
    PathPattern _ = new PathPattern(files);
    if (images.isEmpty()) {
      throw new IllegalArgumentException(
          "Values rule for '" + files + "': expected at least one path of an image");
    }
    images.forEach(ImagePath::parse);
  }
}
