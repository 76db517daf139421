package dev.laytime.build;

import dev.laytime.image.Glob;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which tags and branches may be built, and which commits: those that can be reached from them.
 * What is under any other kind of name, as a pull request is, may not.
 *
 * @param tags patterns of {@link Glob} over tags' names
 * @param branches the same over branches' names
 */
public record AllowedRefs(List<String> tags, List<String> branches) {

  private static final String TAGS = "refs/tags/";
  private static final String HEADS = "refs/heads/";

  /**
   * @throws IllegalArgumentException if nothing is allowed, or a pattern is a full name
   */
  public AllowedRefs {
    tags = List.copyOf(tags);
    branches = List.copyOf(branches);
    if (tags.isEmpty() && branches.isEmpty()) {
      throw new IllegalArgumentException("expected patterns of tags or of branches");
    }
    tags.forEach(AllowedRefs::require);
    branches.forEach(AllowedRefs::require);
  }

  /** Whether a ref may be built for what it is called. A commit must be proven instead. */
  public boolean allow(GitRef ref) {
    return switch (ref) {
      case GitRef.TagRef(var name) -> matches(tags, name);
      case GitRef.BranchRef(var name) -> matches(branches, name);
      case GitRef.CommitRef _ -> false;
    };
  }

  /**
   * Whether what a server calls so may be fetched, and vouches for the commits behind it.
   *
   * @param name in full, as in {@code refs/heads/main}
   */
  public boolean allow(String name) {
    if (name.startsWith(TAGS)) {
      String tag = name.substring(TAGS.length());
      return GitNames.isName(tag) && matches(tags, tag);
    }
    if (name.startsWith(HEADS)) {
      String branch = name.substring(HEADS.length());
      return GitNames.isName(branch) && matches(branches, branch);
    }
    return false;
  }

  /**
   * By which of these words what a server calls so may be built; the same word is the same trust.
   *
   * @param name in full
   * @return null where it may not
   */
  @Nullable String word(String name) {
    if (!allow(name)) {
      return null;
    }
    boolean tag = name.startsWith(TAGS);
    String plain = name.substring((tag ? TAGS : HEADS).length());
    return (tag ? tags : branches)
        .stream()
            .filter(pattern -> Glob.matches(pattern, plain))
            .findFirst()
            .map(pattern -> (tag ? "tags " : "branches ") + pattern)
            .orElse(null);
  }

  /** How many of these words there are. */
  int words() {
    return tags.size() + branches.size();
  }

  /** For people: {@code tags v*, branches main}. */
  @Override
  public String toString() {
    String said = tags.isEmpty() ? "" : "tags " + String.join(" ", tags);
    String more = branches.isEmpty() ? "" : "branches " + String.join(" ", branches);
    return said.isEmpty() || more.isEmpty() ? said + more : said + ", " + more;
  }

  private static boolean matches(List<String> patterns, String name) {
    return patterns.stream().anyMatch(pattern -> Glob.matches(pattern, name));
  }

  private static void require(String pattern) {
    if (pattern.isBlank() || pattern.length() > 200 || pattern.startsWith("refs/")) {
      throw new IllegalArgumentException(
          "'%s': expected a pattern of names, without refs/heads/ or refs/tags/"
              .formatted(pattern));
    }
  }
}
