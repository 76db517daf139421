package dev.laytime.activities.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One Job's objects in its cluster. What the server does not answer is unknown, never absent. */
final class JobObjects {

  private static final Logger log = LoggerFactory.getLogger(JobObjects.class);

  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final int TAIL_LINES = 80;
  private static final int TAIL_BYTES = 8 * 1024;
  private static final int LINE_BYTES = 400;

  private final JobApi api;
  private final String jobs;
  private final String core;
  private final String name;

  JobObjects(JobApi api, JobKey key) {
    this.api = api;
    this.jobs = "/apis/batch/v1/namespaces/%s/jobs".formatted(key.namespace());
    this.core = "/api/v1/namespaces/" + key.namespace();
    this.name = key.name();
  }

  /** The Job as it is; empty where there is none. */
  Optional<JsonNode> find() throws IOException {
    JobApi.Answer answer = api.get(jobs + "/" + name);
    if (answer.status() == NOT_FOUND) {
      return Optional.empty();
    }
    return Optional.of(required(answer, "read Job " + name));
  }

  JobApi.Answer create(ObjectNode job) throws IOException {
    return api.create(jobs, job);
  }

  JobApi.Answer createSecret(ObjectNode secret) throws IOException {
    return api.create(core + "/secrets", secret);
  }

  /** Has it go, with its Pod and its Secret, if it is still that one. */
  void remove(String uid) throws IOException {
    JobApi.Answer answer = api.delete(jobs + "/" + name, JobManifest.removal(uid));
    if (!answer.isOk() && answer.status() != NOT_FOUND && answer.status() != CONFLICT) {
      throw new IOException("remove Job %s: %s".formatted(name, answer.refusal()));
    }
  }

  /** How it stands. */
  JobStanding standing(JsonNode job) throws IOException {
    List<JsonNode> pods = pods(uid(job));
    return JobReading.of(
        job, pods, pods.isEmpty() ? refusals(uid(job)) : unmounted(pods.getLast()));
  }

  private List<JsonNode> pods(String uid) throws IOException {
    String selector = URLEncoder.encode("job-name=" + name, StandardCharsets.UTF_8);
    JobApi.Answer answer = api.get(core + "/pods?labelSelector=" + selector);
    List<JsonNode> pods = new ArrayList<>();
    for (JsonNode pod : required(answer, "list the Pods of Job " + name).path("items")) {
      if (pod.path("metadata").path("ownerReferences").path(0).path("uid").asText().equals(uid)) {
        pods.add(pod);
      }
    }
    pods.sort(Comparator.comparing(pod -> pod.path("metadata").path("creationTimestamp").asText()));
    return pods;
  }

  /** Why its controller could make no Pod, in the order in which it said so. */
  private List<String> refusals(String uid) throws IOException {
    List<String> refusals = new ArrayList<>();
    events("involvedObject.uid=%s,reason=FailedCreate".formatted(uid))
        .forEach(event -> refusals.add(event.path("message").asText()));
    return refusals;
  }

  private List<String> unmounted(JsonNode pod) throws IOException {
    return PodEvents.mayTell(pod)
        ? PodEvents.unmounted(events("involvedObject.uid=" + uid(pod)))
        : List.of();
  }

  private JsonNode events(String which) throws IOException {
    String selector = URLEncoder.encode(which, StandardCharsets.UTF_8);
    JobApi.Answer answer = api.get(core + "/events?fieldSelector=" + selector);
    return required(answer, "list the events of Job " + name).path("items");
  }

  /**
   * The end of a Pod's log; empty where it cannot be had.
   *
   * @param step whose; empty for the only one
   */
  String logTail(@Nullable String pod, String step) {
    if (pod == null) {
      return "";
    }
    try {
      return JobReading.log(text(pod, step, TAIL_LINES, TAIL_BYTES));
    } catch (IOException e) {
      // It may have gone with its node.
      log.warn("what a Job said cannot be read job={} pod={} cause={}", name, pod, e.getMessage());
      return "";
    }
  }

  /** The end of what a step of a Job has said; empty where it has not begun. */
  String said(JsonNode job, String step, int lines) throws IOException {
    List<JsonNode> pods = pods(uid(job));
    if (pods.isEmpty()) {
      return "";
    }
    String pod = pods.getLast().path("metadata").path("name").asText();
    try {
      return text(pod, step, lines, lines * LINE_BYTES);
    } catch (IOException notYet) {
      return "";
    }
  }

  private String text(String pod, String step, int lines, int bytes) throws IOException {
    // Of several containers one must be named.
    String query = "?tailLines=%d%s".formatted(lines, step.isEmpty() ? "" : "&container=" + step);
    // A server that is told a limit keeps to the beginning of these lines.
    return api.tail(core + "/pods/" + pod + "/log" + query, bytes);
  }

  static String uid(JsonNode object) {
    return object.path("metadata").path("uid").asText();
  }

  private static JsonNode required(JobApi.Answer answer, String what) throws IOException {
    if (!answer.isOk()) {
      throw new IOException("%s: %s".formatted(what, answer.refusal()));
    }
    return answer.body();
  }
}
