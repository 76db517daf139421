package dev.laytime.activities.usage.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the Pods of one namespace, or of all: a list, and a watch from there on. A watch that is
 * cut goes on where it was, for as long as the server remembers that; what did not begin, and what
 * the server has forgotten, begins with a list.
 */
final class PodFollower implements ClusterApi.PodEvents {

  private static final Logger log = LoggerFactory.getLogger(PodFollower.class);

  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final String source;
  private final @Nullable String namespace;
  private final ClusterSource.Connector connector;
  private final PodWatch.Pace pace;
  private final Consumer<JsonNode> came;
  private final Consumer<JsonNode> went;
  private final AtomicLong lists = new AtomicLong();

  /** Of what was told last; empty where a list must be read. */
  private volatile String version = "";

  private volatile boolean begun;
  private volatile boolean connected;
  private volatile String trouble = "it has not begun yet";

  /**
   * @param namespace null for all
   */
  PodFollower(
      String source,
      @Nullable String namespace,
      ClusterSource.Connector connector,
      PodWatch.Pace pace,
      Consumer<JsonNode> came,
      Consumer<JsonNode> went) {
    this.source = source;
    this.namespace = namespace;
    this.connector = connector;
    this.pace = pace;
    this.came = came;
    this.went = went;
  }

  boolean connected() {
    return connected;
  }

  /** Why it is not connected; empty where it is. */
  String trouble() {
    return trouble;
  }

  /** How many lists it began with. */
  long lists() {
    return lists.get();
  }

  /** Follows until this thread is interrupted. */
  void follow(Consumer<Set<String>> listed) {
    try {
      Duration pause = pace.again();
      while (true) {
        once(listed);
        pause = begun ? pace.again() : longer(pause);
        Thread.sleep(pause);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // it is closed
    }
  }

  /** Where lists are allowed and watches are not, each attempt lists everything. */
  private Duration longer(Duration pause) {
    Duration doubled = pause.multipliedBy(2);
    return doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
  }

  private void once(Consumer<Set<String>> listed) {
    begun = false;
    try (ClusterApi api = connector.open()) {
      if (version.isEmpty()) {
        version = list(api, listed);
      }
      api.watchPods(namespace, version, pace.longest(), this);
    } catch (ClusterApi.ForgottenException e) {
      version = "";
      log.info("watch of Pods begins anew source={} cause={}", source, e.getMessage());
    } catch (IOException | PagedList.IncompleteException | RuntimeException e) {
      if (begun) {
        log.debug("watch of Pods was cut and goes on source={}", source, e);
      } else {
        version = "";
        failed(String.valueOf(e.getMessage()));
      }
    }
  }

  /** The version is of before the list: what changes while it is read is told twice. */
  private String list(ClusterApi api, Consumer<Set<String>> listed)
      throws IOException, PagedList.IncompleteException {
    String path = namespace == null ? "/api/v1/pods" : "/api/v1/namespaces/" + namespace + "/pods";
    String before = version(api.get(path + "?limit=1"));
    Set<String> pods = new HashSet<>();
    List<Void> _ =
        new PagedList(api, () -> {})
            .read(
                path,
                pod -> {
                  pods.add(key(pod));
                  came.accept(pod);
                  return List.of();
                });
    listed.accept(pods);
    lists.incrementAndGet();
    return before;
  }

  private static String version(ClusterApi.Answer answer) throws IOException {
    String version = answer.body().path("metadata").path("resourceVersion").asText();
    if (!answer.isOk() || version.isEmpty()) {
      throw new IOException(answer.refusal());
    }
    return version;
  }

  /** What tells a Pod from others. */
  static String key(JsonNode pod) {
    JsonNode metadata = pod.path("metadata");
    return metadata.path("namespace").asText() + "/" + metadata.path("name").asText();
  }

  private void failed(String cause) {
    if (Thread.currentThread().isInterrupted()) {
      return; // it is closed
    }
    boolean news = connected || !trouble.equals(cause);
    connected = false;
    trouble = cause;
    if (news) {
      log.warn("no watch of Pods, scans go on source={} cause={}", source, cause);
    }
  }

  @Override
  public void began() {
    begun = true;
    if (!connected) {
      log.info("watching Pods source={} namespace={}", source, namespace == null ? "*" : namespace);
    }
    connected = true;
    trouble = "";
  }

  @Override
  public void came(JsonNode pod) {
    came.accept(pod);
  }

  @Override
  public void went(JsonNode pod) {
    went.accept(pod);
  }

  @Override
  public void at(String told) {
    version = told;
  }
}
