package dev.laytime.activities.gitops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.activities.gitops.GitFileEdit.Helm;
import dev.laytime.activities.gitops.GitFileEdit.Pin;
import dev.laytime.activities.gitops.GitTargetSettings.Author;
import dev.laytime.activities.source.GitProxies;
import dev.laytime.activities.source.SampleRepository;
import dev.laytime.activity.FailureType;
import dev.laytime.activity.GitWriteRequest;
import dev.laytime.activity.GitWriteResult;
import dev.laytime.image.Reference;
import dev.laytime.promotion.PromotionOrder;
import dev.laytime.promotion.PromotionOrder.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.merge.MergeStrategy;
import org.eclipse.jgit.merge.Merger;
import org.eclipse.jgit.revwalk.RevCommit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PushBranchTest {

  private static final String VALUES = "app/values.yaml";
  private static final String BRANCH = "laytime";

  @TempDir private Path directory;
  private SampleRepository sample;
  private Repository repository;
  private Branches branches;

  @BeforeEach
  void makeARepository() throws IOException {
    sample = new SampleRepository(directory.resolve("bare.git"));
    repository = sample.repository();
    branches = new Branches(repository);
    sample.file(VALUES, tagged("1.2.2")).file("README.md", "first").commit("main");
  }

  @AfterEach
  void close() {
    sample.close();
  }

  @Test
  void isForPeopleToMerge() throws IOException {
    GitWriteResult first = promote("1.2.3", "laytime/{name}-{tag}");

    assertThat(first.branch()).isEqualTo("laytime/app-1.2.3");
    assertThat(branches.commits("main")).hasSize(1);
    assertThat(branches.file("laytime/app-1.2.3", VALUES)).contains("tag: 1.2.3");
    assertThat(promote("1.2.3", "laytime/{name}-{tag}").commit()).isEqualTo(first.commit());
  }

  @Test
  void goesOnFromWherePeopleMergedIt() throws IOException {
    promote("1.2.3", BRANCH);
    mergeAsItIs();
    String later = sample.file(VALUES, tagged("1.2.3") + "# more\n").commit("main");
    promote("1.2.4", BRANCH);

    assertThat(branches.file(BRANCH, VALUES)).isEqualTo(tagged("1.2.4") + "# more\n");
    assertThat(branches.commits(BRANCH).get(1).name()).isEqualTo(later);
  }

  @Test
  void goesOnFromWherePeopleMergedItLongAgo() throws IOException {
    promote("1.2.3", BRANCH);
    mergeAsItIs();
    sample.file(VALUES, tagged("1.2.3"));
    String later = "";
    for (int commit = 1; commit <= 25; commit++) {
      later = sample.file("README.md", "change " + commit).commit("main");
    }
    promote("1.2.4", BRANCH);

    assertThat(branches.file(BRANCH, "README.md")).isEqualTo("change 25");
    assertThat(branches.commits(BRANCH).get(1).name()).isEqualTo(later);
  }

  @Test
  void canBeMergedAgainAfterPeopleSquashedIt() throws IOException {
    promote("1.2.3", BRANCH);
    squash("1.2.3");
    for (int commit = 1; commit <= 25; commit++) {
      sample.file("README.md", "change " + commit).commit("main");
    }
    GitWriteResult second = promote("1.2.4", BRANCH);

    assertThat(branches.file(BRANCH, VALUES)).isEqualTo(tagged("1.2.4"));
    assertThat(branches.file(BRANCH, "README.md")).isEqualTo("change 25");
    assertThat(isMergedClean()).isTrue();
    RevCommit head = branches.commits(BRANCH).getFirst();
    assertThat(head.name()).isEqualTo(second.commit());
    assertThat(head.getParentCount()).as("a rebase keeps what it changes").isOne();
    assertThat(promote("1.2.4", BRANCH))
        .as("the same once more")
        .isEqualTo(new GitWriteResult(second.commit(), BRANCH, false, List.of()));

    squash("1.2.4");
    promote("1.2.5", BRANCH);
    assertThat(branches.file(BRANCH, VALUES)).isEqualTo(tagged("1.2.5"));
    assertThat(isMergedClean()).isTrue();
  }

  @Test
  void keepsWhatNobodyHasMergedYet() throws IOException {
    sample.file("other/values.yaml", tagged("7.0")).commit("main");
    promote("1.2.3", BRANCH);
    sample.file(VALUES, tagged("1.2.3")).file("other/values.yaml", tagged("7.1")).commit(BRANCH);
    sample.file(VALUES, tagged("1.2.2")).file("other/values.yaml", tagged("7.0"));
    sample.file("README.md", "later").commit("main");
    promote("1.2.4", BRANCH);

    assertThat(branches.file(BRANCH, "README.md")).isEqualTo("later");
    assertThat(branches.file(BRANCH, VALUES)).isEqualTo(tagged("1.2.4"));
    assertThat(branches.file(BRANCH, "other/values.yaml")).isEqualTo(tagged("7.1"));
    assertThat(isMergedClean()).isTrue();
  }

  @Test
  void leavesItToPeopleWhereBothChangedTheSameLine() throws IOException {
    promote("1.2.3", BRANCH);
    sample.file(VALUES, tagged("9.9")).commit("main");
    promote("1.2.4", BRANCH);

    assertThat(branches.commits(BRANCH)).hasSize(3);
    assertThat(branches.file(BRANCH, VALUES)).isEqualTo(tagged("1.2.4"));
    assertThat(isMergedClean()).isFalse();
  }

  @Test
  void refusesABranchOfAnotherOrigin() throws IOException {
    String there = sample.file(VALUES, tagged("0.1")).commit(BRANCH);

    assertThatThrownBy(() -> promote("1.2.3", BRANCH))
        .cause()
        .isInstanceOfSatisfying(
            GitWriteException.class,
            failure -> assertThat(failure.type()).isEqualTo(FailureType.REFUSED))
        .hasMessageContaining("laytime and main have nothing in common among their last");
    assertThat(branches.commits(BRANCH).getFirst().name()).isEqualTo(there);
  }

  private static String tagged(String tag) {
    return "image:\n  name: app\n  tag: %s\n".formatted(tag);
  }

  /** As a request that is merged without a commit of its own. */
  private void mergeAsItIs() throws IOException {
    var merge = repository.updateRef("refs/heads/main");
    merge.setNewObjectId(repository.resolve("refs/heads/" + BRANCH));
    merge.update();
  }

  /** As a request that is merged by one commit that has nothing to do with the branch. */
  private void squash(String tag) throws IOException {
    sample.file(VALUES, tagged(tag)).commit("main");
  }

  private boolean isMergedClean() throws IOException {
    Merger merger = MergeStrategy.RECURSIVE.newMerger(repository, true);
    return merger.merge(
        repository.resolve("refs/heads/main"), repository.resolve("refs/heads/" + BRANCH));
  }

  private GitWriteResult promote(String tag, String branch) {
    return new GitWriter(settings(branch), GitProxies.NONE, () -> Instant.EPOCH)
        .write(
            new GitWriteRequest("promotion/prod/team/app:" + tag, order(tag), "apps"),
            Edited.image(tag),
            () -> "",
            () -> {});
  }

  private static PromotionOrder order(String tag) {
    return new PromotionOrder(
        "1",
        "to-prod",
        Kind.PROMOTE,
        Reference.parse("registry.example.com/dev/team/app:" + tag),
        Edited.NEW,
        "prod",
        Reference.parse("registry.example.com/prod/team/app:" + tag),
        "ann");
  }

  private GitTargetSettings settings(String branch) {
    return new GitTargetSettings(
        "apps",
        directory.resolve("bare.git").toUri(),
        "main",
        branch,
        null,
        Author.LAYTIME,
        List.of(
            new GitFileEdit(
                VALUES,
                List.of("team/app"),
                Pin.TAG,
                new Helm("image.tag", null, null, null, null))),
        directory.resolve("cache"),
        Duration.ofMinutes(2),
        GitTargetSettings.USUAL);
  }
}
