package dev.laytime.activities.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.TreeMap;

/** Requests as the objects of a cluster. Pure: it asks nobody. */
final class JobManifest {

  static final ObjectMapper JSON = new ObjectMapper();

  static final String DEADLINE = "activeDeadlineSeconds";

  /** For what comes before a Pod begins: a node that is made for it first, its image. */
  private static final Duration BEFORE = Duration.ofMinutes(12);

  private JobManifest() {}

  /**
   * A Job.
   *
   * @param secret what its Secret will be called
   */
  static ObjectNode job(JobKey key, JobRequest request, String secret) {
    ObjectNode job = JSON.createObjectNode().put("apiVersion", "batch/v1").put("kind", "Job");
    ObjectNode metadata = job.putObject("metadata").put("name", key.name());
    metadata.put("namespace", key.namespace());
    key.label(metadata);
    ObjectNode annotations = metadata.putObject("annotations");
    new TreeMap<>(request.annotations()).forEach(annotations::put);
    ObjectNode spec =
        job.putObject("spec")
            .put("backoffLimit", 0)
            .put("completions", 1)
            .put("parallelism", 1)
            .put(DEADLINE, request.deadline().plus(BEFORE).toSeconds())
            .put("ttlSecondsAfterFinished", request.kept().toSeconds());
    ObjectNode template = spec.putObject("template");
    marks(template.putObject("metadata"), key, request.pod().marks());
    ObjectNode pod = template.putObject("spec");
    // A Job whose time is over takes its Pod away, and what that said; a Pod stays.
    pod.put(DEADLINE, request.deadline().toSeconds());
    new PodManifest(request.pod()).write(pod, secret);
    return job;
  }

  /** Whether a Job does what is asked for: its programs, what these get, and nothing else. */
  static boolean isOf(JsonNode job, JobRequest request) {
    return new PodManifest(request.pod()).isOf(job.path("spec").path("template").path("spec"));
  }

  /** Ours win. */
  private static void marks(ObjectNode metadata, JobKey key, PodMarks marks) {
    key.label(metadata);
    ObjectNode labels = metadata.withObject("/labels");
    new TreeMap<>(marks.labels()).forEach((name, value) -> put(labels, name, value));
    if (!marks.annotations().isEmpty()) {
      ObjectNode annotations = metadata.putObject("annotations");
      new TreeMap<>(marks.annotations()).forEach(annotations::put);
    }
  }

  private static void put(ObjectNode labels, String name, String value) {
    if (!labels.has(name)) {
      labels.put(name, value);
    }
  }

  /**
   * The Secret of a Job, which goes with it.
   *
   * @param uid of the Job
   */
  static ObjectNode secret(JobKey key, SecretFiles files, String name, String uid) {
    ObjectNode secret = JSON.createObjectNode().put("apiVersion", "v1").put("kind", "Secret");
    ObjectNode metadata = secret.putObject("metadata").put("name", name);
    metadata.put("namespace", key.namespace());
    key.label(metadata);
    metadata
        .putArray("ownerReferences")
        .addObject()
        .put("apiVersion", "batch/v1")
        .put("kind", "Job")
        .put("name", key.name())
        .put("uid", uid);
    secret.put("type", "Opaque").put("immutable", true);
    ObjectNode contents = secret.putObject("stringData");
    new TreeMap<>(files.contents()).forEach(contents::put);
    return secret;
  }

  /** What is taken away, and only if it is still the same. */
  static ObjectNode removal(String uid) {
    ObjectNode options =
        JSON.createObjectNode()
            .put("apiVersion", "v1")
            .put("kind", "DeleteOptions")
            .put("propagationPolicy", "Background");
    options.putObject("preconditions").put("uid", uid);
    return options;
  }
}
