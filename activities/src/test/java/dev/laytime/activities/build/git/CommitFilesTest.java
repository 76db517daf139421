package dev.laytime.activities.build.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.activities.source.GitPlace;
import dev.laytime.activities.source.GitProxies;
import dev.laytime.activities.source.GitServer;
import dev.laytime.build.AfterBuild;
import dev.laytime.build.AllowedRefs;
import dev.laytime.build.BuildException;
import dev.laytime.build.BuildFailureKind;
import dev.laytime.build.BuildImages;
import dev.laytime.build.BuildLimits;
import dev.laytime.build.BuildRecipe;
import dev.laytime.build.BuildResources;
import dev.laytime.build.BuildRule;
import dev.laytime.build.BuildStrategy;
import dev.laytime.build.GitCommit;
import dev.laytime.build.GitRepository;
import dev.laytime.build.RefMapping;
import dev.laytime.build.ResolvedRef;
import dev.laytime.image.Platform;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read of a commit, and when it is not. */
class CommitFilesTest {

  private static final GitRepository GIT = new GitRepository("https://git.test/app.git", null);
  private static final AllowedRefs MAIN = new AllowedRefs(List.of("v*"), List.of("main", "deep"));

  @TempDir Path directory;
  private Upstream upstream;
  private GitServer server;
  private SourceRepository source;

  @BeforeEach
  void startServer() throws IOException {
    upstream = new Upstream(directory.resolve("remote.git"));
    server = new GitServer(upstream.repository());
    source =
        new SourceRepository(
            new SourceSettings(
                new GitPlace(server.url(), null),
                directory.resolve("cache"),
                Duration.ofMinutes(1),
                SourceSettings.USUAL),
            GitProxies.NONE);
  }

  @AfterEach
  void stopServer() {
    server.close();
    upstream.close();
  }

  @Test
  void readsWhatItsRefLeadsTo() throws IOException {
    String commit = upstream.commit("main", "1");

    assertThat(files(GIT, MAIN, main(commit))).isEqualTo(1);
  }

  @Test
  void asksByIdOnlyForWhatWasProvenThere() throws IOException {
    String earlier = upstream.commit("main", "1");
    upstream.commit("main", "2");
    String between = upstream.commit("main", "3");
    upstream.commit("main", "4");

    assertThat(files(GIT, MAIN, main(earlier))).isEqualTo(1);
    GitRepository moved = new GitRepository("https://elsewhere.test/app.git", null);
    ResolvedRef proven = main(between).provenIn(GIT, MAIN);
    assertThat(files(moved, MAIN, proven)).isEqualTo(1);
    assertThat(server.asked()).doesNotContain(earlier, between);
    String last = upstream.commit("main", "5");
    upstream.commit("main", "6");

    assertThat(files(GIT, MAIN, main(last).provenIn(GIT, MAIN))).isEqualTo(1);
    assertThat(server.asked()).contains(last);
  }

  @Test
  void readsNothingOnceItsRefIsGone() throws IOException {
    String commit = upstream.commit("main", "1");
    upstream.set("refs/tags/v1", upstream.commit("bad", "malicious"));
    ResolvedRef bad =
        new ResolvedRef("refs/tags/v1", new GitCommit(upstream.resolve("refs/tags/v1")))
            .provenIn(GIT, MAIN);
    upstream.delete("refs/tags/v1");

    assertRefused(
        BuildFailureKind.UNKNOWN_REF, "is not there any more", () -> files(GIT, MAIN, bad));
    assertThat(server.asked()).doesNotContain(bad.commit().value());

    AllowedRefs narrower = new AllowedRefs(List.of("v*"), List.of());
    assertRefused(
        BuildFailureKind.UNKNOWN_REF,
        "build rule app does not allow it",
        () -> files(GIT, narrower, main(commit).provenIn(GIT, MAIN)));
  }

  @Test
  void takesNoDirectoriesThatStandForMoreThanTheyAre() throws IOException {
    upstream.commit("main", "1");
    assertRefused(
        BuildFailureKind.USER_ERROR,
        "a path has 4096 bytes at most",
        () -> files(GIT, MAIN, ref("deep", upstream.fan("deep", 18))));
    assertRefused(
        BuildFailureKind.USER_ERROR,
        "lie 100 deep",
        () -> files(GIT, MAIN, ref("deep", upstream.shaft("deep", 101))));
    assertThat(files(GIT, MAIN, ref("deep", upstream.shaft("deep", 100)))).isEqualTo(1);
  }

  @Test
  void countsWhatPathsComeToTogether() {
    PathBudget names = new PathBudget(1_000_000);
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 9_000; i++) {
                names.spend(1, 4_000);
              }
            })
        .isInstanceOf(BuildException.class);
    PathBudget directories = new PathBudget(1);
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 23; i++) {
                directories.spend(1, 1);
              }
            })
        .isInstanceOf(BuildException.class);
  }

  @Test
  void takesNoObjectThatIsTooLarge() throws IOException {
    upstream.sample().file("large", " ".repeat((int) BareCache.LARGEST));
    String large = upstream.commit("main", "1");
    assertThat(files(GIT, MAIN, main(large))).isEqualTo(2);
    upstream.sample().file("large", " ".repeat((int) BareCache.LARGEST + 1));
    String tooLarge = upstream.commit("main", "2");

    assertRefused(
        BuildFailureKind.USER_ERROR,
        "an object of more than 67108864 bytes",
        () -> files(GIT, MAIN, main(tooLarge)));
  }

  private int files(GitRepository git, AllowedRefs allowed, ResolvedRef ref) {
    return source.read(rule(git, allowed), ref, () -> {}, tree -> tree.below("", 1_000_000).size());
  }

  private static ResolvedRef main(String commit) {
    return ref("main", commit);
  }

  private static ResolvedRef ref(String branch, String commit) {
    return new ResolvedRef("refs/heads/" + branch, new GitCommit(commit));
  }

  private static void assertRefused(BuildFailureKind kind, String said, ThrowingCallable reading) {
    assertThatThrownBy(reading)
        .cause()
        .isInstanceOfSatisfying(
            BuildException.class,
            e -> {
              assertThat(e.failure().kind()).isEqualTo(kind);
              assertThat(e.failure().said()).contains(said);
            });
  }

  private static BuildRule rule(GitRepository git, AllowedRefs allowed) {
    return new BuildRule(
        "app",
        new BuildImages(List.of("registry.test/app"), List.of()),
        git,
        List.of(new RefMapping.ToTag("v{tag}")),
        allowed,
        new BuildRecipe(
            BuildStrategy.JIB,
            "",
            ".laytime/image.yaml",
            null,
            Map.of(),
            List.of(Platform.parse("linux/amd64")),
            BuildResources.USUAL,
            List.of(),
            null,
            List.of(),
            Duration.ofMinutes(1)),
        BuildLimits.NOBODY,
        false,
        AfterBuild.NOTHING);
  }
}
