package dev.laytime.activities.registry.poll;

import dev.laytime.mirror.TagMirror;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Which repositories the last polls found that their mirrors mean: a catalog is read once a poll
 * and worker, and not for each page.
 */
final class Catalogs {

  private static final int MOST_POLLS = 8;
  private static final int MOST_NAMES = 200_000;

  /** A mirror that became another one means others. */
  private record Key(TagMirror mirror, Instant poll) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Key, List<String>> known = new LinkedHashMap<>();

  Optional<List<String>> find(TagMirror mirror, Instant poll) {
    lock.lock();
    try {
      return Optional.ofNullable(known.get(new Key(mirror, poll)));
    } finally {
      lock.unlock();
    }
  }

  void keep(TagMirror mirror, Instant poll, List<String> names) {
    lock.lock();
    try {
      if (names.size() <= MOST_NAMES) {
        known.put(new Key(mirror, poll), List.copyOf(names));
      }
      if (known.size() > MOST_POLLS) {
        known.remove(known.keySet().iterator().next());
      }
    } finally {
      lock.unlock();
    }
  }

  /** The poll has no more pages. */
  void forget(TagMirror mirror, Instant poll) {
    lock.lock();
    try {
      known.remove(new Key(mirror, poll));
    } finally {
      lock.unlock();
    }
  }
}
