package dev.laytime.worker;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

@ResourceLock(EmbeddedWorker.ONE)
class RefusedStartTest {

  @TempDir Path directory;

  @Test
  void asksForTemporalWhereNobodySaysWhereItIs() {
    assertThatThrownBy(() ->
            WorkerApplication.run(directory, "--laytime.temporal.address=", "--server.port=0"))
        .rootCause()
        .hasMessageContaining("it is not said where Temporal is")
        .hasMessageContaining("--embedded");
  }
}
