package dev.laytime.activities.registry.copy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The heap does not grow with the image. Of 20 GiB the same by
 *
 * <pre>
 * mvn -pl activities -am test -Dtest=StreamingTest -Dstreaming.layers=1280 -Dsurefire.failIfNoSpecifiedTests=false
 * </pre>
 */
class StreamingTest {

  private static final int LAYERS = Integer.getInteger("streaming.layers", 4);

  @TempDir Path directory;

  /** A process of its own: only there are heap and temporary files nobody else's. */
  @Test
  @Timeout(value = 1, unit = TimeUnit.DAYS)
  void spoolsNothingAndHoldsNothingButBuffers() throws Exception {
    copy(LAYERS, 16, 0);
  }

  @Test
  void holdsNothingButBuffersOfALayerThatIsSentInChunks() throws Exception {
    copy(1, 160, 2);
  }

  private void copy(int layers, int mebibytes, int chunks) throws Exception {
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
                LargeCopy.class.getName(),
                Integer.toString(layers),
                Integer.toString(mebibytes))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(copy.waitFor(Duration.ofMinutes(2).plusSeconds(layers))).as("it ends").isTrue();
    } finally {
      copy.destroyForcibly();
    }
    long bytes = 1024L * 1024 * mebibytes * layers + layers * (layers - 1) / 2 + "{}".length();
    assertThat(output)
        .hasContent("%d blobs, %d bytes, %d chunks%n".formatted(layers + 1, bytes, chunks));
    assertThat(temporary).isEmptyDirectory();
  }
}
