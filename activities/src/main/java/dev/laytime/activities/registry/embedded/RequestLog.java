package dev.laytime.activities.registry.embedded;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** What was asked and answered last, for assertions. */
public final class RequestLog {

  /** The most entries that are kept: more than any test asks for, less than a worker notices. */
  static final int LONGEST = 10_000;

  private final ReentrantLock one = new ReentrantLock();
  private final Deque<Entry> entries = new ArrayDeque<>();

  RequestLog() {}

  /**
   * One request.
   *
   * @param path without the query
   */
  public record Entry(String method, String path, int status) {}

  /** The latest 10,000 since the start or the last {@link #clear}, in the order of the answers. */
  public List<Entry> entries() {
    one.lock();
    try {
      return List.copyOf(entries);
    } finally {
      one.unlock();
    }
  }

  /** Forgets everything. */
  public void clear() {
    one.lock();
    try {
      entries.clear();
    } finally {
      one.unlock();
    }
  }

  Handler around(Handler next) {
    return request -> {
      Response response = next.handle(request);
      add(new Entry(request.method(), request.path(), response.status()));
      return response;
    };
  }

  private void add(Entry entry) {
    one.lock();
    try {
      if (entries.size() == LONGEST) {
        entries.removeFirst();
      }
      entries.addLast(entry);
    } finally {
      one.unlock();
    }
  }
}
