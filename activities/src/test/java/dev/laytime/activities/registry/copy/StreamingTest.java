package dev.laytime.activities.registry.copy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamingTest {

  @TempDir Path directory;

  /** A process of its own: only there are heap and temporary files nobody else's. */
  @Test
  void spoolsNothingAndHoldsNothingButBuffers() throws Exception {
    Path temporary = Files.createDirectory(directory.resolve("temporary"));
    Path output = directory.resolve("output");
    Process copy =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx24m",
                "-XX:MaxDirectMemorySize=8m",
                "-XX:+UseSerialGC",
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                LargeCopy.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(copy.waitFor(2, TimeUnit.MINUTES)).as("it ends").isTrue();
    } finally {
      copy.destroyForcibly();
    }
    assertThat(output).hasContent("5 blobs, 67108872 bytes\n");
    assertThat(temporary).isEmptyDirectory();
  }
}
