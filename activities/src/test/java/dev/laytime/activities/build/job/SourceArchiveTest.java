package dev.laytime.activities.build.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.build.BuildRecipe;
import dev.laytime.build.BuildStrategy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a builder gets of a source. */
class SourceArchiveTest {

  @TempDir Path directory;
  private SourceBench bench;

  @BeforeEach
  void open() throws IOException {
    bench = new SourceBench(directory);
    bench.source().file("build/Dockerfile", "FROM scratch").file("app/main.c", "int main;");
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void hasTheContextAndTheDockerfileWhereverThatLies() throws IOException {
    String deep = "d".repeat(90) + "/" + "e".repeat(90);
    bench
        .source()
        .file("build/Dockerfile.dockerignore", "*.md")
        .file("app/" + deep, "deep")
        .link("app/bin/tool", "../main.c")
        .submodule("app/module")
        .file("other/secret", "no");

    assertThat(written("app"))
        .isEqualTo(
            new TreeMap<>(
                Map.of(
                    "file/",
                    "directory",
                    "file/Dockerfile",
                    "FROM scratch",
                    "file/Dockerfile.dockerignore",
                    "*.md",
                    "context/",
                    "directory",
                    "context/main.c",
                    "int main;",
                    "context/" + deep,
                    "deep",
                    "context/bin/tool",
                    "-> ../main.c",
                    "context/module/",
                    "directory")));
  }

  @Test
  void hasAllOfTheSourceWhereThatIsTheContext() throws IOException {
    assertThat(written("")).containsKeys("context/app/main.c", "context/build/Dockerfile");
  }

  @Test
  void isTheSameForTheSameCommit() throws IOException {
    bench.commit();
    Path first = bench.archive(recipe("app"), SourceLimits.USUAL);
    Path second = bench.archive(recipe("app"), SourceLimits.USUAL);

    assertThat(first).isNotEqualTo(second).hasSameBinaryContentAs(second);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/var/run/secrets/kubernetes.io/serviceaccount/token",
        "../../etc/passwd",
        "..",
        "../app/../../x",
      })
  void hasNoLinkThatLeadsOutOfIt(String target) throws IOException {
    bench.source().link("app/token", target);

    assertThatThrownBy(() -> written("app"))
        .hasRootCauseMessage(
            "the source in app: link token leads out of it, to %s".formatted(target));
  }

  /** Parts of a name may be links themselves: this one is three directories above. */
  @Test
  void hasNoLinkThatLeadsOutOfItByAnother() throws IOException {
    bench.source().link("app/bin/d", ".").link("app/bin/e", "d/d/d/../../../x");

    assertThatThrownBy(() -> written("app"))
        .hasRootCauseMessage("the source in app: link bin/e leads out of it, to d/d/d/../../../x");
  }

  @Test
  void saysWhatIsNotThere() throws IOException {
    assertThatThrownBy(() -> written("nothing"))
        .hasRootCauseMessage("the source in nothing: there is no directory nothing");
    bench.source().without("build/Dockerfile").link("build/Dockerfile", "../app/main.c");
    assertThatThrownBy(() -> written("app"))
        .hasRootCauseMessage("the source in app: there is no file build/Dockerfile");
  }

  @Test
  void isOfABoundedSize() throws IOException {
    bench.source().file("app/more", "x".repeat(100));
    bench.commit();

    assertThatThrownBy(() -> bench.archive(recipe("app"), new SourceLimits(1, 1000)))
        .hasRootCauseMessage("the source in app: it has more than 1 files");
    assertThatThrownBy(() -> bench.archive(recipe(""), new SourceLimits(10, 100)))
        .hasRootCauseMessage("the source: its files have more than 100 bytes");
  }

  private Map<String, String> written(String context) throws IOException {
    bench.commit();
    Map<String, String> found = new TreeMap<>();
    Path archive = bench.archive(recipe(context), SourceLimits.USUAL);
    try (var tar = new TarArchiveInputStream(new GZIPInputStream(Files.newInputStream(archive)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        String content =
            entry.isDirectory()
                ? "directory"
                : entry.isSymbolicLink()
                    ? "-> " + entry.getLinkName()
                    : new String(tar.readAllBytes(), StandardCharsets.UTF_8);
        found.put(entry.getName(), content);
      }
    }
    return found;
  }

  private static BuildRecipe recipe(String context) {
    return Samples.recipe(BuildStrategy.KANIKO, context, Samples.AMD);
  }
}
