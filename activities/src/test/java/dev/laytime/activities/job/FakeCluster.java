package dev.laytime.activities.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A cluster of one namespace that makes what it is asked to, and whose time goes by in pauses. */
public final class FakeCluster implements JobApi {

  public static final ObjectMapper JSON = new ObjectMapper();
  public static final String JOBS = "/apis/batch/v1/namespaces/ns/jobs";
  static final String SECRETS = "/api/v1/namespaces/ns/secrets";

  public final Map<String, ObjectNode> objects = new TreeMap<>();
  public final List<String> writes = new ArrayList<>();
  public final List<JsonNode> pods = new ArrayList<>();
  final List<String> refusals = new ArrayList<>();
  final List<JsonNode> podEvents = new ArrayList<>();
  final Map<Integer, Runnable> events = new HashMap<>();
  final List<JsonNode> removals = new ArrayList<>();
  String log = "";
  boolean away;

  /** What is answered to who makes a Job, and a Secret, instead; null for what is usual. */
  @Nullable Answer jobAnswer;

  @Nullable Answer secretAnswer;
  int opened;
  private int pauses;
  private int uids;
  private long nanos;

  public final JobTicks ticks =
      new JobTicks() {
        @Override
        public long nanos() {
          return nanos;
        }

        @Override
        public void pause(Duration pause) throws InterruptedException {
          nanos += pause.toNanos();
          Runnable event = events.remove(++pauses);
          if (event != null) {
            event.run();
          }
          if (Thread.interrupted()) {
            throw new InterruptedException();
          }
          if (pauses > 2000) {
            throw new AssertionError("It waits for ever");
          }
        }
      };

  /** Has something happen in a pause, the first being 1. */
  public void in(int pause, Runnable event) {
    events.put(pause, event);
  }

  public JobApi open() {
    opened++;
    return this;
  }

  public @Nullable ObjectNode job(String name) {
    return objects.get(JOBS + "/" + name);
  }

  /** Puts a Job there, with quotes as apostrophes. */
  ObjectNode put(String name, String json) {
    ObjectNode job = (ObjectNode) parse(json);
    job.withObject("/metadata").put("name", name).put("uid", "uid-" + ++uids);
    objects.put(JOBS + "/" + name, job);
    return job;
  }

  public static JsonNode parse(String json) {
    try {
      return JSON.readTree(json.replace('\'', '"'));
    } catch (IOException e) {
      throw new IllegalArgumentException(json, e);
    }
  }

  /** A condition of a Job. */
  public void condition(String name, String type, String reason) {
    ObjectNode job = objects.get(JOBS + "/" + name);
    if (job == null) {
      throw new IllegalStateException("No Job " + name);
    }
    job.withObject("/status")
        .withArray("conditions")
        .addObject()
        .put("type", type)
        .put("status", "True")
        .put("reason", reason);
  }

  /** A Pod of the Job as it is now, with that status. */
  public void pod(String name, String status) {
    ObjectNode job = objects.get(JOBS + "/" + name);
    String uid = job == null ? "" : job.path("metadata").path("uid").asText();
    pods.clear();
    pods.add(
        parse(
            """
            {'metadata': {'name': 'pod', 'ownerReferences': [{'uid': '%s'}]},
             'spec': {'nodeName': 'node'}, 'status': %s}
            """
                .formatted(uid, status)));
  }

  @Override
  public Answer get(String path) throws IOException {
    if (away) {
      throw new IOException("no answer");
    }
    String collection = path.replaceFirst("\\?.*", "");
    if (collection.endsWith("/pods")) {
      return new Answer(200, JSON.createObjectNode().set("items", JSON.valueToTree(pods)));
    }
    if (collection.endsWith("/events")) {
      ObjectNode list = JSON.createObjectNode();
      if (path.contains("FailedCreate")) {
        refusals.forEach(said -> list.withArray("items").addObject().put("message", said));
      } else {
        list.withArray("items").addAll(podEvents);
      }
      return new Answer(200, list);
    }
    ObjectNode found = objects.get(path);
    return found == null
        ? new Answer(404, MissingNode.getInstance())
        : new Answer(200, found.deepCopy());
  }

  @Override
  public String tail(String path, int bytes) throws IOException {
    if (log.isEmpty()) {
      throw new IOException("answered 404");
    }
    return log;
  }

  @Override
  public Answer create(String path, JsonNode object) throws IOException {
    String name = path + "/" + object.path("metadata").path("name").asText();
    writes.add("create " + (path.equals(SECRETS) ? "secret" : "job"));
    Answer instead = path.equals(SECRETS) ? secretAnswer : jobAnswer;
    if (instead != null) {
      return instead;
    }
    if (objects.containsKey(name)) {
      return new Answer(409, MissingNode.getInstance());
    }
    ObjectNode made = object.deepCopy();
    ((ObjectNode) made.path("metadata")).put("uid", "uid-" + ++uids);
    objects.put(name, made);
    return new Answer(201, made.deepCopy());
  }

  @Override
  public Answer delete(String path, JsonNode options) {
    ObjectNode there = objects.get(path);
    writes.add("delete job");
    removals.add(options);
    if (there == null) {
      return new Answer(404, MissingNode.getInstance());
    }
    if (!there.at("/metadata/uid").equals(options.at("/preconditions/uid"))) {
      return new Answer(409, MissingNode.getInstance());
    }
    objects.remove(path);
    return new Answer(200, MissingNode.getInstance());
  }
}
