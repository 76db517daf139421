package dev.laytime.activities.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Requests as the objects of a cluster. Pure: it asks nobody. */
final class JobManifest {

  static final ObjectMapper JSON = new ObjectMapper();

  static final String MANAGED_BY = "app.kubernetes.io/managed-by";
  static final String COMPONENT = "app.kubernetes.io/component";
  static final String LAYTIME = "laytime";

  /** What the volume of its Secret is called in a Job. */
  static final String SECRET = "secret";

  private static final int FOR_ITS_GROUP = 0440;
  private static final int GRACE_SECONDS = 10;

  private JobManifest() {}

  /**
   * A Job.
   *
   * @param secret what its Secret will be called
   */
  static ObjectNode job(JobRequest request, String secret) {
    ObjectNode job = JSON.createObjectNode().put("apiVersion", "batch/v1").put("kind", "Job");
    ObjectNode metadata = job.putObject("metadata").put("name", request.name());
    metadata.put("namespace", request.namespace());
    labels(metadata, request);
    ObjectNode annotations = metadata.putObject("annotations");
    new TreeMap<>(request.annotations()).forEach(annotations::put);
    ObjectNode spec =
        job.putObject("spec")
            .put("backoffLimit", 0)
            .put("completions", 1)
            .put("parallelism", 1)
            .put("activeDeadlineSeconds", request.deadline().toSeconds())
            .put("ttlSecondsAfterFinished", request.kept().toSeconds());
    ObjectNode template = spec.putObject("template");
    marks(template.putObject("metadata"), request);
    pod(template.putObject("spec"), request, secret);
    return job;
  }

  /** Whether a Job does what is asked for: its one program, what that gets, and nothing else. */
  static boolean isOf(JsonNode job, JobRequest request) {
    JsonNode pod = job.path("spec").path("template").path("spec");
    JsonNode found = pod.path("containers").path(0);
    ObjectNode container = JSON.createObjectNode();
    container(container, request);
    return pod.path("containers").size() == 1
        && pod.path("initContainers").isEmpty()
        && found.path("command").isEmpty()
        && Stream.of("image", "args", "env")
            .allMatch(field -> same(found.path(field), container.path(field)));
  }

  /** A cluster leaves out lists of nothing. */
  private static boolean same(JsonNode found, JsonNode wanted) {
    return found.equals(wanted) || (found.isMissingNode() && wanted.isEmpty());
  }

  /** Ours win. */
  private static void marks(ObjectNode metadata, JobRequest request) {
    labels(metadata, request);
    ObjectNode labels = metadata.withObject("/labels");
    new TreeMap<>(request.marks().labels()).forEach((name, value) -> put(labels, name, value));
    if (!request.marks().annotations().isEmpty()) {
      ObjectNode annotations = metadata.putObject("annotations");
      new TreeMap<>(request.marks().annotations()).forEach(annotations::put);
    }
  }

  private static void put(ObjectNode labels, String name, String value) {
    if (!labels.has(name)) {
      labels.put(name, value);
    }
  }

  private static void labels(ObjectNode metadata, JobRequest request) {
    metadata
        .putObject("labels")
        .put("app.kubernetes.io/name", LAYTIME)
        .put(COMPONENT, request.kind())
        .put(MANAGED_BY, LAYTIME);
  }

  private static void pod(ObjectNode pod, JobRequest request, String secret) {
    PodSecurity security = request.security();
    pod.put("restartPolicy", "Never")
        .put("automountServiceAccountToken", false)
        .put("enableServiceLinks", false)
        .put("terminationGracePeriodSeconds", GRACE_SECONDS);
    ArrayNode pullSecrets = pod.putArray("imagePullSecrets");
    request.pullSecrets().forEach(name -> pullSecrets.addObject().put("name", name));
    ObjectNode context =
        pod.putObject("securityContext")
            .put("runAsNonRoot", security.user() != 0)
            .put("runAsUser", security.user())
            .put("runAsGroup", security.user())
            .put("fsGroup", security.user());
    context.putObject("seccompProfile").put("type", "RuntimeDefault");
    container(pod.putArray("containers").addObject(), request);
    ArrayNode volumes = pod.putArray("volumes");
    for (int i = 0; i < request.scratch().size(); i++) {
      volumes
          .addObject()
          .put("name", "scratch-" + i)
          .putObject("emptyDir")
          .put("sizeLimit", request.resources().disk());
    }
    if (request.secret() != null) {
      volumes
          .addObject()
          .put("name", SECRET)
          .putObject(SECRET)
          .put("secretName", secret)
          .put("defaultMode", FOR_ITS_GROUP);
    }
  }

  private static void container(ObjectNode container, JobRequest request) {
    container
        .put("name", request.kind())
        .put("image", request.image())
        .put("imagePullPolicy", "IfNotPresent")
        .put("terminationMessagePolicy", "FallbackToLogsOnError");
    ArrayNode arguments = container.putArray("args");
    request.arguments().forEach(arguments::add);
    ArrayNode environment = container.putArray("env");
    new TreeMap<>(request.environment())
        .forEach((name, value) -> environment.addObject().put("name", name).put("value", value));
    security(container.putObject("securityContext"), request.security());
    JobResources resources = request.resources();
    ObjectNode both = container.putObject("resources");
    // Else it asks for all that it may fill, and a node that does not measure its disk has none.
    both.putObject("requests")
        .put("cpu", resources.cpu())
        .put("memory", resources.memory())
        .put("ephemeral-storage", "0");
    both.putObject("limits")
        .put("memory", resources.memory())
        .put("ephemeral-storage", resources.disk());
    mounts(container.putArray("volumeMounts"), request);
  }

  private static void security(ObjectNode context, PodSecurity security) {
    context
        .put("allowPrivilegeEscalation", false)
        .put("readOnlyRootFilesystem", security.readOnly());
    ObjectNode capabilities = context.putObject("capabilities");
    capabilities.putArray("drop").add("ALL");
    if (!security.capabilities().isEmpty()) {
      ArrayNode added = capabilities.putArray("add");
      security.capabilities().forEach(added::add);
    }
  }

  private static void mounts(ArrayNode mounts, JobRequest request) {
    List<String> scratch = request.scratch();
    for (int i = 0; i < scratch.size(); i++) {
      mounts.addObject().put("name", "scratch-" + i).put("mountPath", scratch.get(i));
    }
    SecretFiles secret = request.secret();
    if (secret != null) {
      mounts
          .addObject()
          .put("name", SECRET)
          .put("mountPath", secret.directory())
          .put("readOnly", true);
    }
  }

  /**
   * The Secret of a Job, which goes with it.
   *
   * @param uid of the Job
   */
  static ObjectNode secret(JobRequest request, SecretFiles files, String name, String uid) {
    ObjectNode secret = JSON.createObjectNode().put("apiVersion", "v1").put("kind", "Secret");
    ObjectNode metadata = secret.putObject("metadata").put("name", name);
    metadata.put("namespace", request.namespace());
    labels(metadata, request);
    metadata
        .putArray("ownerReferences")
        .addObject()
        .put("apiVersion", "batch/v1")
        .put("kind", "Job")
        .put("name", request.name())
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
