package dev.laytime.build;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.laytime.image.Tag;
import dev.laytime.mirror.Version;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether an alias may follow what was built. Builds are ordered by whoever names an old version or
 * commit: that must not take an alias back to it. It moves only where it is certain that it goes
 * forward.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "move")
@JsonSubTypes({
  @JsonSubTypes.Type(value = AliasMove.Follows.class, name = "follows"),
  @JsonSubTypes.Type(value = AliasMove.Stays.class, name = "stays"),
  @JsonSubTypes.Type(value = AliasMove.FollowsCommits.class, name = "followsCommits"),
})
public sealed interface AliasMove {

  /** It may. */
  record Follows() implements AliasMove {}

  /**
   * It may not.
   *
   * @param why for people
   */
  record Stays(String why) implements AliasMove {}

  /**
   * It may where Git's history says that what was built now comes after all of these.
   *
   * @param commits at least one, of the same branch or tag and none of them its own
   */
  record FollowsCommits(List<GitCommit> commits) implements AliasMove {
    public FollowsCommits {
      commits = List.copyOf(commits);
    }
  }

  /**
   * What was built here.
   *
   * @param tag under which
   * @param rule by which
   * @param source of which; null where nobody wrote it down
   */
  record Built(Tag tag, String rule, @Nullable ResolvedRef source) {

    private boolean isOfTheSame(Built other) {
      return rule.equals(other.rule)
          && source != null
          && other.source != null
          && source.name().startsWith("refs/")
          && source.name().equals(other.source.name())
          && !source.commit().equals(other.source.commit());
    }
  }

  /**
   * Judges. Pure.
   *
   * @param present what the alias names now; none where we did not build it
   * @param next what was built now
   * @param takeOver whether the rule takes what was not built here
   */
  static AliasMove judge(Tag alias, List<Built> present, Built next, boolean takeOver) {
    if (present.isEmpty()) {
      return takeOver
          ? new Follows()
          : new Stays("%s stays: what it names was not built here".formatted(alias));
    }
    List<Tag> tags = present.stream().map(Built::tag).distinct().toList();
    if (tags.contains(alias)) {
      return new Stays("%s stays: it was built itself".formatted(alias));
    }
    Version version = Version.of(next.tag()).orElse(null);
    for (Tag tag : tags) {
      if (version != null && compare(tag, version) > 0) {
        return new Stays(
            "%s stays with %s, which comes after %s".formatted(alias, tag, next.tag()));
      }
    }
    // What is built anew under its tag takes its aliases along.
    boolean forward =
        tags.contains(next.tag())
            || (version != null
                && tags.stream().anyMatch(tag -> compare(tag, version) < 0)
                && tags.stream().noneMatch(tag -> isOf(tag, version)));
    if (forward) {
      return new Follows();
    }
    return present.stream().allMatch(next::isOfTheSame)
        ? new FollowsCommits(commits(present))
        : new Stays(
            "%s stays with %s: nothing tells that %s comes after it"
                .formatted(alias, tags.getFirst(), next.tag()));
  }

  private static List<GitCommit> commits(List<Built> present) {
    return present.stream()
        .flatMap(built -> Stream.ofNullable(built.source()))
        .map(ResolvedRef::commit)
        .distinct()
        .toList();
  }

  /** What names no version comes neither before nor after. */
  private static int compare(Tag tag, Version version) {
    return Version.of(tag).map(of -> of.compareTo(version)).orElse(0);
  }

  private static boolean isOf(Tag tag, Version version) {
    return Version.of(tag).filter(of -> of.compareTo(version) == 0).isPresent();
  }
}
