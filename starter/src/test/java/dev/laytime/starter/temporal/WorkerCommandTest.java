package dev.laytime.starter.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a worker of a command's own is started. */
class WorkerCommandTest {

  @TempDir Path directory;
  private Path jar;

  @BeforeEach
  void build() throws IOException {
    jar = Files.writeString(directory.resolve("worker.jar"), "");
  }

  @Test
  void tellsItsJavaWhatElseItWasInstalledWith() {
    Path options = directory.resolve("options");
    assertThat(command(options)).containsSubsequence("java", "@" + options, "-jar", jar.toString());
  }

  @Test
  void startsWithoutFurtherOptions() {
    assertThat(command(null))
        .containsSubsequence("java", "-jar", jar.toString(), "--embedded", "--x=y")
        .noneMatch(argument -> argument.startsWith("@"));
  }

  private List<String> command(@Nullable Path options) {
    Installation installation = new Installation(Path.of("java"), jar, options);
    return WorkerCommand.process(installation, List.of("--x=y")).command();
  }
}
