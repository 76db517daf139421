package dev.laytime.activities.usage.manifests;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Paths within a tree: components joined by {@code /}, the root is the empty path. */
final class TreePaths {

  private TreePaths() {}

  /** The directory that a path lies in. */
  static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }

  /** The last component. */
  static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The path of a file in a directory. */
  static String join(String directory, String name) {
    return directory.isEmpty() ? name : directory + "/" + name;
  }

  /** What a relative path means in a directory; null where it leads out of the tree. */
  static @Nullable String resolve(String directory, String relative) {
    if (relative.startsWith("/")) {
      return null;
    }
    Deque<String> components = new ArrayDeque<>();
    for (String component : (directory + "/" + relative).split("/", -1)) {
      if (component.equals("..")) {
        if (components.pollLast() == null) {
          return null;
        }
      } else if (!component.isEmpty() && !component.equals(".")) {
        components.addLast(component);
      }
    }
    return String.join("/", components);
  }
}
