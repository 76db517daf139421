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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which worker is started, by a program that writes down its command line. */
class AsImagerepoMirrorTest {

  private static final String DESTINATION =
      "--destination-registry=europe-west4-docker.pkg.dev/YOUR_PROJECT/YOUR_REPO";

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
  void takesTheArgumentsOfItsDeploymentAsTheyStandThere() throws IOException {
    run(
        Map.of(),
        "--log-level=info",
        "--log-json",
        "--enable-leader-election",
        DESTINATION,
        "--workers=4",
        "--tag-workers=4");

    assertThat(started())
        .filteredOn(option -> option.startsWith("--l") && !option.contains("parent"))
        .containsExactly(
            "--laytime.adapters.imagerepo-mirror." + DESTINATION.substring("--".length()),
            "--laytime.adapters.imagerepo-mirror.destination-path=last",
            "--laytime.concurrency.copies=4",
            "--laytime.concurrency.tags=4",
            "--logging.level.dev.laytime=info");
  }

  @Test
  void takesEveryOtherFlag() throws IOException {
    run(
        Map.of("KUBECONFIG", "config"),
        "--destination-registry",
        "r.example.com",
        "--destination-path=full",
        "--workers=2",
        "--tag-workers=8",
        "--enable-leader-election=false",
        "--metrics-addr=:8080",
        "--log-level=debug",
        "--log-encoding=console");

    assertThat(started())
        .contains(
            "--laytime.adapters.imagerepo-mirror.destination-registry=r.example.com",
            "--laytime.adapters.imagerepo-mirror.destination-path=full",
            "--laytime.adapters.imagerepo-mirror.kubeconfig=" + directory.resolve("config"),
            "--laytime.concurrency.copies=2",
            "--laytime.concurrency.tags=8",
            "--logging.level.dev.laytime=debug",
            "--logging.structured.format.console=",
            "--server.address=0.0.0.0",
            "--server.port=8080");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--workers=1                                     | --destination-registry",
        "--destination-registry=                         | --destination-registry",
        "--destination-registry=a.b --workers=0          | 1 or more",
        "--destination-registry=a.b --metrics-addr=8080  | as in :8080",
        "--destination-registry=a.b --log-level=loud     | loud",
      })
  void saysWhatIsWrongAndStartsNothing(String line, String message) {
    assertThat(run(Map.of(), line.split(" "))).isEqualTo(2);

    assertThat(captured.err()).contains(message);
    assertThat(directory.resolve("started")).doesNotExist();
  }

  private List<String> started() throws IOException {
    return StandInProcess.started(directory);
  }

  private int run(Map<String, String> environment, String... options) {
    List<String> words = new ArrayList<>(List.of("as", "imagerepo-mirror"));
    words.addAll(List.of(options));
    return StandInProcess.run(environment, directory, captured, words);
  }
}
