package dev.laytime.e2e;

import dev.laytime.e2e.counterpart.ControlPlane;
import dev.laytime.e2e.counterpart.Node;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/**
 * Workloads of one namespace, as a person applies them.
 *
 * @param namespace which is there
 */
public record Workloads(ControlPlane cluster, String namespace) {

  /** Adds a Deployment of one container, or changes it. */
  public void deployment(String name, String image, int replicas) {
    apply(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: %s, namespace: %s}
        spec:
          replicas: %d
          revisionHistoryLimit: 1
          selector: {matchLabels: {app: %s}}
          template:
            metadata: {labels: {app: %s}}
            spec:
              containers: [{name: app, image: "%s"}]
        """
            .formatted(name, namespace, replicas, name, name, image));
  }

  public void statefulSet(String name, String image) {
    apply(
        """
        apiVersion: apps/v1
        kind: StatefulSet
        metadata: {name: %s, namespace: %s}
        spec:
          serviceName: %s
          selector: {matchLabels: {app: %s}}
          template:
            metadata: {labels: {app: %s}}
            spec:
              containers: [{name: app, image: "%s"}]
        """
            .formatted(name, namespace, name, name, name, image));
  }

  public void cronJob(String name, String image, boolean suspended) {
    apply(
        """
        apiVersion: batch/v1
        kind: CronJob
        metadata: {name: %s, namespace: %s}
        spec:
          schedule: "0 3 * * *"
          suspend: %s
          jobTemplate:
            spec:
              template:
                spec:
                  restartPolicy: Never
                  containers: [{name: app, image: "%s"}]
        """
            .formatted(name, namespace, suspended, image));
  }

  /** Adds a Pod. */
  public void pod(String name, String image) {
    apply(
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: %s, namespace: %s}
        spec:
          containers: [{name: app, image: "%s"}]
        """
            .formatted(name, namespace, image));
  }

  /** Adds a Pod that a real node runs. */
  public void runningPod(String name, String image) {
    apply(
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: %s, namespace: %s}
        spec:
          nodeName: %s
          hostNetwork: true
          automountServiceAccountToken: false
          terminationGracePeriodSeconds: 1
          containers: [{name: app, image: "%s", imagePullPolicy: Always}]
        """
            .formatted(name, namespace, Node.NAME, image));
  }

  /** What a node says of a Pod's container. */
  public Optional<ContainerStatus> status(String name) {
    return client()
        .pods()
        .inNamespace(namespace)
        .withName(name)
        .get()
        .getStatus()
        .getContainerStatuses()
        .stream()
        .findFirst();
  }

  /** Has a Pod ended by its node. */
  public void endPod(String name) {
    client().pods().inNamespace(namespace).withName(name).delete();
  }

  /** Has a Pod's container wait, as a kubelet says it does. */
  public void waiting(String name, String reason) {
    client()
        .pods()
        .inNamespace(namespace)
        .withName(name)
        .editStatus(pod ->
            new PodBuilder(pod)
                .editOrNewStatus()
                .withContainerStatuses(
                    new ContainerStatusBuilder()
                        .withName("app")
                        .withImage(pod.getSpec().getContainers().getFirst().getImage())
                        .withImageID("")
                        .withReady(false)
                        .withRestartCount(0)
                        .withNewState()
                        .withNewWaiting("as a kubelet says it", reason)
                        .endState()
                        .build())
                .endStatus()
                .build());
  }

  /** Whether Pods can be made: each needs the account that a controller makes. */
  public boolean takesPods() {
    return client().serviceAccounts().inNamespace(namespace).withName("default").get() != null;
  }

  /** Takes a Pod away at once. */
  public void removePod(String name) {
    client().pods().inNamespace(namespace).withName(name).withGracePeriod(0).delete();
  }

  /** Adds so many Pods, each of an image of its own. */
  public void pods(int count, String repository) {
    for (int i = 0; i < count; i++) {
      apply(
          """
          apiVersion: v1
          kind: Pod
          metadata: {name: many-%d, namespace: %s}
          spec:
            containers: [{name: app, image: "%s:%d"}]
          """
              .formatted(i, namespace, repository, i));
    }
  }

  /** Has a revision of a release remembered that is not there any more, as Helm does. */
  public void helmRelease(String name, int revision, String image) {
    String manifest =
        "kind: Pod\\nmetadata: {name: x}\\nspec: {containers: [{name: app, image: %s}]}\\n"
            .formatted(image);
    String release = "{\"name\":\"%s\",\"manifest\":\"%s\"}".formatted(name, manifest);
    client()
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName("sh.helm.release.v1.%s.v%d".formatted(name, revision))
                .withNamespace(namespace)
                .addToLabels("owner", "helm")
                .addToLabels("name", name)
                .addToLabels("status", "superseded")
                .addToLabels("version", String.valueOf(revision))
                .endMetadata()
                .withType("helm.sh/release.v1")
                .addToStringData("release", Base64.getEncoder().encodeToString(zipped(release)))
                .build())
        .create();
  }

  private static byte[] zipped(String text) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(content)) {
      zip.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("Zip a release", e);
    }
    return content.toByteArray();
  }

  /** How many Pods an app has. */
  public int pods(String app) {
    return client().pods().inNamespace(namespace).withLabel("app", app).list().getItems().size();
  }

  /** How many controller revisions there are. */
  public int revisions() {
    return client().apps().controllerRevisions().inNamespace(namespace).list().getItems().size();
  }

  /** Takes a Deployment away with all that it made. */
  public void removeDeployment(String name) {
    client().apps().deployments().inNamespace(namespace).withName(name).delete();
  }

  /** Whether nothing is left of a Deployment. */
  public boolean isGone(String name) {
    return client().apps().deployments().inNamespace(namespace).withName(name).get() == null
        && client()
            .apps()
            .replicaSets()
            .inNamespace(namespace)
            .withLabel("app", name)
            .list()
            .getItems()
            .isEmpty()
        && pods(name) == 0;
  }

  private KubernetesClient client() {
    return cluster.client();
  }

  private void apply(String yaml) {
    for (HasMetadata object : client().load(stream(yaml)).items()) {
      client().resource(object).forceConflicts().serverSideApply();
    }
  }

  private static InputStream stream(String yaml) {
    return new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8));
  }
}
