package dev.laytime.activities.usage.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An API server that holds objects, tells its kinds and lists page by page, as far as it is read.
 */
final class FakeCluster implements ClusterApi {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PODS = "/api/v1/pods";
  private static final Pattern COLLECTION =
      Pattern.compile("(/api/v1|/apis/[^/]+/[^/]+)(?:/namespaces/([^/]+))?/([a-z]+)");
  private static final Pattern QUERY = Pattern.compile("limit=(\\d+)(?:&continue=([^&]+))?");

  private final Map<String, Map<String, String>> kinds = new TreeMap<>();
  private final Map<String, List<ObjectNode>> objects = new ConcurrentHashMap<>();
  private final Map<String, Supplier<Answer>> instead = new LinkedHashMap<>();
  private final List<String> asked = new ArrayList<>();
  private final List<String> watches = new CopyOnWriteArrayList<>();
  private final List<Happened> happened = new CopyOnWriteArrayList<>();
  private final AtomicBoolean cut = new AtomicBoolean();
  private volatile int forgotten;
  private String uid = "one";

  private record Happened(BiConsumer<PodEvents, JsonNode> tell, ObjectNode pod) {}

  FakeCluster() {
    kind("/api/v1", "pods", "Pod");
    kind("/api/v1", "podtemplates", "PodTemplate");
    kind("/api/v1", "replicationcontrollers", "ReplicationController");
    kind("/apis/apps/v1", "deployments", "Deployment");
    kind("/apis/apps/v1", "replicasets", "ReplicaSet");
    kind("/apis/apps/v1", "statefulsets", "StatefulSet");
    kind("/apis/apps/v1", "daemonsets", "DaemonSet");
    kind("/apis/apps/v1", "controllerrevisions", "ControllerRevision");
    kind("/apis/batch/v1", "jobs", "Job");
    kind("/apis/batch/v1", "cronjobs", "CronJob");
  }

  void kind(String version, String resource, String kind) {
    kinds.computeIfAbsent(version, _ -> new TreeMap<>()).put(resource, kind);
  }

  void withoutGroup(String version) {
    kinds.remove(version);
  }

  void withoutKind(String version, String resource) {
    kinds.getOrDefault(version, new HashMap<>()).remove(resource);
  }

  void uid(String other) {
    uid = other;
  }

  /** Adds an object, as {@code kubectl get -o json} shows its spec and what else it has. */
  void add(String collection, String namespace, String name, String fields) {
    ObjectNode object = object(namespace, name, fields);
    objects.computeIfAbsent(collection, _ -> new CopyOnWriteArrayList<>()).add(object);
    if (collection.equals(PODS)) {
      happened.add(new Happened(PodEvents::came, object));
    }
  }

  private static ObjectNode object(String namespace, String name, String fields) {
    try {
      ObjectNode object = JSON.createObjectNode();
      object.putObject("metadata").put("namespace", namespace).put("name", name);
      JSON.readTree("{" + fields.replace('\'', '"') + "}")
          .properties()
          .forEach(field -> {
            if (field.getKey().equals("metadata")) {
              ((ObjectNode) object.get("metadata")).setAll((ObjectNode) field.getValue());
            } else {
              object.set(field.getKey(), field.getValue());
            }
          });
      return object;
    } catch (IOException e) {
      throw new IllegalArgumentException(fields, e);
    }
  }

  /** Answers a path, and every query of it, so. */
  void answer(String path, Supplier<Answer> answer) {
    instead.put(path, answer);
  }

  static Answer status(int status, String message) {
    return new Answer(status, JSON.createObjectNode().put("message", message));
  }

  List<String> asked() {
    return List.copyOf(asked);
  }

  @Override
  public Answer get(String target) throws IOException {
    asked.add(target);
    String path = target.replaceFirst("\\?.*", "");
    String query = target.substring(path.length());
    Supplier<Answer> other = instead.get(query.contains("continue") ? path + "?continue" : path);
    if (other != null) {
      return other.get();
    }
    return path.startsWith("/api/v1/namespaces/") && path.split("/").length == 5
        ? namespace(path.substring(path.lastIndexOf('/') + 1))
        : path.equals("/apis")
            ? groups()
            : kinds.containsKey(path) ? kindsOf(path) : list(path, query);
  }

