package dev.laytime.e2e.counterpart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.e2e.harness.Command;
import dev.laytime.e2e.harness.Execution;
import dev.laytime.e2e.harness.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A suite without its counterparts fails, and says which is missing; none is skipped. */
final class MissingCounterpartTest {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** What the scripts call before they find out that there is no Go to build with. */
  private static final List<String> TOOLS =
      List.of(
          "awk",
          "basename",
          "bash",
          "cat",
          "cut",
          "date",
          "dirname",
          "flock",
          "grep",
          "mkdir",
          "mktemp",
          "paste",
          "rm",
          "sed",
          "sleep",
          "sort",
          "tr");

  @TempDir Path directory;
  private Path clone;
  private Path tools;

  @BeforeEach
  void copyTheScriptsAlone() throws IOException {
    clone = directory.resolve("clone");
    tools = Files.createDirectories(directory.resolve("tools"));
    copy("e2e/run");
    copy("e2e/counterparts/build");
    write(clone.resolve("laytime"), "#!/bin/sh\n");
    for (String tool : TOOLS) {
      Files.createSymbolicLink(tools.resolve(tool), found(tool));
    }
  }

  @Test
  void failsARunThatCannotHaveIt() {
    Execution run = run("e2e/run", "copy");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.errors())
        .contains("error: build temporal: go is not there; install Go 1.26 or newer");
    assertThat(run.output())
        .contains("suite copy: 0 tests", "FAILED; logs in e2e/target/suites/copy")
        .endsWith("0 passed, 1 failed\n");
  }

  @Test
  void failsARunOfEverySuite() {
    Execution run = run("e2e/run");
    assertThat(run.exitCode()).isEqualTo(1);
    List<String> suites = run.output().lines().filter(line -> line.startsWith("suite ")).toList();
    assertThat(suites)
        .hasSizeGreaterThan(1)
        .allSatisfy(line -> assertThat(line).contains("FAILED"));
    assertThat(run.output()).endsWith("0 passed, %d failed\n".formatted(suites.size()));
  }

  @Test
  void namesAPartAndASuiteThatThereIsNot() {
    Execution build = run("e2e/counterparts/build", "harbour");
    assertThat(build.exitCode()).isEqualTo(2);
    assertThat(build.errors()).contains("error: no counterpart is called 'harbour'");
    Execution run = run("e2e/run", "harbour");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.errors()).contains("error: no suite is called 'harbour'");
  }

  @Test
  void failsATestThatStartsItAndSaysHowToHaveIt() {
    assertThatThrownBy(() -> Checkout.binary("harbour"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("No counterpart 'harbour'; run: e2e/counterparts/build harbour");
    assertThatThrownBy(() -> PostgresServer.binary(directory.resolve("none"), "initdb"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("No counterpart 'psql'; run: e2e/counterparts/build psql");
    assertThatThrownBy(() -> PostgresServer.binary(directory, "initdb"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("No counterpart 'psql'; run: e2e/counterparts/build psql");
  }

  private Execution run(String script, String... arguments) {
    try (Workspace workspace = Workspace.open(directory.resolve("logs"))) {
      Command command =
          Command.of("script", clone.resolve(script).toString())
              .with(List.of(arguments))
              .with("PATH", tools.toString())
              .with("XDG_CACHE_HOME", directory.resolve("cache").toString())
              .in(clone);
      return workspace.run(command, PATIENCE);
    }
  }

  private void copy(String script) throws IOException {
    write(clone.resolve(script), Files.readString(Checkout.root().resolve(script)));
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private static Path found(String tool) {
    return Stream.of(System.getenv("PATH").split(":", -1))
        .map(directory -> Path.of(directory, tool))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("This needs " + tool));
  }
}
