package dev.laytime.build;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Names of tags and branches, and paths, more strictly than Git takes them. */
final class GitNames {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.+/-]{0,199}");
  private static final Pattern PATH = Pattern.compile("[A-Za-z0-9_. +@/-]{1,255}");
  private static final Pattern LOOKS_LIKE_A_COMMIT = Pattern.compile("[A-Fa-f0-9]{40}");

  /** What servers keep other things under than what was pushed on purpose. */
  private static final List<String> OTHERS = List.of("refs/", "heads/", "tags/", "remotes/");

  private GitNames() {}

  /**
   * Whether a tag or branch may be called so: no name that Git would read in another way, or
   * another program would take for a path out of somewhere.
   */
  static boolean isName(String name) {
    return NAME.matcher(name).matches()
        && !LOOKS_LIKE_A_COMMIT.matcher(name).matches()
        && OTHERS.stream().noneMatch(name::startsWith)
        && componentsAre(name, GitNames::isComponent);
  }

  /** Whether it is a path within a repository; empty for all of it. */
  static boolean isPath(String path) {
    return path.isEmpty()
        || (PATH.matcher(path).matches()
            && componentsAre(
                path,
                part ->
                    !part.isBlank()
                        && !part.equals(".")
                        && !part.equals("..")
                        && !part.equalsIgnoreCase(".git")));
  }

  private static boolean isComponent(String part) {
    return !part.isEmpty()
        && !part.startsWith(".")
        && !part.startsWith("-")
        && !part.endsWith(".")
        && !part.endsWith(".lock")
        && !part.contains("..");
  }

  private static boolean componentsAre(String text, Predicate<String> acceptable) {
    return List.of(text.split("/", -1)).stream().allMatch(acceptable);
  }
}
