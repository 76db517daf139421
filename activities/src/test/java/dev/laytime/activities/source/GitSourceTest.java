package dev.laytime.activities.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.usage.FileTree;
import dev.laytime.usage.FileTree.Entry;
import dev.laytime.usage.FileTree.UnreadableException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GitSourceTest {

  @TempDir Path directory;
  private SampleRepository remote;

  @BeforeEach
  void createRemote() throws IOException {
    remote = new SampleRepository(directory.resolve("remote.git"));
  }

  @AfterEach
  void closeRemote() {
    remote.close();
  }

  @Test
  void readsABranchWithoutACheckout() throws IOException {
    remote.file("a/b.yaml", "four").file("c.txt", "").commit("other");
    String commit = remote.file("a/b.yaml", "fours").commit("main");
    try (FileTree tree = open("")) {
      assertThat(tree.files()).containsExactly(file("a/b.yaml", 5), file("c.txt", 0));
      assertThat(tree.read(file("a/b.yaml", 5))).asString().isEqualTo("fours");
      assertThat(tree.revision()).isEqualTo(commit);
      assertThat(tree.identity()).isEqualTo(url() + "#main");
    }
    try (Stream<Path> all = Files.walk(directory.resolve("cache"))) {
      assertThat(all.map(path -> path.getFileName().toString())).doesNotContain("b.yaml");
    }
  }

  @Test
  void fetchesOnlyTheNewestCommit() throws IOException {
    String old = remote.file("a.yaml", "1").commit("main");
    String now = remote.file("a.yaml", "2").commit("main");
    try (FileTree tree = open("")) {
      assertThat(tree.revision()).isEqualTo(now);
    }
    try (Stream<Path> all = Files.walk(directory.resolve("cache"))) {
      Path shallow = all.filter(path -> path.endsWith("shallow")).findFirst().orElseThrow();
      assertThat(Files.readString(shallow)).contains(now).doesNotContain(old);
    }
  }

  @Test
  void followsABranchForwardsAndBackwards() throws IOException {
    GitSource source = new GitSource(settings("main", ""), GitProxies.NONE);
    remote.file("a.yaml", "1").commit("main");
    assertThat(content(source)).isEqualTo("1");
    remote.file("a.yaml", "2").commit("main");
    assertThat(content(source)).isEqualTo("2");
    assertThat(content(source)).isEqualTo("2");
    remote.repository().getRefDatabase().newUpdate("refs/heads/main", false).delete();
    remote.file("a.yaml", "rewritten").commit("rewrite");
    remote.file("a.yaml", "other").commit("main");
    assertThat(content(source)).isEqualTo("other");
  }

  @Test
  void readsADirectoryOfTheBranch() throws IOException {
    remote.file("apps/prod/a.yaml", "1").file("b.yaml", "2").commit("main");
    try (FileTree tree = open("apps/prod")) {
      assertThat(tree.files()).containsExactly(file("a.yaml", 1));
      assertThat(tree.identity()).isEqualTo(url() + "#main:apps/prod");
    }
    assertThatThrownBy(() -> open("apps/test"))
        .isInstanceOf(UnreadableException.class)
        .hasMessageEndingWith("the branch has no directory apps/test");
    assertThatThrownBy(() -> open("b.yaml")).isInstanceOf(UnreadableException.class);
  }

  @Test
  void followsLinksWithinTheTreeAndTellsOfTheRest() throws IOException {
    remote
        .file("base/a.yaml", "1")
        .file("base/deep/b.yaml", "22")
        .link("base/deep/c.yaml", "../a.yaml")
        .link("file.yaml", "base/a.yaml")
        .link("overlay", "base")
        .link("base/up", "..")
        .link("loop", "loop")
        .link("out", "../secret")
        .link("absolute", "/etc/passwd")
        .link("nowhere", "missing")
        .submodule("module")
        .commit("main");
    String out = "a link out of the tree, which is not followed";
    try (FileTree tree = open("")) {
      assertThat(tree.files())
          .containsExactly(
              new Entry("absolute", 0, out),
              file("base/a.yaml", 1),
              file("base/deep/b.yaml", 2),
              file("base/deep/c.yaml", 1),
              file("file.yaml", 1),
              new Entry("loop", 0, "a link that leads to links without end"),
              new Entry("module", 0, "a submodule, which is not fetched"),
              new Entry("nowhere", 0, "a link that leads nowhere in the tree"),
              new Entry("out", 0, out),
              file("overlay/a.yaml", 1),
              file("overlay/deep/b.yaml", 2),
              file("overlay/deep/c.yaml", 1));
      assertThat(tree.read(file("overlay/deep/c.yaml", 1))).asString().isEqualTo("1");
    }
  }

  @Test
  void failsForAMissingBranchOrRepository() throws IOException {
    remote.file("a.yaml", "1").commit("main");
    assertThatThrownBy(() -> new GitSource(settings("gone", ""), GitProxies.NONE).open(() -> {}))
        .isInstanceOf(UnreadableException.class)
        .hasMessageStartingWith("fetch " + url() + "#gone: ");
    GitSettings nowhere =
        new GitSettings(
            directory.resolve("nowhere.git").toUri(),
            "main",
            "",
            null,
            null,
            directory.resolve("cache"),
            Duration.ofMinutes(1));
    assertThatThrownBy(() -> new GitSource(nowhere, GitProxies.NONE).open(() -> {}))
        .isInstanceOf(UnreadableException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"config", "HEAD", "shallow", "shallow.lock", "objects/pack"})
  void fetchesAnewWhenItsCacheIsDamaged(String part) throws IOException {
    GitSource source = new GitSource(settings("main", ""), GitProxies.NONE);
    remote.file("a.yaml", "1").commit("main");
    assertThat(content(source)).isEqualTo("1");
    Path damaged = cache().resolve(part);
    if (Files.isDirectory(damaged)) {
      for (Path file : list(damaged)) {
        file.toFile().setWritable(true);
        Files.writeString(file, "damaged");
      }
    } else {
      Files.writeString(damaged, "damaged");
    }
    remote.file("a.yaml", "2").commit("main");
    assertThat(content(source)).isEqualTo("2");
  }

  @Test
  void replacesACacheOfManyPacksByAFreshOne() throws IOException {
    GitSource source = new GitSource(settings("main", ""), GitProxies.NONE);
    remote.file("a.yaml", "1").commit("main");
    assertThat(content(source)).isEqualTo("1");
    for (int i = 0; i < 51; i++) {
      Files.writeString(cache().resolve("objects/pack/pack-" + i + ".pack"), "");
    }
    assertThat(content(source)).isEqualTo("1");
    assertThat(list(cache().resolve("objects/pack")))
        .filteredOn(file -> file.toString().endsWith(".pack"))
        .hasSize(1);
  }

  @Test
  void opensAgainAfterAFailureAndAfterATreeWasClosed() throws IOException {
    GitSource source = new GitSource(settings("main", ""), GitProxies.NONE);
    assertThatThrownBy(() -> source.open(() -> {})).isInstanceOf(UnreadableException.class);
    remote.file("a.yaml", "1").commit("main");
    assertThat(content(source)).isEqualTo("1");
    assertThat(content(source)).isEqualTo("1");
  }

  @RepeatedTest(3)
  void endsWhenThePulseThrowsAndOpensAgain() throws IOException {
    remote.file("a.yaml", "1").commit("main");
    GitSource source = new GitSource(settings("main", ""), GitProxies.NONE);
    assertThatThrownBy(() ->
            source.open(() -> {
              throw new CancellationException("cancelled");
            }))
        .isInstanceOf(CancellationException.class);
    assertThat(content(source)).isEqualTo("1");
  }

  @Test
  void letsASecondReaderWaitForTheFirst() throws IOException {
    remote.file("a.yaml", "1").commit("main");
    GitSource source = new GitSource(settings("main", ""), GitProxies.NONE);
    FileTree first = source.open(() -> {});
    assertThat(source.open(first::close).files()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "ext::sh -c id, main, ''",
    "ssh://git@example.org/x, main, ''",
    "git://example.org/x, main, ''",
    "x.git, main, ''",
    "https://user:secret@example.org/x, main, ''",
    "https://example.org/x?a=b, main, ''",
    "https:///x, main, ''",
    "https://example.org/x, 'a b', ''",
    "https://example.org/x, --upload-pack=x..y, ''",
    "https://example.org/x, main, ../x",
    "https://example.org/x, main, /x",
  })
  void refusesWhatItDoesNotSpeak(String url, String branch, String path) {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new GitSettings(
                URI.create(url), branch, path, null, null, directory, Duration.ofMinutes(1)))
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));
  }

  @Test
  void refusesAPasswordInTheClear() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new GitSettings(
                URI.create("http://example.org/x"),
                "main",
                "",
                null,
                directory.resolve("password"),
                directory,
                Duration.ofMinutes(1)))
        .withMessageContaining("https");
  }

  private Path cache() throws IOException {
    return list(directory.resolve("cache")).getFirst();
  }

  private static List<Path> list(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }

  private FileTree open(String path) {
    return new GitSource(settings("main", path), GitProxies.NONE).open(() -> {});
  }

  private static String content(GitSource source) {
    try (FileTree tree = source.open(() -> {})) {
      List<Entry> files = tree.files();
      return new String(tree.read(files.getFirst()), StandardCharsets.UTF_8);
    }
  }

  private GitSettings settings(String branch, String path) {
    return new GitSettings(
        url(), branch, path, null, null, directory.resolve("cache"), Duration.ofMinutes(1));
  }

  private URI url() {
    return URI.create("file://" + directory.resolve("remote.git"));
  }

  private static Entry file(String path, long size) {
    return new Entry(path, size, "");
  }
}
