package dev.laytime.activities.registry.client;

import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Those on whose account sources are asked: what was seen for each, and what they had before. */
final class Owners implements AutoCloseable {

  /** Whoever reads a large image may still be on a connection that was given up. */
  private static final Duration STILL_IN_USE = Duration.ofHours(1);

  private final Map<String, RegistryMemory> memories = new ConcurrentHashMap<>();
  private final Map<String, Object> editions = new ConcurrentHashMap<>();
  private final Queue<GivenUp> givenUp = new ConcurrentLinkedQueue<>();
  private final LongSupplier nanoTime;

  private record GivenUp(Transport transport, long since) {}

  Owners(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Whether what an owner had is to be given up: the way is another than the last. */
  boolean isAnother(SourceWay way) {
    @Nullable Object before = editions.put(way.owner(), way.edition());
    return before != null && !before.equals(way.edition());
  }

  RegistryMemory memory(String owner) {
    return memories.computeIfAbsent(owner, _ -> new RecentMemory());
  }

  /** Nothing that was seen for an owner counts any more. */
  void forget(String owner) {
    memories.remove(owner);
  }

  /** It is nobody's any more. */
  void leave(String owner) {
    editions.remove(owner);
    forget(owner);
  }

  /** Takes a connection that nobody gets any more, and closes those that nobody has. */
  void giveUp(Transport transport) {
    long now = nanoTime.getAsLong();
    givenUp.add(new GivenUp(transport, now));
    for (GivenUp oldest = givenUp.peek();
        oldest != null && now - oldest.since() > STILL_IN_USE.toNanos();
        oldest = givenUp.peek()) {
      if (givenUp.remove(oldest)) {
        oldest.transport().close();
      }
    }
  }

  /** How many were given up and are not closed. */
  int open() {
    return givenUp.size();
  }

  @Override
  public void close() {
    givenUp.forEach(each -> each.transport().close());
    givenUp.clear();
  }
}
