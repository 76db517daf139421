package dev.laytime.activities.gitops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.activities.gitops.GitFileEdit.Helm;
import dev.laytime.activities.gitops.GitFileEdit.Kustomize;
import dev.laytime.activities.gitops.GitFileEdit.Pin;
import dev.laytime.activities.gitops.GitFileEdit.Setters;
import dev.laytime.activities.gitops.GitTargetSettings.Author;
import dev.laytime.activities.source.GitLogin;
import dev.laytime.activities.source.GitLogin.Password;
import dev.laytime.activities.source.GitProxies;
import dev.laytime.activities.source.GitServer;
import dev.laytime.activities.source.SampleRepository;
import dev.laytime.activity.FailureType;
import dev.laytime.activity.GitWriteRequest;
import dev.laytime.activity.GitWriteResult;
import dev.laytime.image.Reference;
import dev.laytime.promotion.PromotionOrder;
import dev.laytime.promotion.PromotionOrder.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.eclipse.jgit.revwalk.RevCommit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitWriterTest {

  private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
  private static final String VALUES = "envs/prod/values.yaml";
  private static final Helm TAG = new Helm("image.tag", null, null, null, null);

  @TempDir private Path directory;
  private SampleRepository repository;
  private Branches branches;

  @BeforeEach
  void makeARepository() throws IOException {
    repository = new SampleRepository(directory.resolve("bare.git"));
    branches = new Branches(repository.repository());
    repository.file(VALUES, "image:\n  tag: 1.2.2 # ours\n").file("README.md", "x").commit("main");
  }

  @AfterEach
  void close() {
    repository.close();
  }

  @Test
  void commitsOnceAndSaysWhy() throws IOException {
    GitWriter writer = writer(local(), null, file(TAG));
    GitWriteResult result = write(writer, order("1.2.3", Kind.PROMOTE));
    RevCommit commit = branches.commits("main").getFirst();

    assertThat(result).isEqualTo(new GitWriteResult(commit.name(), "main", true, List.of(VALUES)));
    assertThat(branches.file("main", VALUES)).isEqualTo("image:\n  tag: 1.2.3 # ours\n");
    assertThat(branches.file("main", "README.md")).isEqualTo("x");
    assertThat(commit.getAuthorIdent().toExternalString())
        .isEqualTo("Laytime <laytime@localhost> %d +0000".formatted(NOW.getEpochSecond()));
    assertThat(commit.getFullMessage())
        .isEqualTo(
            """
            Promote app 1.2.3 to prod

            Image:  registry.example.com/prod/team/app:1.2.3
            Digest: %s
            Source: registry.example.com/dev/team/app:1.2.3
            Path:   to-prod
            By:     alice Laytime-Promotion: other

            Laytime-Promotion: promotion/prod/team/app:1.2.3
            """
                .formatted(Edited.NEW));

    assertThat(write(writer, order("1.2.3", Kind.PROMOTE)))
        .as("the same once more")
        .isEqualTo(new GitWriteResult(commit.name(), "main", false, List.of()));
    assertThat(branches.commits("main")).hasSize(2);
  }

  @Test
  void findsItsCommitAgainBehindThoseOfOthers() throws IOException {
    GitWriter writer = writer(local(), null, file(TAG));
    String ours = write(writer, order("1.2.3", Kind.PROMOTE)).commit();
    repository.file(VALUES, "image:\n  tag: 1.2.3 # ours\n").file("b", "c").commit("main");

    assertThat(write(writer(local(), null, file(TAG)), order("1.2.3", Kind.PROMOTE)))
        .isEqualTo(new GitWriteResult(ours, "main", false, List.of()));
  }

  @Test
  void writesTheEarlierTagOfARollback() throws IOException {
    GitWriter writer = writer(local(), null, file(TAG));
    write(writer, order("1.2.3", Kind.PROMOTE));
    write(writer, order("1.2.2", Kind.ROLLBACK));

    assertThat(branches.file("main", VALUES)).isEqualTo("image:\n  tag: 1.2.2 # ours\n");
    assertThat(branches.commits("main").getFirst().getShortMessage())
        .isEqualTo("Roll back app to 1.2.2 in prod");
  }

  @Test
  void writesAgainOnWhatSomebodyQuickerWrote() throws IOException {
    AtomicInteger others = new AtomicInteger();
    try (GitServer server = new GitServer(repository.repository())) {
      server.beforePush(() -> {
        if (others.incrementAndGet() <= 3) {
          change("other: %d\nimage:\n  tag: 1.2.2 # ours\n".formatted(others.get()));
        }
      });
      GitWriter writer = writer(server.url(), null, file(TAG));
      GitWriteResult result = write(writer, order("1.2.3", Kind.PROMOTE));

      assertThat(result.commit()).isEqualTo(branches.commits("main").getFirst().name());
      assertThat(branches.file("main", VALUES))
          .isEqualTo("other: 3\nimage:\n  tag: 1.2.3 # ours\n");
      assertThat(branches.commits("main")).hasSize(5);
    }
  }

  @Test
  void leavesAloneWhatSomethingThatMovedLaterWroteMeanwhile() throws IOException {
    Iterator<String> later = List.of("", "1.2.4").iterator();
    try (GitServer server = new GitServer(repository.repository())) {
      server.beforePush(() -> change("image:\n  tag: 1.2.4 # ours\n"));
      GitWriter writer = writer(server.url(), null, file(TAG));
      assertThat(write(writer, order("1.2.3", Kind.PROMOTE), later::next))
          .isEqualTo(new GitWriteResult("", "main", false, List.of(), "1.2.4"));
      assertThat(branches.file("main", VALUES)).contains("tag: 1.2.4");
    }
  }

  private static String nobodyKnows() {
    throw new IllegalStateException("connection refused");
  }

  @Test
  void writesNothingWhereNobodyKnowsWhatMovedLater() throws IOException {
    GitWriter writer = writer(local(), null, file(TAG));
    assertThatThrownBy(
            () -> write(writer, order("1.2.3", Kind.PROMOTE), GitWriterTest::nobodyKnows))
        .cause()
        .isInstanceOfSatisfying(
            GitWriteException.class,
            failure -> assertThat(failure.type()).isEqualTo(FailureType.UNAVAILABLE));
    assertThat(branches.commits("main")).hasSize(1);
  }

  @Test
  void makesNoSecondCommitOfWhatSomebodyQuickerWroteToo() throws IOException {
    try (GitServer server = new GitServer(repository.repository())) {
      server.beforePush(() -> change("image:\n  tag: 1.2.3\n"));
      GitWriter writer = writer(server.url(), null, file(TAG));

      assertThat(write(writer, order("1.2.3", Kind.PROMOTE)).written()).isFalse();
      assertThat(branches.commits("main")).hasSize(2);
    }
  }

  @Test
  void givesUpForNowWhereOthersAreAlwaysQuicker() throws IOException {
    AtomicInteger others = new AtomicInteger();
    try (GitServer server = new GitServer(repository.repository())) {
      server.beforePush(
          () -> change("n: %d\nimage: {tag: 1}\n".formatted(others.incrementAndGet())));
      assertFails(
          writer(server.url(), null, file(TAG)),
          FailureType.UNAVAILABLE,
          "others wrote to the branch 12 times before us");
    }
  }

  @Test
  void tellsWhatTheServerSaysOfAProtectedBranch() throws IOException {
    try (GitServer server = new GitServer(repository.repository())) {
      server.close("main");
      assertFails(
          writer(server.url(), null, file(TAG)),
          FailureType.REFUSED,
          "the server refuses the push to main: protected branch");
    }
  }

  @Test
  void showsItsTokenFromAFile() throws IOException {
    Path token = Files.writeString(directory.resolve("token"), "secret\n");
    String header =
        "Basic " + Base64.getEncoder().encodeToString("u:secret".getBytes(StandardCharsets.UTF_8));
    try (GitServer server = new GitServer(repository.repository())) {
      server.want(header);
      GitTargetSettings settings =
          settings(server.url(), null, new Password("u", token), file(TAG));
      write(new GitWriter(settings, GitProxies.NONE, () -> NOW), order("1.2.3", Kind.PROMOTE));

      assertThat(branches.file("main", VALUES)).contains("1.2.3");
      assertThat(server.authorizations()).containsOnly(header);
      assertFails(writer(server.url(), null, file(TAG)), FailureType.UNAUTHORIZED, "");
    }
  }

  @Test
  void followsNoLinkAndLeavesTheRepositoryByNoPath() throws IOException {
    repository.link("link.yaml", VALUES).link("envs/linked", "prod").submodule("sub");
    repository.commit("main");
    for (String path :
        List.of("link.yaml", "envs/linked/values.yaml", "sub", "gone.yaml", "envs")) {
      assertFails(
          writer(local(), null, new GitFileEdit(path, List.of(), Pin.TAG, TAG)),
          FailureType.REFUSED,
          path + ": ");
    }
    for (String path : List.of("../x", "/x", "a/../b", ".git/config", "a//b", "a\\b", "A/.GIT/x")) {
      assertThatThrownBy(() -> new GitFileEdit(path, List.of(), Pin.TAG, TAG))
          .as(path)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void writesEveryFileInOneCommitOrNone() throws IOException {
    repository
        .file("apps/app/kustomization.yaml", "images:\n- name: app\n")
        .file("all/a.yaml", "image: r/team/app:1 # {\"$laytime\": \"to-prod\"}\n")
        .file("all/deep/b.yml", "tag: 1 # {\"$laytime\": \"to-prod/team/app:tag\"}\n")
        .file("all/templates/c.yaml", "{{ if }}\n")
        .commit("main");
    GitFileEdit kustomization =
        new GitFileEdit(
            "apps/{name}/kustomization.yaml", List.of(), Pin.DIGEST, new Kustomize("app"));
    GitFileEdit marked = new GitFileEdit("all", List.of(), Pin.TAG, new Setters(null));
    GitFileEdit others =
        new GitFileEdit("gone.yaml", List.of("other/*"), Pin.TAG, new Kustomize(null));
    write(
        writer(local(), null, file(TAG), kustomization, marked, others),
        order("1.2.3", Kind.PROMOTE));

    assertThat(branches.commits("main")).hasSize(3);
    assertThat(branches.file("main", "apps/app/kustomization.yaml")).contains("digest: sha256");
    assertThat(branches.file("main", "all/a.yaml")).contains("prod/team/app:1.2.3 #");
    assertThat(branches.file("main", "all/deep/b.yml")).contains("tag: 1.2.3 #");

    GitFileEdit broken = new GitFileEdit("README.md", List.of(), Pin.TAG, TAG);
    assertFails(writer(local(), null, file(TAG), broken), FailureType.REFUSED, "README.md: ");
    assertThat(branches.commits("main")).hasSize(3);
  }

  @Test
  void refusesATargetThatHasNoFileForTheImage() {
    GitFileEdit other = new GitFileEdit(VALUES, List.of("other/*"), Pin.TAG, TAG);
    assertFails(
        writer(local(), null, other), FailureType.REFUSED, "none of its files is for team/app");
  }

  @Test
  void mendsADamagedCache() throws IOException {
    write(writer(local(), null, file(TAG)), order("1.2.3", Kind.PROMOTE));
    try (var files = Files.walk(directory.resolve("cache"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".pack")).toList()) {
        Files.delete(file);
        Files.writeString(file, "broken");
      }
    }
    write(writer(local(), null, file(TAG)), order("1.2.4", Kind.PROMOTE));
    assertThat(branches.file("main", VALUES)).contains("1.2.4");
  }

  @Test
  void showsWhatItWouldChange() throws IOException {
    assertThat(writer(local(), null, file(TAG)).plan(Edited.image("1.2.3")))
        .containsExactly(
            "--- a/" + VALUES,
            "+++ b/" + VALUES,
            "@@ -1,2 +1,2 @@",
            " image:",
            "-  tag: 1.2.2 # ours",
            "+  tag: 1.2.3 # ours");
    assertThat(branches.commits("main")).hasSize(1);
  }

  private void change(String values) {
    try {
      repository.file(VALUES, values).commit("main");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void assertFails(GitWriter writer, FailureType type, String cause) {
    assertThatThrownBy(() -> write(writer, order("1.2.3", Kind.PROMOTE)))
        .satisfies(e -> {
          var failure =
              GitFailures.of(
                  (dev.laytime.usage.FileTree.UnreadableException) e,
                  settings(URI.create("file:///x"), null, null, Path.of("x"), file(TAG)));
          assertThat(failure.getType()).as(String.valueOf(e)).isEqualTo(type.name());
          assertThat(failure.getOriginalMessage()).contains(cause);
        });
  }

  private static GitWriteResult write(GitWriter writer, PromotionOrder order) {
    return write(writer, order, () -> "");
  }

  private static GitWriteResult write(
      GitWriter writer, PromotionOrder order, Supplier<String> later) {
    String tag = String.valueOf(order.target().tag());
    return writer.write(
        new GitWriteRequest("promotion/prod/team/app:" + tag, order, "apps"),
        Edited.image(tag),
        later,
        () -> {});
  }

  private static PromotionOrder order(String tag, Kind kind) {
    return new PromotionOrder(
        "1",
        "to-prod",
        kind,
        Reference.parse("registry.example.com/dev/team/app:" + tag),
        Edited.NEW,
        "prod",
        Reference.parse("registry.example.com/prod/team/app:" + tag),
        "alice\nLaytime-Promotion: other");
  }

  private static GitFileEdit file(GitFileEdit.How how) {
    return new GitFileEdit(VALUES, List.of("team/app"), Pin.TAG, how);
  }

  private URI local() {
    return directory.resolve("bare.git").toUri();
  }

  private GitWriter writer(URI url, @Nullable String pushBranch, GitFileEdit... files) {
    return new GitWriter(settings(url, pushBranch, null, files), GitProxies.NONE, () -> NOW);
  }

  private GitTargetSettings settings(
      URI url, @Nullable String pushBranch, @Nullable GitLogin login, GitFileEdit... files) {
    return settings(url, pushBranch, login, directory.resolve("cache"), files);
  }

  private static GitTargetSettings settings(
      URI url,
      @Nullable String pushBranch,
      @Nullable GitLogin login,
      Path cache,
      GitFileEdit... files) {
    return new GitTargetSettings(
        "apps",
        url,
        "main",
        pushBranch,
        login,
        Author.LAYTIME,
        List.of(files),
        cache,
        Duration.ofMinutes(2),
        GitTargetSettings.USUAL);
  }
}
