package dev.laytime.build;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.laytime.image.Tag;
import dev.laytime.mirror.Version;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
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

    /** Numbers that are its commit's id say nothing of versions. */
    private Optional<Version> version() {
      return isNumberedByCommit() ? Optional.empty() : Version.of(tag);
    }

    private boolean isNumberedByCommit() {
      return endsWithCommit() && tag.value().indexOf('-') < 0;
    }

    private boolean endsWithCommit() {
      String text = tag.value();
      return source != null
          && IntStream.rangeClosed(0, text.length() - RefMapping.ToCommit.FEWEST)
              .anyMatch(at -> source.commit().value().startsWith(text.substring(at)));
    }

    /** Below zero where another one has a lower version. */
    private int compare(Built other) {
      boolean byCommit = isOfTheSame(other) && endsWithCommit() && other.endsWithCommit();
      return byCommit
          ? 0
          : version()
              .flatMap(mine -> other.version().map(theirs -> theirs.compareTo(mine)))
              .orElse(0);
    }

    private boolean isSameVersion(Built other) {
      return version()
          .flatMap(mine -> other.version().map(theirs -> theirs.compareTo(mine) == 0))
          .orElse(false);
    }
  }

  /**
   * Judges. Pure.
   *
   * @param present what the alias names now; none where we did not build it
   * @param next what was built now
   */
  static AliasMove judge(Tag alias, List<Built> present, Built next) {
    if (present.isEmpty()) {
      return new Stays("%s stays: what it names was not built here".formatted(alias));
    }
    List<Tag> tags = present.stream().map(Built::tag).distinct().toList();
    if (tags.contains(alias)) {
      return new Stays("%s stays: it was built itself".formatted(alias));
    }
    for (Built built : present) {
      if (next.compare(built) > 0) {
        return new Stays(
            "%s stays with %s, which comes after %s".formatted(alias, built.tag(), next.tag()));
      }
    }
    // What is built anew under its tag takes its aliases along.
    boolean forward =
        tags.contains(next.tag())
            || (present.stream().anyMatch(built -> next.compare(built) < 0)
                && present.stream().noneMatch(next::isSameVersion));
    if (!forward && !present.stream().allMatch(next::isOfTheSame)) {
      return new Stays(
          "%s stays with %s: nothing tells that %s comes after it"
              .formatted(alias, tags.getFirst(), next.tag()));
    }
    // Of one branch Git knows more than numbers do.
    List<GitCommit> before =
        commits(
            present.stream()
                .filter(built -> !built.tag().equals(next.tag()) && next.isOfTheSame(built)));
    return before.isEmpty() ? new Follows() : new FollowsCommits(before);
  }

  private static List<GitCommit> commits(Stream<Built> present) {
    return present
        .flatMap(built -> Stream.ofNullable(built.source()))
        .map(ResolvedRef::commit)
        .distinct()
        .toList();
  }
}
