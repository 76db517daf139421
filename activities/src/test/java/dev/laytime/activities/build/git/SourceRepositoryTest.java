package dev.laytime.activities.build.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.activities.source.GitLogin;
import dev.laytime.activities.source.GitPlace;
import dev.laytime.activities.source.GitProxies;
import dev.laytime.activities.source.GitServer;
import dev.laytime.build.AllowedRefs;
import dev.laytime.build.BuildFailureKind;
import dev.laytime.build.GitCommit;
import dev.laytime.build.GitRef;
import dev.laytime.build.Resolution;
import dev.laytime.build.ResolvedRef;
import dev.laytime.usage.FileTree.UnreadableException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceRepositoryTest {

  private static final AllowedRefs ALLOWED =
      new AllowedRefs(List.of("v*"), List.of("main", "release/*"));

  @TempDir Path directory;
  private Upstream upstream;
  private GitServer server;
  private String first;
  private String head;

  @BeforeEach
  void startServer() throws IOException {
    upstream = new Upstream(directory.resolve("remote.git"));
    first = upstream.commit("main", "1");
    head = upstream.commit("main", "2");
    server = new GitServer(upstream.repository());
  }

  @AfterEach
  void stopServer() {
    server.close();
    upstream.close();
  }

  @Test
  void findsBranchesAndTags() throws IOException {
    upstream.set("refs/tags/v1", first);
    upstream.annotate("v2", head);

    assertThat(ask(tag("v1"))).isEqualTo(found("refs/tags/v1", first));
    assertThat(ask(tag("v2"))).isEqualTo(found("refs/tags/v2", head));
    assertThat(ask(branch("main"))).isEqualTo(found("refs/heads/main", head));
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void takesTheFirstThatIsThere() throws IOException {
    upstream.set("refs/tags/v1", first);

    assertThat(ask(tag("v9"), branch("main"), tag("v1"))).isEqualTo(found("refs/heads/main", head));
  }

  @Test
  void takesNoBranchThatIsOnlyCalledLikeACommit() throws IOException {
    String digits = first.substring(0, 12);
    AllowedRefs all = new AllowedRefs(List.of(), List.of("*"));
    SourceRepository source = source(server.url(), null);
    List<GitRef> candidates = List.of(tag(digits), branch(digits), commit(digits));
    upstream.commit(digits, "theirs");

    assertThat(source.resolve(candidates, all, () -> {}))
        .isInstanceOfSatisfying(
            Resolution.Final.class,
            end -> {
              assertThat(end.failure().kind()).isEqualTo(BuildFailureKind.NOT_ALLOWED);
              assertThat(end.failure().said()).contains("is called like commit " + first);
            });

    upstream.set("refs/heads/" + digits, first);
    assertThat(source.resolve(candidates, all, () -> {}))
        .isEqualTo(found("refs/heads/" + digits, first));
    upstream.delete("refs/heads/" + digits);
    assertThat(source.resolve(candidates, all, () -> {}))
        .isEqualTo(found("refs/heads/main", first));
  }

  @Test
  void followsABranchThatMoves() throws IOException {
    SourceRepository source = source(server.url(), null);
    String release = upstream.commit("release/1", "a");
    assertThat(ask(source, branch("release/1"))).isEqualTo(found("refs/heads/release/1", release));
    assertThat(ask(source, commit(release))).isEqualTo(found("refs/heads/release/1", release));

    upstream.set("refs/heads/release/1", first);

    assertThat(ask(source, branch("release/1"))).isEqualTo(found("refs/heads/release/1", first));
    assertUnknown(ask(source, commit(release)));
    assertUnknown(ask(source, commit(release.substring(0, 12))));
  }

  @Test
  void saysWhatIsNotThere() {
    assertThat(ask(tag("v9"), commit("0123456")))
        .isInstanceOfSatisfying(
            Resolution.Final.class,
            end ->
                assertThat(end.failure().said())
                    .isEqualTo(
                        "%s has no tag v9, no commit 0123456 (allowed are tags v*, branches main"
                            + " release/*, and what can be reached from them)",
                        server.url()));
  }

  @Test
  void provesCommitsBehindAllowedRefs() throws IOException {
    upstream.commit("release/1", "a");
    upstream.annotate("v3", upstream.commit("other", "tagged"));
    String tagged = upstream.commit("other", "after the tag");

    assertThat(ask(commit(first))).isEqualTo(found("refs/heads/main", first));
    assertThat(ask(commit(first.substring(0, 7)))).isEqualTo(found("refs/heads/main", first));
    assertUnknown(ask(commit(tagged)));
    String atTag = upstream.resolve("refs/tags/v3^{commit}");
    assertThat(ask(commit(atTag))).isEqualTo(found("refs/tags/v3", atTag));
    assertThat(ask(commit(atTag.substring(0, 9)))).isEqualTo(found("refs/tags/v3", atTag));
  }

  @Test
  void takesNoCommitThatOnlyAPullRequestLeadsTo() throws IOException {
    for (String ref : List.of("refs/pull/1/head", "refs/merge-requests/1/head", "refs/changes/1")) {
      String theirs = upstream.commitUnder(ref, ref);

      assertUnknown(ask(commit(theirs)));
      assertUnknown(ask(commit(theirs.substring(0, 7))));
      assertThat(server.asked()).doesNotContain(theirs);
    }
    String hidden = upstream.commit("attempt", "on a branch that is not allowed");
    assertUnknown(ask(commit(hidden)));
    assertThat(server.asked()).doesNotContain(hidden);
  }

  @Test
  void asksLocalRepositoriesForNoPullRequestEither() throws IOException {
    String theirs = upstream.commitUnder("refs/pull/1/head", "theirs");
    SourceRepository source = source(directory.resolve("remote.git").toUri(), null);

    assertUnknown(ask(source, commit(theirs)));
    assertThat(ask(source, commit(first.substring(0, 8))))
        .isEqualTo(found("refs/heads/main", first));
    assertThat(ask(source, branch("main"))).isEqualTo(found("refs/heads/main", head));
  }

  @Test
  void tellsWhichCommitOfABranchComesAfterWhich() throws IOException {
    String next = upstream.commit("main", "3");
    SourceRepository source = source(server.url(), null);

    assertThat(unrelated(source, next, first, head)).isEmpty();
    assertThat(unrelated(source, head, first)).as("the branch went on").isEmpty();
    assertThat(unrelated(source, first, head)).contains(head);
    assertThat(unrelated(source, head, first, next)).contains(next);
    assertThat(unrelated(source, head, head)).contains(head);
    assertThat(unrelated(source, head, "ab".repeat(20))).contains("ab".repeat(20));
  }

  @Test
  void takesNothingForwardThatABranchWasMovedTo() throws IOException {
    SourceRepository source = source(server.url(), null);
    assertThat(unrelated(source, head, first)).isEmpty();
    upstream.set("refs/heads/main", first);
    assertThat(unrelated(source, head, first)).as("no more on it").contains(first);

    String other = upstream.commit("main", "other");
    assertThat(unrelated(source, other, head)).contains(head);
    assertThat(unrelated(source, other, first)).isEmpty();

    upstream.commit("release/1", "left");
    upstream.delete("refs/heads/main");
    assertThat(unrelated(source, other, first)).as("no branch").contains(first);
  }

  private static Optional<String> unrelated(
      SourceRepository source, String commit, String... before) {
    return source
        .unrelated(
            new ResolvedRef("refs/heads/main", new GitCommit(commit)),
            List.of(before).stream().map(GitCommit::new).toList(),
            ALLOWED,
            () -> {})
        .map(GitCommit::value);
  }

  @Test
  void fetchesNoFilesWhereTheServerCanLeaveThemOut() throws IOException {
    upstream.repository().getConfig().setBoolean("uploadpack", null, "allowFilter", true);
    upstream.sample().file("large", "x".repeat(100_000));
    upstream.commit("main", "3");
    SourceRepository source = source(server.url(), null);

    assertThat(ask(source, commit(first))).isEqualTo(found("refs/heads/main", first));

    try (Repository kept =
        new FileRepositoryBuilder()
            .setGitDir(directory.resolve("cache/commits").toFile())
            .setBare()
            .build()) {
      ObjectId tree = upstream.repository().resolve("refs/heads/main^{tree}");
      assertThat(kept.getObjectDatabase().has(tree)).isFalse();
    }
  }

  @Test
  void wantsMoreDigitsWhereTwoCommitsBeginAlike() throws IOException {
    String digits = upstream.twins("release/1", "release/2");

    assertThat(ask(commit(digits)))
        .isInstanceOfSatisfying(
            Resolution.Final.class,
            end -> {
              assertThat(end.failure().kind()).isEqualTo(BuildFailureKind.NOT_ALLOWED);
              assertThat(end.failure().said()).contains("begin with " + digits);
            });
    upstream.delete("refs/heads/release/2");
    assertThat(ask(commit(digits))).isInstanceOf(Resolution.Found.class);
  }

  @Test
  void takesNoTreeForACommit() throws IOException {
    String tree = upstream.resolve("refs/heads/main^{tree}");
    assertUnknown(ask(commit(tree)));

    try (ObjectInserter inserter = upstream.repository().newObjectInserter()) {
      String blob =
          inserter.insert(Constants.OBJ_BLOB, "x".getBytes(StandardCharsets.UTF_8)).name();
      inserter.flush();
      upstream.set("refs/tags/vblob", blob);
    }
    assertThat(ask(commit(first))).isEqualTo(found("refs/heads/main", first));
  }

  @Test
  void takesTroubleForNoAnswer() throws IOException {
    URI url = server.url();
    SourceRepository empty;
    try (Upstream _ = new Upstream(directory.resolve("empty.git"))) {
      empty = source(directory.resolve("empty.git").toUri(), null);
    }
    assertThatThrownBy(() -> ask(empty, branch("main")))
        .isInstanceOf(UnreadableException.class)
        .hasMessageContaining("names no tags and no branches");
    SourceRepository gone = source(directory.resolve("gone.git").toUri(), null);
    assertThatThrownBy(() -> ask(gone, branch("main"))).isInstanceOf(UnreadableException.class);
    server.want("Basic nobody");
    assertThatThrownBy(() -> ask(branch("main"))).isInstanceOf(UnreadableException.class);
    server.close();
    assertThatThrownBy(() -> ask(source(url, null), branch("main")))
        .isInstanceOf(UnreadableException.class)
        .hasMessageStartingWith("ask " + url);
  }

  @Test
  void sendsItsPasswordToTheNamedHostAlone() throws IOException {
    String basic =
        "Basic "
            + Base64.getEncoder().encodeToString("robot:secret".getBytes(StandardCharsets.UTF_8));
    server.want(basic);
    Path password = Files.writeString(directory.resolve("password"), "secret\n");
    GitLogin login = new GitLogin.Password("robot", password);
    assertThat(ask(source(server.url(), login), commit(first)))
        .isEqualTo(found("refs/heads/main", first));
    assertThat(server.authorizations()).containsOnly(basic);

    URI elsewhere = URI.create("http://git.example.com/r.git");
    assertThatThrownBy(() -> new GitPlace(elsewhere, login)).hasMessageContaining("needs https");
  }

  @Test
  void takesNoMoreThanItMay() throws IOException {
    upstream.sample().file("large", noise(300_000));
    upstream.commit("main", "3");

    for (URI url : List.of(server.url(), directory.resolve("remote.git").toUri())) {
      SourceRepository source =
          new SourceRepository(
              new SourceSettings(
                  new GitPlace(url, null),
                  directory.resolve("cache"),
                  Duration.ofMinutes(1),
                  20_000),
              GitProxies.NONE);

      assertThatThrownBy(() -> ask(source, commit(first)))
          .isInstanceOf(UnreadableException.class)
          .hasMessageContaining("more than 20000 bytes");
      assertThat(ask(source, branch("main"))).isInstanceOf(Resolution.Found.class);
    }
  }

  @Test
  void endsWhenNobodyWaits() {
    SourceRepository source = source(server.url(), null);
    Runnable over =
        () -> {
          throw new CancellationException("enough");
        };
    assertThatThrownBy(() -> source.resolve(List.of(branch("main")), ALLOWED, over))
        .isInstanceOf(CancellationException.class);
    // It does not stand in the way of who comes next.
    assertThat(ask(source, branch("main"))).isEqualTo(found("refs/heads/main", head));
  }

  private static String noise(int size) {
    StringBuilder noise = new StringBuilder();
    for (int i = 0; noise.length() < size; i++) {
      noise.append(Integer.toHexString(Integer.reverse(i * 0x9E3779B9)));
    }
    return noise.toString().toLowerCase(Locale.ROOT);
  }

  private static void assertUnknown(Resolution resolution) {
    assertThat(resolution)
        .isInstanceOfSatisfying(
            Resolution.Final.class,
            end -> assertThat(end.failure().kind()).isEqualTo(BuildFailureKind.UNKNOWN_REF));
  }

  private Resolution ask(GitRef... candidates) {
    return ask(source(server.url(), null), candidates);
  }

  private static Resolution ask(SourceRepository source, GitRef... candidates) {
    return source.resolve(List.of(candidates), ALLOWED, () -> {});
  }

  private SourceRepository source(URI url, @Nullable GitLogin login) {
    return new SourceRepository(
        new SourceSettings(
            new GitPlace(url, login),
            directory.resolve("cache"),
            Duration.ofMinutes(1),
            SourceSettings.USUAL),
        GitProxies.NONE);
  }

  private static Resolution found(String name, String commit) {
    return new Resolution.Found(new ResolvedRef(name, new GitCommit(commit)));
  }

  private static GitRef tag(String name) {
    return new GitRef.TagRef(name);
  }

  private static GitRef branch(String name) {
    return new GitRef.BranchRef(name);
  }

  private static GitRef commit(String digits) {
    return new GitRef.CommitRef(digits);
  }
}
