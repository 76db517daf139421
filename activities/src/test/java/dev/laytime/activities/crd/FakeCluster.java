package dev.laytime.activities.crd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * An API server of a few objects, by path: it pages, keeps status apart, and takes nothing that is
 * meant for an earlier version of an object.
 */
public final class FakeCluster implements ObjectApi {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, ObjectNode> objects = new TreeMap<>();
  private final Set<String> refused = new HashSet<>();
  private int version;

  /** Every write, as {@code METHOD PATH}. */
  public final List<String> writes = new ArrayList<>();

  /** What was made of the objects of every list. */
  public final List<Object> kept = new ArrayList<>();

  /** Puts an object there, with quotes as apostrophes. */
  public void put(ObjectKind kind, String json) throws IOException {
    JsonNode metadata = JSON.readTree(json.replace('\'', '"')).path("metadata");
    put(kind.path(metadata.path("namespace").asText(), metadata.path("name").asText()), json);
  }

  /** The same, by its path. */
  public void put(String path, String json) throws IOException {
    ObjectNode object = (ObjectNode) JSON.readTree(json.replace('\'', '"'));
    ObjectNode metadata = (ObjectNode) object.path("metadata");
    ObjectNode before = objects.get(path);
    metadata.put("resourceVersion", String.valueOf(++version));
    metadata.put("uid", "uid of " + path);
    metadata.put(
        "generation", before == null ? 1 : before.path("metadata").path("generation").asInt() + 1);
    if (before != null && before.hasNonNull("status")) {
      object.set("status", before.get("status"));
    }
    objects.put(path, object);
  }

  /** Serves a group in those versions. */
  public void serve(String group, String... versions) {
    ObjectNode document = JSON.createObjectNode();
    for (String each : versions) {
      document.withArray("versions").addObject().put("version", each);
    }
    objects.put("/apis/" + group, document);
  }

  /** Takes an object away. */
  public void remove(ObjectKind kind, String namespace, String name) {
    objects.remove(kind.path(namespace, name));
  }

  /** From now on what begins so is answered with 403. */
  public void refuse(String pathPrefix) {
    refused.add(pathPrefix);
  }

  /** The object as it is; missing where it is not there. */
  public JsonNode object(ObjectKind kind, String namespace, String name) {
    ObjectNode object = objects.get(kind.path(namespace, name));
    return object == null ? MissingNode.getInstance() : object;
  }

  /** The events of a namespace. */
  public List<JsonNode> events(String namespace) {
    List<JsonNode> events = new ArrayList<>();
    objects.forEach((path, object) -> {
      if (path.startsWith("/apis/events.k8s.io/v1/namespaces/" + namespace + "/events/")) {
        events.add(object);
      }
    });
    return events;
  }

  @Override
  public Answer get(String path) {
    if (isRefused(path)) {
      return refusal();
    }
    if (path.equals("/api/v1/namespaces/kube-system")) {
      ObjectNode namespace = JSON.createObjectNode();
      namespace.putObject("metadata").put("uid", "fake");
      return new Answer(200, namespace);
    }
    ObjectNode object = objects.get(path);
    return object == null
        ? new Answer(404, MissingNode.getInstance())
        : new Answer(200, object.deepCopy());
  }

  @Override
  public <T> List<T> list(String query, Function<JsonNode, List<T>> made) throws IOException {
    String collection = query.replaceFirst("\\?.*", "");
    if (isRefused(collection)) {
      throw new IOException(collection + ": " + refusal().refusal());
    }
    List<T> found = new ArrayList<>();
    objects.forEach((key, object) -> {
      String within = key.substring(0, key.lastIndexOf('/'));
      boolean all = within.replaceFirst("/namespaces/[^/]+", "").equals(collection);
      if (all || within.equals(collection)) {
        found.addAll(made.apply(object.deepCopy()));
      }
    });
    kept.addAll(found);
    return found;
  }

  @Override
  public Answer create(String path, JsonNode object) {
    String key = path + "/" + object.path("metadata").path("name").asText();
    if (isRefused(key)) {
      return refusal();
    }
    writes.add("create " + key);
    if (objects.containsKey(key)) {
      return new Answer(409, MissingNode.getInstance());
    }
    objects.put(key, object.deepCopy());
    return new Answer(201, object);
  }

  @Override
  public Answer patch(String path, Patch kind, JsonNode patch) {
    String plain = path.replaceFirst("\\?.*", "");
    String key = plain.replaceFirst("/status$", "");
    if (isRefused(key)) {
      return refusal();
    }
    ObjectNode object = objects.get(key);
    if (object == null) {
      return new Answer(404, MissingNode.getInstance());
    }
    if (plain.equals(key)) {
      return counted(plain, object, patch.path("series"));
    }
    ObjectNode metadata = (ObjectNode) object.path("metadata");
    JsonNode meant = patch.path("metadata").path("resourceVersion");
    if (!meant.equals(metadata.path("resourceVersion"))) {
      return new Answer(409, MissingNode.getInstance());
    }
    writes.add("patch " + plain);
    object.set("status", patch.path("status").deepCopy());
    metadata.put("resourceVersion", String.valueOf(++version));
    return new Answer(200, object.deepCopy());
  }

  /** A series counts two at least. */
  private Answer counted(String path, ObjectNode event, JsonNode patch) {
    JsonNode before = event.path("series");
    ObjectNode series = before.isObject() ? before.deepCopy() : JSON.createObjectNode();
    series.setAll((ObjectNode) patch);
    if (series.path("count").asInt() < 2) {
      return new Answer(422, MissingNode.getInstance());
    }
    writes.add("patch " + path);
    event.set("series", series);
    return new Answer(200, event.deepCopy());
  }

  @Override
  public Answer delete(String path, JsonNode options) {
    throw new UnsupportedOperationException("Nothing is deleted");
  }

  private boolean isRefused(String path) {
    return refused.stream().anyMatch(path::startsWith);
  }

  private static Answer refusal() {
    return new Answer(403, JSON.createObjectNode().put("message", "you may not"));
  }
}
