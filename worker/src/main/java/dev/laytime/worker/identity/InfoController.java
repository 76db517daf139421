package dev.laytime.worker.identity;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells who answers here. */
@RestController
final class InfoController {

  private final WorkerIdentity identity;

  InfoController(WorkerIdentity identity) {
    this.identity = identity;
  }

  @GetMapping("/api/v1/info")
  RunningWorker info() {
    return identity.describe();
  }
}
