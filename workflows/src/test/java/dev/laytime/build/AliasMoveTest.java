package dev.laytime.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.build.AliasMove.Built;
import dev.laytime.image.Tag;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AliasMoveTest {

  private static final String MAIN = "refs/heads/main";

  @ParameterizedTest
  @CsvSource({
    "1.2, 1.3, true",
    "1.3, 1.2, false",
    "1.3, 1.3, true",
    "1.3, v1.3, false",
    "1.10, 1.9, false",
    "2.0, 2.0-rc1, false",
    "main, 1.2, false",
    "1.2, main, false",
    "main, 0123abc, false",
    "main, main, true",
    "main 1.1, 1.2, true",
    "main 1.3, 1.2, false",
    "'', 1.2, false",
    "latest, 1.2, false",
    "latest 1.1, 1.2, false",
    "1.1 1.4, 1.3, false",
  })
  void goesForwardWhereThereIsAForward(String present, String next, boolean moves) {
    List<Built> built =
        Stream.of(present.split(" ", -1))
            .filter(tag -> !tag.isEmpty())
            .map(tag -> new Built(new Tag(tag), "app", null))
            .toList();

    AliasMove move = AliasMove.judge(Tag.LATEST, built, new Built(new Tag(next), "app", null));

    assertThat(move instanceof AliasMove.Follows).isEqualTo(moves);
  }

  @Test
  void asksGitWhichOfTwoCommitsOfABranchComesFirst() {
    Built next = of("main-3", "app", MAIN, 3);

    assertThat(judged(next, of("main-1", "app", MAIN, 1)))
        .isEqualTo(new AliasMove.FollowsCommits(List.of(commit(1))));
    assertThat(judged(next, of("main-1", "app", MAIN, 1), of("main-2", "app", MAIN, 2)))
        .isEqualTo(new AliasMove.FollowsCommits(List.of(commit(1), commit(2))));
  }

  @Test
  void takesNoCommitForAVersion() {
    Built older = ofCommit("", "4410237");
    Built newer = ofCommit("", "9120345");

    assertThat(judged(newer, older)).isEqualTo(new AliasMove.FollowsCommits(commits(older)));
    assertThat(judged(older, newer)).isEqualTo(new AliasMove.FollowsCommits(commits(newer)));
    assertThat(judged(ofCommit("v", "9120345"), ofCommit("v", "4410237")))
        .isEqualTo(new AliasMove.FollowsCommits(commits(older)));
    assertThat(judged(ofCommit("1.0-", "abcdef0"), ofCommit("1.0-", "fedcba9")))
        .isEqualTo(new AliasMove.FollowsCommits(commits(ofCommit("", "fedcba9"))));
    Built release = of("1.3", "app", "refs/tags/v1.3", 3);
    assertThat(judged(newer, release)).isInstanceOf(AliasMove.Stays.class);
    assertThat(judged(newer, release, older)).isInstanceOf(AliasMove.Stays.class);
    assertThat(judged(of("99999999", "app", "refs/tags/v99999999", 4), newer))
        .isInstanceOf(AliasMove.Stays.class);
  }

  @Test
  void asksGitAlsoWhereVersionsOfABranchGoForward() {
    Built before = of("1.2.1", "app", MAIN, 5);

    assertThat(judged(of("1.3", "app", MAIN, 3), before))
        .isEqualTo(new AliasMove.FollowsCommits(List.of(commit(5))));
    assertThat(judged(before, of("1.3", "app", MAIN, 3)))
        .isEqualTo(new AliasMove.Stays("latest stays with 1.3, which comes after 1.2.1"));
    assertThat(judged(of("1.3", "app", "refs/tags/v1.3", 3), before))
        .isEqualTo(new AliasMove.Follows());
  }

  @Test
  void goesNoWayBackByWhatIsBuiltAnew() {
    Built older = of("main-3", "app", MAIN, 3);
    Built newer = of("main-5", "app", MAIN, 5);

    assertThat(judged(older, older, newer))
        .as("both made the same image")
        .isEqualTo(new AliasMove.FollowsCommits(List.of(commit(5))));
    assertThat(judged(of("main", "app", MAIN, 2), of("main", "app", MAIN, 1)))
        .isEqualTo(new AliasMove.Follows());
  }

  @Test
  void asksGitOfNothingElse() {
    Built next = of("main-3", "app", MAIN, 3);
    Built before = of("main-1", "app", MAIN, 1);

    assertThat(judged(next, of("dev-1", "app", "refs/heads/dev", 1)))
        .as("branch")
        .isInstanceOf(AliasMove.Stays.class);
    assertThat(judged(next, of("main-1", "other", MAIN, 1)))
        .as("rule")
        .isInstanceOf(AliasMove.Stays.class);
    assertThat(judged(next, of("sha-3", "app", MAIN, 3)))
        .as("the same commit")
        .isInstanceOf(AliasMove.Stays.class);
    assertThat(judged(next, new Built(new Tag("main-1"), "app", null)))
        .isInstanceOf(AliasMove.Stays.class);
    assertThat(judged(new Built(next.tag(), "app", null), before))
        .isInstanceOf(AliasMove.Stays.class);
    assertThat(judged(next, before, of("dev-1", "app", "refs/heads/dev", 1)))
        .isInstanceOf(AliasMove.Stays.class);
    assertThat(judged(of("b", "app", "text", 2), of("a", "app", "text", 1)))
        .isInstanceOf(AliasMove.Stays.class);
  }

  @Test
  void leavesAloneWhatWasNotBuiltHereOrIsNoAlias() {
    Built next = of("main-3", "app", MAIN, 3);

    assertThat(judged(next))
        .isEqualTo(new AliasMove.Stays("latest stays: what it names was not built here"));
    assertThat(judged(next, of("latest", "app", MAIN, 1)))
        .isEqualTo(new AliasMove.Stays("latest stays: it was built itself"));
  }

  private static AliasMove judged(Built next, Built... present) {
    return AliasMove.judge(Tag.LATEST, List.of(present), next);
  }

  private static Built of(String tag, String rule, String ref, int commit) {
    return new Built(new Tag(tag), rule, new ResolvedRef(ref, commit(commit)));
  }

  /** Of the branch, and called after its commit. */
  private static Built ofCommit(String prefix, String beginning) {
    return new Built(
        new Tag(prefix + beginning),
        "app",
        new ResolvedRef(MAIN, new GitCommit(beginning + "0".repeat(40 - beginning.length()))));
  }

  private static List<GitCommit> commits(Built... built) {
    return Stream.of(built)
        .flatMap(each -> Stream.ofNullable(each.source()))
        .map(ResolvedRef::commit)
        .toList();
  }

  private static GitCommit commit(int number) {
    return new GitCommit("%040x".formatted(number));
  }
}
