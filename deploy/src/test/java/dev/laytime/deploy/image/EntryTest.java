package dev.laytime.deploy.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a container of our image starts. */
class EntryTest {

  /** A new one each time that it is opened. */
  private static final File TERMINAL = new File("/dev/ptmx");

  @TempDir private Path directory;

  @BeforeEach
  void putJavaOnThePath() throws IOException {
    Path java = directory.resolve("java");
    Files.writeString(java, "#!/bin/sh\nfor each; do printf '%s\\n' \"$each\" >&2; done\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void startsTheWorkerWithoutArguments() throws Exception {
    assertThat(started()).endsWith("-jar", "/app/laytime-worker.jar");
  }

  @Test
  void handsPropertiesToTheWorker() throws Exception {
    assertThat(started("--laytime.dry-run=true", "--server.port=0"))
        .endsWith("-jar", "/app/laytime-worker.jar", "--laytime.dry-run=true", "--server.port=0");
  }

  @Test
  void handsAnythingElseToTheCommandLine() throws Exception {
    assertThat(started("why", "registry.example.com/prod/app:1.2 3"))
        .contains("-Dlaytime.worker.jar=/app/laytime-worker.jar")
        .endsWith("-jar", "/app/laytime-starter.jar", "why", "registry.example.com/prod/app:1.2 3");
    assertThat(started("--help")).endsWith("-jar", "/app/laytime-starter.jar", "--help");
  }

  /** Neither the command line, nor what it would start; and the second compiler makes digests. */
  @Test
  void startsAStepOfAJobByTheWorkersJarAlone() throws Exception {
    assertThat(started("step", "copy", "--timeout=5m", "oci:a b", "r.test/a:1"))
        .doesNotContain("-XX:TieredStopAtLevel=1", "-jar")
        .endsWith(
            "-cp",
            "/app/laytime-worker.jar",
            "dev.laytime.worker.step.StepApplication",
            "copy",
            "--timeout=5m",
            "oci:a b",
            "r.test/a:1");
  }

  @Test
  void tellsTheCommandLineWhoLooks() throws Exception {
    assertThat(started("version"))
        .contains("-Dlaytime.terminal.stdout=false", "-Dlaytime.terminal.stderr=false");

    Path notes = directory.resolve("notes");
    Process process =
        entry("version")
            .redirectOutput(TERMINAL)
            .redirectError(notes.toFile())
            .redirectErrorStream(false)
            .start();

    assertThat(process.waitFor()).isZero();
    assertThat(notes)
        .content()
        .contains("-Dlaytime.terminal.stdout=true", "-Dlaytime.terminal.stderr=false");
  }

  private List<String> started(String... arguments) throws IOException, InterruptedException {
    Process process = entry(arguments).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output.lines().toList();
  }

  private ProcessBuilder entry(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("/bin/sh", script().toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(Map.of("PATH", directory + ":/usr/bin:/bin"));
    return builder;
  }

  private Path script() throws IOException {
    try (var content = Contents.class.getResourceAsStream("laytime")) {
      assertThat(content).isNotNull();
      return Files.write(directory.resolve("laytime"), content.readAllBytes());
    }
  }
}
