package dev.laytime.activities.gitops;

import java.util.Locale;

/** A path within a repository, of which no part may lead elsewhere. */
final class GitPath {

  private static final int LONGEST = 1000;

  private GitPath() {}

  /**
   * @throws IllegalArgumentException if it is no plain path of names below the repository's root
   */
  static void require(String path) {
    if (path.isEmpty()) {
      return;
    }
    if (path.length() > LONGEST || path.chars().anyMatch(c -> c < ' ' || c == '\\')) {
      throw refused(path);
    }
    for (String name : path.split("/", -1)) {
      String small = name.toLowerCase(Locale.ROOT);
      if (name.isBlank() || name.equals(".") || name.equals("..") || small.equals(".git")) {
        throw refused(path);
      }
    }
  }

  private static IllegalArgumentException refused(String path) {
    return new IllegalArgumentException(
        "path: expected a path below the repository's root, as in envs/prod/values.yaml, not '%s'"
            .formatted(path));
  }
}
