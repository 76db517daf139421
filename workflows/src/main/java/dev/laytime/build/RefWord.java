package dev.laytime.build;

import dev.laytime.image.InvalidReferenceException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a person calls a ref: {@code tag:v1.2}, {@code branch:main}, {@code commit:0123abc}, or the
 * name alone where a rule leaves no doubt of which kind it is.
 */
public final class RefWord {

  private static final String TAG = "tag:";
  private static final String BRANCH = "branch:";
  private static final String COMMIT = "commit:";
  private static final Pattern WHOLE_COMMIT = Pattern.compile("[a-f0-9]{40}");
  private static final Pattern PART_OF_COMMIT = Pattern.compile("[a-f0-9]{7,39}");

  private RefWord() {}

  /**
   * Which ref is meant.
   *
   * @param allowed what the rule lets be built
   * @throws InvalidReferenceException if it is none
   * @throws IllegalArgumentException if the rule allows none of that name, or of several kinds
   */
  public static GitRef read(String word, AllowedRefs allowed) {
    if (word.startsWith(COMMIT)) {
      return new GitRef.CommitRef(word.substring(COMMIT.length()));
    }
    if (word.startsWith(TAG)) {
      return allowed(new GitRef.TagRef(word.substring(TAG.length())), allowed);
    }
    if (word.startsWith(BRANCH)) {
      return allowed(new GitRef.BranchRef(word.substring(BRANCH.length())), allowed);
    }
    if (WHOLE_COMMIT.matcher(word).matches()) {
      return new GitRef.CommitRef(word);
    }
    return only(word, possible(word, allowed), allowed);
  }

  private static List<GitRef> possible(String name, AllowedRefs allowed) {
    List<GitRef> possible = new ArrayList<>();
    for (GitRef ref : List.of(new GitRef.TagRef(name), new GitRef.BranchRef(name))) {
      if (allowed.allow(ref)) {
        possible.add(ref);
      }
    }
    if (PART_OF_COMMIT.matcher(name).matches()) {
      possible.add(new GitRef.CommitRef(name));
    }
    return possible;
  }

  private static GitRef only(String name, List<GitRef> possible, AllowedRefs allowed) {
    if (possible.isEmpty()) {
      throw new IllegalArgumentException(
          "'%s' is no tag or branch that may be built: %s".formatted(name, allowed));
    }
    if (possible.size() > 1) {
      throw new IllegalArgumentException(
          "'%s' may be %s: say which, as in %s:%s"
              .formatted(
                  name,
                  possible.stream().map(GitRef::said).collect(Collectors.joining(" or ")),
                  possible.getFirst().said().split(" ", 2)[0],
                  name));
    }
    return possible.getFirst();
  }

  private static GitRef allowed(GitRef ref, AllowedRefs allowed) {
    if (!allowed.allow(ref)) {
      throw new IllegalArgumentException(
          "%s may not be built, but %s".formatted(ref.said(), allowed));
    }
    return ref;
  }
}
