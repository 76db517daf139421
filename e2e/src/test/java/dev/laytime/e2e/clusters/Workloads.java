package dev.laytime.e2e.clusters;

import dev.laytime.e2e.counterpart.ControlPlane;
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
import java.util.zip.GZIPOutputStream;

/**
 * Workloads of one namespace, as a person applies them.
 *
 * @param namespace which is there
 */
record Workloads(ControlPlane cluster, String namespace) {

  /** Adds a Deployment of one container, or changes it. */
  void deployment(String name, String image, int replicas) {
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

  void statefulSet(String name, String image) {
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

  void cronJob(String name, String image, boolean suspended) {
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
  void pod(String name, String image) {
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

  /** Has a Pod's container wait, as a kubelet says it does. */
  void waiting(String name, String reason) {
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
  boolean takesPods() {
    return client().serviceAccounts().inNamespace(namespace).withName("default").get() != null;
  }

  /** Takes a Pod away at once. */
  void removePod(String name) {
    client().pods().inNamespace(namespace).withName(name).withGracePeriod(0).delete();
  }

  /** Adds so many Pods, each of an image of its own. */
  void pods(int count, String repository) {
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
  void helmRelease(String name, int revision, String image) {
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
  int pods(String app) {
    return client().pods().inNamespace(namespace).withLabel("app", app).list().getItems().size();
  }

  /** How many controller revisions there are. */
  int revisions() {
    return client().apps().controllerRevisions().inNamespace(namespace).list().getItems().size();
  }

  /** Takes a Deployment away with all that it made. */
  void removeDeployment(String name) {
    client().apps().deployments().inNamespace(namespace).withName(name).delete();
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