  /** Hands on what becomes of Pods later, until it is {@link #cut}. */
  @Override
  public void watchPods(
      @Nullable String namespace, String version, Duration longest, PodEvents events)
      throws IOException {
    watches.add(version);
    int handed = Integer.parseInt(version);
    if (handed < forgotten) {
      forgotten = 0; // by a list it is known again
      throw new ForgottenException("too old resource version");
    }
    events.began();
    while (true) {
      for (; handed < happened.size(); handed++) {
        Happened event = happened.get(handed);
        if (namespace == null || in(event.pod(), namespace)) {
          event.tell().accept(events, event.pod());
        }
        events.at(String.valueOf(handed + 1));
      }
      if (cut.getAndSet(false)) {
        throw new IOException("cut");
      }
      try {
        Thread.sleep(5);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }
  }

  void cut() {
    cut.set(true);
  }

  /** A watch is cut, and a Pod comes of which no later watch tells: only a list does. */
  void loseSight(String namespace, String name, String fields) {
    ObjectNode pod = object(namespace, name, fields);
    objects.computeIfAbsent(PODS, _ -> new CopyOnWriteArrayList<>()).add(pod);
    forgotten = Integer.MAX_VALUE;
    cut();
  }

  /** The versions from which Pods were watched so far. */
  List<String> watches() {
    return List.copyOf(watches);
  }

  /** Tells of a Pod that is there already, with other fields. */
  void change(String namespace, String name, String fields) {
    removeQuietly(namespace, name);
    ObjectNode pod = object(namespace, name, fields);
    objects.computeIfAbsent(PODS, _ -> new CopyOnWriteArrayList<>()).add(pod);
    happened.add(new Happened(PodEvents::came, pod));
  }

  void remove(String namespace, String name) {
    removeQuietly(namespace, name).forEach(pod -> happened.add(new Happened(PodEvents::went, pod)));
  }

  /** Nobody who watches hears of it. */
  List<ObjectNode> removeQuietly(String namespace, String name) {
    List<ObjectNode> pods = objects.computeIfAbsent(PODS, _ -> new CopyOnWriteArrayList<>());
    List<ObjectNode> gone =
        pods.stream()
            .filter(pod ->
                in(pod, namespace) && pod.path("metadata").path("name").asText().equals(name))
            .toList();
    pods.removeAll(gone);
    return gone;
  }

  private Answer namespace(String name) {
    boolean known =
        name.equals("kube-system")
            || objects.values().stream().flatMap(List::stream).anyMatch(object -> in(object, name));
    ObjectNode namespace = JSON.createObjectNode();
    namespace.putObject("metadata").put("uid", uid);
    return known ? new Answer(200, namespace) : status(404, "namespaces not found");
  }

  private Answer groups() {
    ObjectNode list = JSON.createObjectNode();
    ArrayNode groups = list.putArray("groups");
    Map<String, List<String>> versions = new TreeMap<>();
    for (String path : kinds.keySet()) {
      if (path.startsWith("/apis/")) {
        String version = path.substring("/apis/".length());
        versions
            .computeIfAbsent(version.replaceFirst("/.*", ""), _ -> new ArrayList<>())
            .add(version);
      }
    }
    versions.forEach((name, all) -> {
      ObjectNode group = groups.addObject().put("name", name);
      group.putObject("preferredVersion").put("groupVersion", all.getFirst());
      ArrayNode each = group.putArray("versions");
      all.forEach(version -> each.addObject().put("groupVersion", version));
    });
    return new Answer(200, list);
  }

  private Answer kindsOf(String path) {
    ObjectNode list = JSON.createObjectNode();
    ArrayNode resources = list.putArray("resources");
    kinds
        .getOrDefault(path, Map.of())
        .forEach((resource, kind) ->
            resources.addObject().put("name", resource).put("kind", kind).put("namespaced", true));
    return new Answer(200, list);
  }

  private Answer list(String path, String query) {
    Matcher collection = COLLECTION.matcher(path);
    if (!collection.matches()
        || !kinds.getOrDefault(collection.group(1), Map.of()).containsKey(collection.group(3))) {
      return status(404, "the server could not find the requested resource");
    }
    List<ObjectNode> all =
        objects.getOrDefault(collection.group(1) + "/" + collection.group(3), List.of()).stream()
            .filter(object -> collection.group(2) == null || in(object, collection.group(2)))
            .toList();
    Matcher page = QUERY.matcher(query);
    if (!page.find()) {
      throw new IllegalArgumentException("Not a page: " + query);
    }
    int limit = Integer.parseInt(page.group(1));
    int from = page.group(2) == null ? 0 : Integer.parseInt(page.group(2));
    int to = Math.min(all.size(), from + limit);
    ObjectNode list = JSON.createObjectNode();
    ObjectNode metadata =
        list.putObject("metadata")
            .put("resourceVersion", version(collection.group(1) + "/" + collection.group(3)));
    if (to < all.size()) {
      metadata.put("continue", String.valueOf(to));
    }
    list.putArray("items").addAll(all.subList(from, to));
    return new Answer(200, list);
  }

  private String version(String collection) {
    return String.valueOf(
        collection.equals(PODS)
            ? happened.size()
            : objects.getOrDefault(collection, List.of()).size());
  }

  private static boolean in(JsonNode object, String namespace) {
    return object.path("metadata").path("namespace").asText().equals(namespace);
  }
}
