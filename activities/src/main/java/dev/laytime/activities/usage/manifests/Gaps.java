package dev.laytime.activities.usage.manifests;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What could not be read or rendered, by path; each cause once, and bounded. */
final class Gaps {

  private static final int MOST_PER_PATH = 20;
  static final int MOST_PATHS = 10_000;
  private static final int LONGEST = 400;

  private final Map<String, Set<String>> causes = new LinkedHashMap<>();

  void add(String path, String cause) {
    if (causes.size() >= MOST_PATHS && !causes.containsKey(path)) {
      causes.computeIfAbsent("(tree)", _ -> new LinkedHashSet<>()).add("and more");
      return;
    }
    Set<String> ofPath = causes.computeIfAbsent(path, _ -> new LinkedHashSet<>());
    if (ofPath.size() < MOST_PER_PATH) {
      ofPath.add(oneLine(cause));
    } else {
      ofPath.add("and more");
    }
  }

  /** All of them, as {@code path: cause}. */
  List<String> list() {
    List<String> all = new ArrayList<>();
    causes.forEach((path, ofPath) -> ofPath.forEach(cause -> all.add(path + ": " + cause)));
    return all;
  }

  private static String oneLine(String cause) {
    String line = cause.strip().replaceAll("\\s+", " ");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }
}
