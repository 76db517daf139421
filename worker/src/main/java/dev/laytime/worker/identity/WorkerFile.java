package dev.laytime.worker.identity;

import dev.laytime.worker.startup.RefusedToStartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import tools.jackson.databind.json.JsonMapper;

/** {@code worker.json} in the state directory: there as long as the worker is ready. */
final class WorkerFile {

  private static final Logger log = LoggerFactory.getLogger(WorkerFile.class);

  private final Path file;
  private final WorkerIdentity identity;
  private final JsonMapper json;

  /** Takes the place of a worker that ended without notice: what that left is removed. */
  WorkerFile(Path directory, WorkerIdentity identity, JsonMapper json) {
    this.file = directory.resolve("worker.json");
    this.identity = identity;
    this.json = json;
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw refused(e);
    }
  }

  /** Spring Boot announces readiness after everything else, so also after the workers' start. */
  @EventListener
  void onReadiness(AvailabilityChangeEvent<ReadinessState> event) {
    if (event.getState() == ReadinessState.ACCEPTING_TRAFFIC) {
      try {
        write(json.writeValueAsBytes(identity.describe()));
      } catch (IOException e) {
        throw refused(e);
      }
    }
  }

  @EventListener(ContextClosedEvent.class)
  void onClose() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      log.warn("not removed file={} cause={}", file, e.toString());
    }
  }

  /** Who looks for the file never sees half of it. */
  private void write(byte[] content) throws IOException {
    Path half = Files.createTempFile(file.getParent(), "worker", ".json.tmp");
    try {
      Files.write(half, content);
      Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(half);
    }
  }

  private RefusedToStartException refused(IOException e) {
    return new RefusedToStartException(
        "write " + file, e.toString(), "choose another directory with --laytime.state=DIR", e);
  }
}
