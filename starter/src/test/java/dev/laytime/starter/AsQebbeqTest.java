package dev.laytime.starter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which worker is started, by a program that writes down its command line. */
class AsQebbeqTest {

  @TempDir private Path directory;
  private final Captured captured = Captured.files();

  @BeforeEach
  void install() throws IOException {
    Files.createFile(directory.resolve("worker.jar"));
    Path java = directory.resolve("java");
    Files.writeString(java, "#!/bin/sh\nprintf '%s\\n' \"$@\" >started\nexit 3\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void startsATeamsWorkerWithWhatQebbeqIsTold() throws IOException {
    int status =
        run(
            Map.of("QEBBEQ_REGISTRY_HOST", "ignored.example.org", "QEBBEQ_NAMESPACE", "system"),
            "--registry-host=reg.example.org:5000",
            "--retention=1h 30m");

    assertThat(status).isEqualTo(1);
    assertThat(captured.err()).contains("it ended with status 3");
    assertThat(started())
        .contains(
            "--laytime.adapters.qebbeq.registry-host=reg.example.org:5000",
            "--laytime.adapters.qebbeq.retention=PT1H30M",
            "--laytime.adapters.qebbeq.controller-namespace=system",
            "--laytime.parent=" + ProcessHandle.current().pid())
        .doesNotContain("--embedded");
  }

  @Test
  void takesTheEnvironmentAndTheDefaultsOfQebbeq() throws IOException {
    run(Map.of("QEBBEQ_REGISTRY_HOST", "reg.example.org", "KUBECONFIG", "config"));

    assertThat(started())
        .filteredOn(option -> option.startsWith("--laytime.adapters"))
        .containsExactly(
            "--laytime.adapters.qebbeq.registry-host=reg.example.org",
            "--laytime.adapters.qebbeq.retention=PT1H",
            "--laytime.adapters.qebbeq.mirror-namespaces=*",
            "--laytime.adapters.qebbeq.kubeconfig=" + directory.resolve("config"));
  }

  private List<String> started() throws IOException {
    return StandInProcess.started(directory);
  }

  private int run(Map<String, String> environment, String... options) {
    List<String> words = new ArrayList<>(List.of("as", "qebbeq"));
    words.addAll(List.of(options));
    return StandInProcess.run(environment, directory, captured, words);
  }
}
