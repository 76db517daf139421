package dev.laytime.activities.crd;

import java.io.IOException;
import java.util.List;

/** Writes what objects are to say. One that is refused keeps no other from being written. */
public final class StatusRound {

  private final StatusWriter writer;
  private final EventWriter events;
  private final ObjectApi api;

  public StatusRound(ObjectApi api, EventWriter events) {
    this.writer = new StatusWriter(api);
    this.events = events;
    this.api = api;
  }

  /**
   * What an object is to say.
   *
   * @param status in the form of its kind
   * @param differs whether it says anything else now
   * @param tells whether that is another word to people, which an event tells
   */
  public record Said(
      ObjectHeader object, Object status, boolean differs, boolean tells, Verdict verdict) {}

  /** Writes what differs. */
  public Round write(List<Said> all) {
    int written = 0;
    String trouble = "";
    for (Said each : all) {
      try {
        if (each.differs() && writer.write(each.object(), each.status())) {
          written++;
          if (each.tells()) {
            var _ = events.tell(api, each.object(), each.verdict());
          }
        }
      } catch (IOException e) {
        trouble = "not everything can be written: %s: %s".formatted(each.object(), e.getMessage());
      }
    }
    return new Round(trouble, written);
  }
}
