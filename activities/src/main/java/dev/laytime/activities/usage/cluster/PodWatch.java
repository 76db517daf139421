package dev.laytime.activities.usage.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.laytime.image.InvalidReferenceException;
import dev.laytime.image.Reference;
import dev.laytime.usage.NamedImage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears of the images that Pods name as these come, long before the next scan lists them, and of
 * those that they cannot pull. What it hears only ever adds: a watch that is cut, late or forbidden
 * costs time and nothing else.
 *
 * <p>No object is kept: of a rollout of a thousand Pods what is told is one image, once a while.
 */
public final class PodWatch implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(PodWatch.class);
  private static final int MOST_PENDING = 100_000;

  private final String source;
  private final ClusterSettings settings;
  private final Hearer hearer;
  private final Pace pace;
  private final List<Place> places = new ArrayList<>();
  private final Map<Reference, NamedImage> pending = new LinkedHashMap<>();
  private final Semaphore news = new Semaphore(0);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /** Is told what is heard; what it throws for is told again. */
  public interface Hearer {

    /** Images that Pods name, each once a batch. */
    void named(List<NamedImage> images);

    /**
     * Images that Pods wait for in vain, and that {@link #named} has heard of before.
     *
     * @return those that need not be told again for as long as a Pod waits
     */
    Set<Reference> unpulled(List<NamedImage> images);
  }

  /**
   * How fast it goes.
   *
   * @param gather so long after the first what comes is told together
   * @param again so long after its end a watch begins anew
   * @param longest after so long a watch is ended and begun anew: one of which nobody tells that it
   *     is dead is noticed by that
   */
  public record Pace(Duration gather, Duration again, Duration longest) {

    /** As usual. */
    public static final Pace USUAL =
        new Pace(Duration.ofMillis(500), Duration.ofSeconds(5), Duration.ofMinutes(5));
  }

  /**
   * How it goes.
   *
   * @param connected whether all that is to be watched is
   * @param trouble why not; empty for nothing
   * @param lists how many lists it began with so far
   */
  public record State(boolean connected, String trouble, long lists) {}

  /** A namespace, or all, and what is waited for there. */
  private record Place(PodFollower follower, Waits waits) {}

  private PodWatch(String source, ClusterSettings settings, Hearer hearer, Pace pace) {
    this.source = source;
    this.settings = settings;
    this.hearer = hearer;
    this.pace = pace;
  }

  /**
   * Begins to watch.
   *
   * @param source its name
   */
  public static PodWatch start(
      String source,
      ClusterSource.Connector connector,
      ClusterSettings settings,
      Hearer hearer,
      Pace pace) {
    PodWatch watch = new PodWatch(source, settings, hearer, pace);
    if (settings.namespaces().isEmpty()) {
      watch.places.add(watch.place(null, connector));
    }
    settings.namespaces().forEach(name -> watch.places.add(watch.place(name, connector)));
    for (Place place : watch.places) {
      watch.threads.execute(() -> place.follower().follow(place.waits()::onlyOf));
    }
    watch.threads.execute(watch::tell);
    return watch;
  }

  private Place place(@Nullable String namespace, ClusterSource.Connector connector) {
    Waits waits = new Waits();
    return new Place(
        new PodFollower(
            source, namespace, connector, pace, pod -> hear(pod, waits), pod -> went(pod, waits)),
        waits);
  }

  /** How it goes now. */
  public State state() {
    List<PodFollower> followers = places.stream().map(Place::follower).toList();
    return new State(
        followers.stream().allMatch(PodFollower::connected),
        followers.stream()
            .map(PodFollower::trouble)
            .filter(trouble -> !trouble.isEmpty())
            .findFirst()
            .orElse(""),
        followers.stream().mapToLong(PodFollower::lists).sum());
  }

  private void hear(JsonNode pod, Waits waits) {
    if (settings.leavesOut("Pod", pod)) {
      return;
    }
    if (ends(pod)) {
      went(pod, waits);
      return;
    }
    named(pod, ObjectImages.of("Pod", List.of(), pod)).forEach(this::add);
    waits.waits(PodFollower.key(pod), named(pod, Unpulled.of(pod)));
    news.release();
  }

  private static void went(JsonNode pod, Waits waits) {
    waits.waits(PodFollower.key(pod), List.of());
  }

  /** It was heard of when it came; to hear of it again would have its image outlast a scan. */
  private static boolean ends(JsonNode pod) {
    return pod.path("metadata").hasNonNull("deletionTimestamp");
  }

  private List<NamedImage> named(JsonNode pod, List<ObjectImages.Found> found) {
    List<NamedImage> named = new ArrayList<>();
    for (ObjectImages.Found each : found) {
      try {
        named.add(each.named(each.usage(source, "v1", "Pod", pod)));
      } catch (InvalidReferenceException e) {
        log.debug("no reference source={} image={}", source, each.image(), e);
      }
    }
    return named;
  }

  private synchronized void add(NamedImage named) {
    if (pending.size() < MOST_PENDING) {
      pending.put(named.image(), named);
    }
  }

  private synchronized List<NamedImage> taken() {
    List<NamedImage> all = new ArrayList<>(pending.values());
    pending.clear();
    return all;
  }

  private void tell() {
    try {
      while (true) {
        boolean came = news.tryAcquire(pace.gather().toMillis(), TimeUnit.MILLISECONDS);
        news.drainPermits();
        Instant now = Instant.now();
        // Before what is named is taken: nothing is waited for of which nobody was told.
        Map<Waits, List<NamedImage>> due = new LinkedHashMap<>();
        places.forEach(place -> due.put(place.waits(), place.waits().due(now)));
        if (tellNamed(taken())) {
          due.forEach((waits, images) -> tellUnpulled(waits, images, now));
        }
        if (came) {
          // The first word of many goes at once, the others together.
          Thread.sleep(pace.gather());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // it is closed
    }
  }

  private boolean tellNamed(List<NamedImage> images) {
    try {
      if (!images.isEmpty()) {
        hearer.named(images);
      }
      return true;
    } catch (RuntimeException e) {
      log.warn("told nobody yet of what was seen source={} cause={}", source, e.getMessage());
      images.forEach(this::add);
      return false;
    }
  }

  private void tellUnpulled(Waits waits, List<NamedImage> due, Instant now) {
    if (due.isEmpty()) {
      return;
    }
    Set<Reference> taken = Set.of();
    try {
      taken = hearer.unpulled(due);
    } catch (RuntimeException e) {
      log.warn("told nobody yet what cannot be pulled source={} cause={}", source, e.getMessage());
    }
    waits.told(due, taken, now);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
