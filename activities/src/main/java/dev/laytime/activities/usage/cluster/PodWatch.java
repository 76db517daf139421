package dev.laytime.activities.usage.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.laytime.image.InvalidReferenceException;
import dev.laytime.image.Reference;
import dev.laytime.usage.NamedImage;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears of the images that Pods name as these come, long before the next scan lists them. What it
 * hears only ever adds: a watch that is cut, late or forbidden costs time and nothing else.
 *
 * <p>No object is kept: of a rollout of a thousand Pods what is told is one image, once a while.
 */
public final class PodWatch implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(PodWatch.class);
  private static final int MOST_PENDING = 100_000;

  private final String source;
  private final ClusterSource.Connector connector;
  private final ClusterSettings settings;
  private final Consumer<List<NamedImage>> heard;
  private final Pace pace;
  private final Map<Reference, NamedImage> pending = new LinkedHashMap<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * How fast it goes.
   *
   * @param gather so long what comes is told together
   * @param again so long after its end a watch begins anew
   */
  public record Pace(Duration gather, Duration again) {

    /** As usual. */
    public static final Pace USUAL = new Pace(Duration.ofMillis(500), Duration.ofSeconds(5));
  }

  private PodWatch(
      String source,
      ClusterSource.Connector connector,
      ClusterSettings settings,
      Consumer<List<NamedImage>> heard,
      Pace pace) {
    this.source = source;
    this.connector = connector;
    this.settings = settings;
    this.heard = heard;
    this.pace = pace;
  }

  /**
   * Begins to watch.
   *
   * @param source its name
   * @param heard is told of images, each once a batch; what it does not take is told again
   */
  public static PodWatch start(
      String source,
      ClusterSource.Connector connector,
      ClusterSettings settings,
      Consumer<List<NamedImage>> heard,
      Pace pace) {
    PodWatch watch = new PodWatch(source, connector, settings, heard, pace);
    watch.threads.execute(watch::tell);
    if (settings.namespaces().isEmpty()) {
      watch.threads.execute(() -> watch.watch(null));
    }
    settings.namespaces().forEach(name -> watch.threads.execute(() -> watch.watch(name)));
    return watch;
  }

  private void watch(@Nullable String namespace) {
    try {
      while (true) {
        watchOnce(namespace);
        Thread.sleep(pace.again());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // it is closed
    }
  }

  private void watchOnce(@Nullable String namespace) throws InterruptedException {
    String path = namespace == null ? "/api/v1/pods" : "/api/v1/namespaces/" + namespace + "/pods";
    try (ClusterApi api = connector.open()) {
      String version = version(api.get(path + "?limit=1"));
      hearAll(api, path);
      api.watchPods(namespace, version, this::hear);
    } catch (IOException | PagedList.IncompleteException | RuntimeException e) {
      log.warn("watch of Pods ended, scans go on source={} cause={}", source, e.getMessage());
    }
  }

  /** Of before the list: what changes while it is read is heard twice. */
  private static String version(ClusterApi.Answer answer) throws IOException {
    String version = answer.body().path("metadata").path("resourceVersion").asText();
    if (!answer.isOk() || version.isEmpty()) {
      throw new IOException(answer.refusal());
    }
    return version;
  }

  private void hearAll(ClusterApi api, String path) throws PagedList.IncompleteException {
    List<Void> _ =
        new PagedList(api, () -> {})
            .read(
                path,
                pod -> {
                  hear(pod);
                  return List.of();
                });
  }

  private void hear(JsonNode pod) {
    if (settings.irrelevant().contains(pod.path("metadata").path("namespace").asText())) {
      return;
    }
    for (ObjectImages.Found found : ObjectImages.of("Pod", List.of(), pod)) {
      try {
        add(new NamedImage(Reference.parse(found.image()), found.usage(source, "v1", "Pod", pod)));
      } catch (InvalidReferenceException e) {
        log.debug("no reference source={} image={}", source, found.image(), e);
      }
    }
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
        Thread.sleep(pace.gather());
        List<NamedImage> images = taken();
        if (!images.isEmpty()) {
          tell(images);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // it is closed
    }
  }

  private void tell(List<NamedImage> images) {
    try {
      heard.accept(images);
    } catch (RuntimeException e) {
      log.warn("told nobody yet of what was seen source={} cause={}", source, e.getMessage());
      images.forEach(this::add);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
