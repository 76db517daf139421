package dev.laytime.e2e.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WorkspaceTest {

  @TempDir Path root;

  @Test
  void removesItsDirectoriesAndKeepsItsLogs() {
    Path directory;
    try (Workspace workspace = Workspace.open(root)) {
      directory = workspace.directory("data");
      workspace.run(
          Command.of("writer", "sh", "-c", "echo said; echo kept > file").in(directory),
          Duration.ofSeconds(10));
      assertThat(directory.resolve("file")).exists();
    }
    assertThat(directory).doesNotExist();
    assertThat(root.resolve("writer-2.out")).hasContent("said");
  }

  @Test
  void givesWhatAProgramWroteByteForByteAndLogsNoneOfIt() {
    try (Workspace workspace = Workspace.open(root)) {
      Command writer = Command.of("writer", "printf", "\\377\\000\\n");
      assertThat(workspace.bytes(writer, Duration.ofSeconds(10))).containsExactly(0xff, 0, '\n');
      assertThat(workspace.tails()).isEmpty();
    }
  }

  @Test
  void closesInReverse() {
    List<String> closed = new ArrayList<>();
    try (Workspace workspace = Workspace.open(root)) {
      workspace.keep(() -> closed.add("first"));
      workspace.keep(() -> closed.add("second"));
    }
    assertThat(closed).containsExactly("second", "first");
  }

  @Test
  void showsTheEndsOfLogsThatSaySomething() {
    try (Workspace workspace = Workspace.open(root)) {
      workspace.run(Command.of("seq", "seq", "100"), Duration.ofSeconds(10));
      assertThat(workspace.tails())
          .contains("seq-1.out", "\n61\n", "\n100\n")
          .doesNotContain("\n60\n", "seq-1.err");
    }
  }

  @Test
  void givesEachDirectoryAsNewOne() {
    try (Workspace workspace = Workspace.open(root)) {
      assertThat(workspace.directory("same")).isNotEqualTo(workspace.directory("same"));
    }
  }
}
