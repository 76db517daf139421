package dev.laytime.activities.crd.qebbeq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.laytime.activities.crd.ObjectApi;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An API server of a few objects, by path. It holds finalizers, and keeps status apart. */
final class FakeObjects implements ObjectApi {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, ObjectNode> objects = new TreeMap<>();
  private final Map<String, Integer> refused = new TreeMap<>();
  private final Set<String> withoutStatus = new HashSet<>();
  private final Set<String> silent = new HashSet<>();
  final List<String> writes = new ArrayList<>();
  private final List<String> attempts = new ArrayList<>();
  private int version;

  /** Puts an object there. */
  void put(String collection, String yamlOfJson) throws IOException {
    ObjectNode object = (ObjectNode) JSON.readTree(yamlOfJson.replace('\'', '"'));
    JsonNode metadata = object.path("metadata");
    String namespace = metadata.path("namespace").asText();
    putAt(path(collection, namespace) + "/" + metadata.path("name").asText(), object);
  }

  /**
   * Puts an object of no namespace there; with nothing in it but when it was deleted, if it was.
   */
  void putAt(String path, String deletedAt) {
    ObjectNode object = JSON.createObjectNode();
    ObjectNode metadata = object.putObject("metadata");
    if (!deletedAt.isEmpty()) {
      metadata.put("deletionTimestamp", deletedAt);
    }
    putAt(path, object);
  }

  private void putAt(String path, ObjectNode object) {
    born(object);
    objects.put(path, object);
  }

  private void born(ObjectNode object) {
    ObjectNode metadata = (ObjectNode) object.path("metadata");
    metadata.put("uid", "uid-" + ++version);
    metadata.put("resourceVersion", String.valueOf(version));
  }

  /** From now on what begins so is answered with 403. */
  void refuse(String pathPrefix) {
    answer(pathPrefix, 403);
  }

  /** From now on what begins so is answered with a status. */
  void answer(String pathPrefix, int status) {
    refused.put(pathPrefix, status);
  }

  void answerAll() {
    refused.clear();
    silent.clear();
    withoutStatus.clear();
  }

  /** From now on there is no answer to a change of what begins so. */
  void silence(String pathPrefix) {
    silent.add(pathPrefix);
  }

  /** The definition of a collection's kind has no status. */
  void withoutStatus(String collection) {
    withoutStatus.add(collection.substring(collection.lastIndexOf('/')));
  }

  int asked(String pathPrefix) {
    return (int) attempts.stream().filter(path -> path.startsWith(pathPrefix)).count();
  }

  JsonNode object(String collection, String namespace, String name) {
    ObjectNode object = objects.get(path(collection, namespace) + "/" + name);
    return object == null ? MissingNode.getInstance() : object;
  }

  /** The collection's path in a namespace. */
  private static String path(String collection, String namespace) {
    int slash = collection.lastIndexOf('/');
    return "%s/namespaces/%s%s"
        .formatted(collection.substring(0, slash), namespace, collection.substring(slash));
  }

  @Override
  public Answer get(String path) {
    Answer refusal = refusal(path);
    ObjectNode one = objects.get(path);
    if (refusal != null || one == null) {
      return refusal == null ? new Answer(404, MissingNode.getInstance()) : refusal;
    }
    return new Answer(200, one.deepCopy());
  }

  @Override
  public <T> List<T> list(String collection, Function<JsonNode, List<T>> made) throws IOException {
    Answer refusal = refusal(collection);
    if (refusal != null) {
      throw new IOException(collection + ": " + refusal.refusal());
    }
    List<T> found = new ArrayList<>();
    objects.forEach((key, object) -> {
      String within = key.substring(0, key.lastIndexOf('/'));
      if (within.replaceFirst("/namespaces/[^/]+", "").equals(collection)) {
        found.addAll(made.apply(object.deepCopy()));
      }
    });
    return found;
  }

  @Override
  public Answer create(String path, JsonNode object) throws IOException {
    String key = path + "/" + object.path("metadata").path("name").asText();
    Answer refusal = attempt(key);
    if (refusal != null) {
      return refusal;
    }
    if (objects.containsKey(key)) {
      return new Answer(409, MissingNode.getInstance());
    }
    writes.add("create " + key);
    ObjectNode copy = object.deepCopy();
    putAt(key, copy);
    return new Answer(201, copy);
  }

  @Override
  public Answer patch(String path, Patch kind, JsonNode patch) throws IOException {
    String plain = path.replaceFirst("\\?.*", "");
    boolean status = plain.endsWith("/status");
    String key = status ? plain.substring(0, plain.length() - "/status".length()) : plain;
    Answer refusal = attempt(key);
    if (refusal != null) {
      return refusal;
    }
    ObjectNode object = objects.get(key);
    if (object == null || (status && hasNoStatus(key))) {
      return new Answer(404, MissingNode.getInstance());
    }
    if (!status && !isStill(object, patch.path("metadata"))) {
      return new Answer(409, MissingNode.getInstance());
    }
    writes.add("patch " + plain);
    ObjectNode metadata = (ObjectNode) object.path("metadata");
    if (status) {
      object.set("status", patch.path("status").deepCopy());
    } else {
      metadata.set("finalizers", patch.path("metadata").path("finalizers").deepCopy());
    }
    metadata.put("resourceVersion", String.valueOf(++version));
    removeIfReleased(key, object);
    return new Answer(200, object.deepCopy());
  }

  private boolean hasNoStatus(String key) {
    String within = key.substring(0, key.lastIndexOf('/'));
    return withoutStatus.contains(within.substring(within.lastIndexOf('/')));
  }

  /** Whether it is still what somebody looked at. */
  private static boolean isStill(ObjectNode object, JsonNode seen) {
    JsonNode metadata = object.path("metadata");
    return seen.path("uid").equals(metadata.path("uid"))
        && seen.path("resourceVersion").equals(metadata.path("resourceVersion"));
  }

  @Override
  public Answer delete(String path, JsonNode options) throws IOException {
    Answer refusal = attempt(path);
    if (refusal != null) {
      return refusal;
    }
    ObjectNode object = objects.get(path);
    if (object == null) {
      return new Answer(404, MissingNode.getInstance());
    }
    if (!isStill(object, options.path("preconditions"))) {
      return new Answer(409, MissingNode.getInstance());
    }
    writes.add("delete " + path);
    ((ObjectNode) object.path("metadata")).put("deletionTimestamp", "2026-11-01T00:00:00Z");
    removeIfReleased(path, object);
    return new Answer(200, object.deepCopy());
  }

  private void removeIfReleased(String key, ObjectNode object) {
    JsonNode metadata = object.path("metadata");
    if (metadata.hasNonNull("deletionTimestamp") && metadata.path("finalizers").isEmpty()) {
      objects.remove(key);
    }
  }

  private @Nullable Answer attempt(String path) throws IOException {
    attempts.add(path);
    if (silent.stream().anyMatch(path::startsWith)) {
      throw new IOException("no answer within 20 s");
    }
    return refusal(path);
  }

  private @Nullable Answer refusal(String path) {
    return refused.entrySet().stream()
        .filter(each -> path.startsWith(each.getKey()))
        .map(each ->
            new Answer(each.getValue(), JSON.createObjectNode().put("message", "you may not")))
        .findFirst()
        .orElse(null);
  }
}
