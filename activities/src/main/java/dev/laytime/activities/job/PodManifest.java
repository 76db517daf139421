package dev.laytime.activities.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.laytime.activities.job.PodSecurity.Confinement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a Job runs, as its cluster takes it. Pure: it asks nobody. */
final class PodManifest {

  /** What the volume of its Secret is called in a Job. */
  static final String SECRET = "secret";

  private static final int FOR_ITS_GROUP = 0440;
  private static final int GRACE_SECONDS = 10;

  private final JobPod pod;

  PodManifest(JobPod pod) {
    this.pod = pod;
  }

  /**
   * Writes it.
   *
   * @param secret what its Secret will be called
   */
  void write(ObjectNode to, String secret) {
    PodSecurity security = pod.main().security();
    to.put("restartPolicy", "Never")
        .put("automountServiceAccountToken", false)
        .put("enableServiceLinks", false)
        .put("terminationGracePeriodSeconds", GRACE_SECONDS);
    ArrayNode pullSecrets = to.putArray("imagePullSecrets");
    pod.pullSecrets().forEach(name -> pullSecrets.addObject().put("name", name));
    ObjectNode context = to.putObject("securityContext");
    user(context, security);
    context.put("fsGroup", security.user());
    context.putObject("seccompProfile").put("type", "RuntimeDefault");
    if (!pod.before().isEmpty()) {
      ArrayNode before = to.putArray("initContainers");
      pod.before().forEach(step -> container(before.addObject(), step));
    }
    container(to.putArray("containers").addObject(), pod.main());
    volumes(to.putArray("volumes"), secret);
    pod.nodes().write(to);
  }

  /** Whether a Pod runs these steps, with what they get and are given, and nothing else. */
  boolean isOf(JsonNode other) {
    ObjectNode wanted = JobManifest.JSON.createObjectNode();
    write(wanted, "");
    return PodLikeness.of(other).equals(PodLikeness.of(wanted));
  }

  private void container(ObjectNode container, JobStep step) {
    container
        .put("name", step.name())
        .put("image", step.image())
        .put("imagePullPolicy", "IfNotPresent")
        // A log may say more than whoever reads Pods should know.
        .put("terminationMessagePolicy", "File");
    if (!step.command().isEmpty()) {
      ArrayNode command = container.putArray("command");
      step.command().forEach(command::add);
    }
    ArrayNode arguments = container.putArray("args");
    step.arguments().forEach(arguments::add);
    ArrayNode environment = container.putArray("env");
    new TreeMap<>(step.environment())
        .forEach((name, value) -> environment.addObject().put("name", name).put("value", value));
    ObjectNode context = container.putObject("securityContext");
    if (step.security().user() != pod.main().security().user()) {
      user(context, step.security());
    }
    security(context, step.security());
    JobResources resources = step.resources();
    ObjectNode both = container.putObject("resources");
    // Else it asks for all that it may fill, and a node that does not measure its disk has none.
    both.putObject("requests")
        .put("cpu", resources.cpu())
        .put("memory", resources.sureMemory())
        .put("ephemeral-storage", "0");
    both.putObject("limits")
        .put("memory", resources.memory())
        .put("ephemeral-storage", resources.disk());
    ArrayNode mounts = container.putArray("volumeMounts");
    step.mounts().forEach(mount -> mount(mounts.addObject(), mount));
  }

  private static void user(ObjectNode context, PodSecurity security) {
    context
        .put("runAsNonRoot", security.user() != 0)
        .put("runAsUser", security.user())
        .put("runAsGroup", security.user());
  }

  private static void security(ObjectNode context, PodSecurity security) {
    context
        .put("allowPrivilegeEscalation", security.confinement() != Confinement.USUAL)
        .put("readOnlyRootFilesystem", security.readOnly());
    if (security.confinement() == Confinement.NONE) {
      context.put("privileged", true);
      return;
    }
    if (security.confinement() == Confinement.NAMESPACES) {
      context.putObject("seccompProfile").put("type", "Unconfined");
      context.putObject("appArmorProfile").put("type", "Unconfined");
    }
    ObjectNode capabilities = context.putObject("capabilities");
    capabilities.putArray("drop").add("ALL");
    if (!security.capabilities().isEmpty()) {
      ArrayNode added = capabilities.putArray("add");
      security.capabilities().forEach(added::add);
    }
  }

  private void mount(ObjectNode to, JobMount mount) {
    to.put("name", volume(mount)).put("mountPath", mount.directory());
    if (!(mount instanceof JobMount.Scratch(_, _, var readOnly)) || readOnly) {
      to.put("readOnly", true);
    }
  }

  private String volume(JobMount mount) {
    return switch (mount) {
      case JobMount.Scratch(var volume, _, _) -> volume;
      case JobMount.OwnFiles(_, var names) ->
          names.isEmpty() ? SECRET : SECRET + "-" + others(JobMount.OwnFiles.class).indexOf(mount);
      case JobMount.Secret _ -> "given-" + others(JobMount.Secret.class).indexOf(mount);
    };
  }

  private List<JobMount> others(Class<? extends JobMount> kind) {
    return pod.steps()
        .flatMap(step -> step.mounts().stream())
        .filter(kind::isInstance)
        .distinct()
        .toList();
  }

  private void volumes(ArrayNode volumes, String secret) {
    List<String> known = new ArrayList<>();
    pod.steps()
        .forEach(step -> {
          for (JobMount mount : step.mounts()) {
            String name = volume(mount);
            if (!known.contains(name)) {
              known.add(name);
              volume(volumes.addObject().put("name", name), mount, step, secret);
            }
          }
        });
  }

  private static void volume(ObjectNode volume, JobMount mount, JobStep step, String secret) {
    switch (mount) {
      case JobMount.Scratch _ ->
          volume.putObject("emptyDir").put("sizeLimit", step.resources().disk());
      case JobMount.OwnFiles(_, var names) -> {
        ObjectNode own = volume.putObject(SECRET);
        own.put("secretName", secret).put("defaultMode", FOR_ITS_GROUP);
        if (!names.isEmpty()) {
          ArrayNode items = own.putArray("items");
          names.forEach(name -> items.addObject().put("key", name).put("path", name));
        }
      }
      case JobMount.Secret given -> {
        ObjectNode projected = volume.putObject("projected").put("defaultMode", FOR_ITS_GROUP);
        ObjectNode source = projected.putArray("sources").addObject().putObject(SECRET);
        source.put("name", given.secret());
        if (!given.files().isEmpty()) {
          items(source.putArray("items"), given.sorted());
        }
      }
    }
  }

  private static void items(ArrayNode items, Map<String, String> files) {
    files.forEach((key, path) -> items.addObject().put("key", key).put("path", path));
  }
}
