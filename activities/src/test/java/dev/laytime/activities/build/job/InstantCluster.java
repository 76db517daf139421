package dev.laytime.activities.build.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.laytime.activities.job.FakeCluster;
import dev.laytime.activities.job.JobApi;
import dev.laytime.activities.job.JobTicks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A cluster in which Jobs are over as soon as they are made, whoever asks at once. */
final class InstantCluster implements JobApi {

  static final JobTicks TICKS =
      new JobTicks() {
        @Override
        public long nanos() {
          return 0;
        }

        @Override
        public void pause(Duration pause) {}
      };

  /** How Jobs end, by their name: the status of their Pod, quotes as apostrophes. */
  final Map<String, String> ends = new HashMap<>();

  /** What every Pod has said, and where it was asked for. */
  String log = "";

  String asked = "";

  /** A Job that never ends; empty for none. */
  String goesOn = "";

  final List<String> writes = new ArrayList<>();
  private final Map<String, ObjectNode> jobs = new HashMap<>();

  @Override
  public synchronized Answer get(String path) {
    if (path.contains("/pods?")) {
      String name = path.replaceFirst(".*job-name%3D", "");
      JsonNode pod =
          FakeCluster.parse(
              "{'items': [{'metadata': {'name': 'pod', 'ownerReferences': [{'uid': '%s'}]},"
                      .formatted(name)
                  + "'status': %s}]}".formatted(ends.get(name)));
      return new Answer(200, pod);
    }
    ObjectNode job = jobs.get(name(path));
    return job == null
        ? new Answer(404, MissingNode.getInstance())
        : new Answer(200, job.deepCopy());
  }

  @Override
  public String tail(String path, int bytes) {
    asked = path + " " + bytes;
    return log;
  }

  /** Puts a build's Job there. */
  void put(String name) {
    var _ =
        create(
            FakeCluster.JOBS,
            FakeCluster.parse(
                """
                {'metadata': {'name': '%s', 'labels': {'app.kubernetes.io/managed-by': 'laytime',
                  'app.kubernetes.io/component': 'build'}}}
                """
                    .formatted(name)));
  }

  @Override
  public synchronized Answer create(String path, JsonNode object) {
    String name = object.at("/metadata/name").asText();
    ObjectNode made = object.deepCopy();
    if (path.endsWith("/jobs")) {
      writes.add("create " + name);
      made.withObject("/metadata").put("uid", name);
      if (!name.equals(goesOn)) {
        made.withObject("/status")
            .withArray("conditions")
            .addObject()
            .put("type", ends.getOrDefault(name, "").contains("Failed") ? "Failed" : "Complete")
            .put("status", "True");
      }
      jobs.put(name, made);
    }
    return new Answer(201, made);
  }

  @Override
  public synchronized Answer delete(String path, JsonNode options) {
    writes.add("delete " + name(path));
    jobs.remove(name(path));
    return new Answer(200, MissingNode.getInstance());
  }

  /** As if somebody had. */
  synchronized void remove(String name) {
    jobs.remove(name);
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
