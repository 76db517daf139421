package dev.laytime.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.worker.embedded.EmbeddedTemporal;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

@ResourceLock(EmbeddedWorker.ONE)
class WorkerEndTest {

  @TempDir Path directory;

  @Test
  void isNotReadyWithoutTemporalAndLeavesNoFileBehind() throws Exception {
    EmbeddedWorker worker = new EmbeddedWorker(directory);
    try (worker) {
      assertThat(worker.fileName()).exists();

      worker.bean(EmbeddedTemporal.class).close();

      assertThat(worker.get("/actuator/health/readiness").statusCode()).isEqualTo(503);
      assertThat(worker.get("/actuator/health/readiness").body()).contains("Temporal: UNAVAILABLE");
      assertThat(worker.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
    }
    assertThat(worker.fileName()).doesNotExist();
  }
}
