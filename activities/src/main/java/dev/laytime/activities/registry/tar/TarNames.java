package dev.laytime.activities.registry.tar;

import java.util.ArrayDeque;
import java.util.Deque;

/** Names of entries, below the archive's root. */
final class TarNames {

  private TarNames() {}

  /**
   * A name without {@code .} and empty parts.
   *
   * @throws TarException if it is absolute or leads through {@code ..}
   */
  static String plain(String name) throws TarException {
    if (name.startsWith("/")) {
      throw TarException.of(name, "has an absolute name");
    }
    Deque<String> parts = new ArrayDeque<>();
    for (String part : name.split("/", -1)) {
      if (part.equals("..")) {
        throw TarException.of(name, "leads out of its directory");
      }
      push(parts, part);
    }
    return String.join("/", parts);
  }

  /**
   * What a symbolic link means.
   *
   * @throws TarException if that is outside the archive
   */
  static String target(String link, String target) throws TarException {
    if (target.startsWith("/")) {
      throw TarException.of(link, "is a link out of the archive");
    }
    Deque<String> parts = new ArrayDeque<>();
    int directory = link.lastIndexOf('/');
    String path = directory < 0 ? target : link.substring(0, directory) + "/" + target;
    for (String part : path.split("/", -1)) {
      if (!part.equals("..")) {
        push(parts, part);
      } else if (parts.pollLast() == null) {
        throw TarException.of(link, "is a link out of the archive");
      }
    }
    return String.join("/", parts);
  }

  private static void push(Deque<String> parts, String part) {
    if (!part.isEmpty() && !part.equals(".")) {
      parts.addLast(part);
    }
  }
}
