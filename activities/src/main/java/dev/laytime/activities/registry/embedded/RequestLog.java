package dev.laytime.activities.registry.embedded;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What was asked and answered, for assertions. */
public final class RequestLog {

  private final Queue<Entry> entries = new ConcurrentLinkedQueue<>();

  RequestLog() {}

  /**
   * One request.
   *
   * @param path without the query
   */
  public record Entry(String method, String path, int status) {}

  /** Everything since the start or the last {@link #clear}, in the order of the answers. */
  public List<Entry> entries() {
    return List.copyOf(entries);
  }

  /** Forgets everything. */
  public void clear() {
    entries.clear();
  }

  Handler around(Handler next) {
    return request -> {
      Response response = next.handle(request);
      entries.add(new Entry(request.method(), request.path(), response.status()));
      return response;
    };
  }
}
