package dev.laytime.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What people find about a build that they are told of. */
class BuildsPageTest {

  private static final Path PAGE = Path.of("../docs/reference/builds.md");

  @Test
  void explainsEachState() throws IOException {
    List<String> rows = rows("state");

    assertThat(rows).hasSameSizeAs(BuildState.values());
    for (BuildState state : BuildState.values()) {
      assertThat(rows).filteredOn(row -> row.startsWith("| `%s` |".formatted(state))).hasSize(1);
    }
  }

  @Test
  void explainsEachFailureWithWhatToDoAndWhetherItIsTriedAgain() throws IOException {
    List<String> rows = rows("failure");

    assertThat(rows).hasSameSizeAs(BuildFailureKind.values());
    for (BuildFailureKind kind : BuildFailureKind.values()) {
      assertThat(rows)
          .filteredOn(row -> row.startsWith("| `%s` |".formatted(kind)))
          .singleElement()
          .asString()
          .contains(kind.retryable() ? "| for a day | " : "| no | ", kind.hint());
    }
  }

  /** Those of the table whose first column is called so. */
  private static List<String> rows(String column) throws IOException {
    return Files.readString(PAGE)
        .lines()
        .dropWhile(line -> !line.startsWith("| %s |".formatted(column)))
        .skip(2)
        .takeWhile(line -> line.startsWith("|"))
        .toList();
  }
}
