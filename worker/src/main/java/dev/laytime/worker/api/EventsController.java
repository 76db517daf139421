package dev.laytime.worker.api;

import dev.laytime.worker.ledger.PullEvents;
import dev.laytime.worker.ledger.PullEvents.Pulled;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Takes what registries tell. A registry tells again what was not taken, so it is answered only
 * once the ledger has it.
 */
@RestController
@RequestMapping("/api/v1")
final class EventsController {

  private static final int LONGEST = 1 << 20;

  private final PullEvents events;
  private final InstantSource clock;

  EventsController(PullEvents events, InstantSource clock) {
    this.events = events;
    this.clock = clock;
  }

  @PostMapping("/stages/{stage}/events")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void told(@PathVariable String stage, InputStream body) throws IOException {
    List<Pulled> pulls = PullNotification.pulls(read(body));
    if (!pulls.isEmpty()) {
      events.told(stage, pulls, clock.instant());
    }
  }

  private static byte[] read(InputStream body) throws IOException {
    byte[] read = body.readNBytes(LONGEST + 1);
    if (read.length > LONGEST) {
      throw new RequestException(
          HttpStatus.CONTENT_TOO_LARGE,
          new Refusal(
              "read the notification",
              "it is longer than %d bytes".formatted(LONGEST),
              "have the registry send fewer events at once, without includereferences"));
    }
    return read;
  }
}
