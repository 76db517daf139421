package dev.laytime.activities.registry.embedded;

import java.nio.file.Path;
import java.util.Set;

/**
 * Where a repository's layout lies: {@code root/<repository>}.
 *
 * <p>One repository may lie inside another, {@code a/b} in {@code a}. So a component that is called
 * like a part of a layout gets an underscore before it, which no component can have of its own:
 * {@code a/blobs} lies in {@code root/a/_blobs}.
 */
final class RepositoryPaths {

  static final String BLOBS = "blobs";

  private static final String ESCAPE = "_";
  private static final Set<String> PARTS_OF_LAYOUTS = Set.of(BLOBS, "index.json", "oci-layout");

  private RepositoryPaths() {}

  static Path directory(Path root, String repository) {
    Path directory = root;
    for (String component : repository.split("/", -1)) {
      directory =
          directory.resolve(PARTS_OF_LAYOUTS.contains(component) ? ESCAPE + component : component);
    }
    return directory;
  }

  static String repository(Path root, Path directory) {
    StringBuilder name = new StringBuilder();
    for (Path component : root.relativize(directory)) {
      String text = component.toString();
      name.append(name.isEmpty() ? "" : "/");
      name.append(text.startsWith(ESCAPE) ? text.substring(ESCAPE.length()) : text);
    }
    return name.toString();
  }
}
