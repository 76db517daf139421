package dev.laytime.activities.usage.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Which images the Pods of a cluster name, exactly as they write them: for who needs their spelling
 * and asks often. Evidence for a deletion are scans alone.
 */
public final class PodImages implements AutoCloseable {

  private static final List<String> CONTAINERS =
      List.of("containers", "initContainers", "ephemeralContainers");

  private final ClusterSettings settings;
  private final List<Place> places = new ArrayList<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /** A Pod. */
  public record Pod(String namespace, String name) implements Comparable<Pod> {
    @Override
    public int compareTo(Pod other) {
      int byNamespace = namespace.compareTo(other.namespace);
      return byNamespace == 0 ? name.compareTo(other.name) : byNamespace;
    }
  }

  private PodImages(ClusterSettings settings) {
    this.settings = settings;
  }

  /**
   * Begins to follow them.
   *
   * @param source its name
   */
  public static PodImages follow(
      String source,
      ClusterSource.Connector connector,
      ClusterSettings settings,
      PodWatch.Pace pace) {
    PodImages images = new PodImages(settings);
    if (settings.namespaces().isEmpty()) {
      images.places.add(images.new Place(source, null, connector, pace));
    }
    settings
        .namespaces()
        .forEach(name -> images.places.add(images.new Place(source, name, connector, pace)));
    images.places.forEach(place -> images.threads.execute(place::follow));
    return images;
  }

  /** Every image and its Pods; empty while not all Pods are known. */
  public Optional<Map<String, Set<Pod>>> named() {
    Map<String, Set<Pod>> named = new TreeMap<>();
    for (Place place : places) {
      if (!place.addTo(named)) {
        return Optional.empty();
      }
    }
    return Optional.of(named);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  /** The Pods of a namespace, or of all. */
  private final class Place {
    private final PodFollower follower;
    private final Map<String, Named> pods = new HashMap<>();
    private boolean listed;

    private record Named(Pod pod, Set<String> images) {}

    Place(
        String source,
        @Nullable String namespace,
        ClusterSource.Connector connector,
        PodWatch.Pace pace) {
      follower = new PodFollower(source, namespace, connector, pace, this::came, this::went);
    }

    void follow() {
      follower.follow(this::onlyOf);
    }

    private synchronized void came(JsonNode pod) {
      Set<String> images = settings.leavesOut("Pod", pod) ? Set.of() : images(pod);
      JsonNode metadata = pod.path("metadata");
      pods.put(
          PodFollower.key(pod),
          new Named(
              new Pod(metadata.path("namespace").asText(), metadata.path("name").asText()),
              images));
    }

    private synchronized void went(JsonNode pod) {
      pods.remove(PodFollower.key(pod));
    }

    private synchronized void onlyOf(Set<String> keys) {
      pods.keySet().retainAll(keys);
      listed = true;
    }

    synchronized boolean addTo(Map<String, Set<Pod>> named) {
      pods.values()
          .forEach(pod ->
              pod.images()
                  .forEach(
                      image -> named.computeIfAbsent(image, _ -> new TreeSet<>()).add(pod.pod())));
      return listed && follower.connected();
    }

    private static Set<String> images(JsonNode pod) {
      Set<String> images = new HashSet<>();
      for (String containers : CONTAINERS) {
        for (JsonNode container : pod.path("spec").path(containers)) {
          String image = container.path("image").asText();
          if (!image.isEmpty()) {
            images.add(image);
          }
        }
      }
      return images;
    }
  }
}
