package dev.laytime.activities.usage.cluster;

import dev.laytime.image.Reference;
import dev.laytime.usage.NamedImage;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Images that Pods wait for in vain: each is told once, for as long as any Pod waits, however many
 * do and however often they try. What was told too early is told again later, if one still waits.
 */
final class Waits {

  private static final Duration LATER = Duration.ofMinutes(1);
  private static final int MOST_PODS = 10_000;

  private final Map<String, List<NamedImage>> byPod = new LinkedHashMap<>();

  /** When each is told next; null for never as long as one waits. */
  private final Map<Reference, @Nullable Instant> next = new HashMap<>();

  /**
   * What a Pod waits for now.
   *
   * @param images none where it does not wait, or is not there any more
   */
  synchronized void waits(String pod, List<NamedImage> images) {
    if (images.isEmpty()) {
      if (byPod.remove(pod) != null) {
        forget();
      }
    } else if (byPod.size() < MOST_PODS || byPod.containsKey(pod)) {
      byPod.put(pod, List.copyOf(images));
      forget();
    }
  }

  /** No others than these Pods are there and wait. */
  synchronized void onlyOf(Set<String> pods) {
    byPod.keySet().retainAll(pods);
    forget();
  }

  private void forget() {
    next.keySet().retainAll(images().keySet());
  }

  private Map<Reference, NamedImage> images() {
    Map<Reference, NamedImage> images = new LinkedHashMap<>();
    byPod.values().forEach(list -> list.forEach(named -> images.putIfAbsent(named.image(), named)));
    return images;
  }

  /** What is to be told now. */
  synchronized List<NamedImage> due(Instant now) {
    return byPod.isEmpty()
        ? List.of()
        : images().values().stream().filter(named -> isDue(named.image(), now)).toList();
  }

  private boolean isDue(Reference image, Instant now) {
    Instant at = next.get(image);
    return at == null ? !next.containsKey(image) : !now.isBefore(at);
  }

  /**
   * What was due was told.
   *
   * @param taken those for which that was not too early
   */
  synchronized void told(List<NamedImage> due, Set<Reference> taken, Instant now) {
    for (NamedImage named : due) {
      next.put(named.image(), taken.contains(named.image()) ? null : now.plus(LATER));
    }
    forget();
  }
}
