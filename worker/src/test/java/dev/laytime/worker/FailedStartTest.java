package dev.laytime.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A whole worker that cannot start. */
@ExtendWith(OutputCaptureExtension.class)
@Isolated("it reads all that is written meanwhile")
class FailedStartTest {

  @TempDir Path directory;

  @Test
  void isToldOnceInThreeLines(CapturedOutput output) {
    Path nowhere = directory.resolve("nowhere");

    Throwable failure =
        catchThrowable(
            () -> new EmbeddedWorker(directory, "--laytime.api.token-file=" + nowhere).close());

    assertThat(failure).isNotNull();
    assertThat(output.getErr())
        .startsWith("error: read a token from " + nowhere + "\n  cause: ")
        .hasLineCount(3);
    assertThat(output.getOut()).doesNotContain("ERROR");
  }
}
