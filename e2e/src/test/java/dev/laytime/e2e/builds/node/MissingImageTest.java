package dev.laytime.e2e.builds.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.build.BuildState;
import dev.laytime.build.BuildStatus;
import dev.laytime.e2e.Rights;
import dev.laytime.e2e.counterpart.Configuration;
import dev.laytime.e2e.counterpart.Durations;
import dev.laytime.e2e.counterpart.LaytimeWorker;
import dev.laytime.e2e.counterpart.PostgresServer;
import dev.laytime.e2e.counterpart.TemporalServer;
import dev.laytime.e2e.harness.Await;
import dev.laytime.image.Reference;
import dev.laytime.image.Tag;
import dev.laytime.workflow.WorkflowIds;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Pods that wait for an image that nobody built, and a worker that is killed while a Job builds it.
 */
@ExtendWith(OneYard.class)
@Order(1)
final class MissingImageTest {

  private static final Duration SOON = Duration.ofMinutes(6);
  private static final int PODS = 10;

  private static final String BINDING =
      """
      apiVersion: rbac.authorization.k8s.io/v1
      kind: RoleBinding
      metadata: {name: laytime-builds, namespace: builders}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: laytime-builds}
      subjects: [{kind: ServiceAccount, name: laytime, namespace: laytime}]
      """;

  private static final String DEPLOYMENT =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web, namespace: shop}
      spec:
        replicas: PODS
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec:
            automountServiceAccountToken: false
            terminationGracePeriodSeconds: 1
            imagePullSecrets: [{name: push}]
            containers: [{name: web, image: "IMAGE"}]
      """;

  private static Yard yard;
  private static KubernetesClient client;
  private static TemporalServer temporal;
  private static List<String> options;

  @BeforeAll
  static void start(Yard shared) throws IOException {
    yard = shared;
    client = yard.cluster().client();
    temporal = TemporalServer.start(yard.workspace());
    yard.namespace("builders", "baseline");
    yard.namespace("shop", "baseline");
    Rights rights = new Rights(yard.cluster());
    String token = rights.grantAsDocumented();
    rights.grantAsDocumentedFor("build-in-jobs.md", "laytime-builds");
    yard.cluster().create(BINDING);
    options = List.of("--laytime.config=" + configuration(yard.cluster().kubeconfig(token)));
  }

  @Test
  void isBuiltOnceForTenPodsThoughTheWorkerIsKilledMeanwhileAndTheyStart() {
    String commit =
        yard.commit(
            Map.of(
                "Dockerfile",
                "FROM %s/base:1\nRUN sleep 20; date >/built\nCMD [\"/bin/busybox\", \"sleep\", \"3600\"]"
                    .formatted(yard.bases())));
    yard.tag(commit, "v2.0");
    LaytimeWorker killed = LaytimeWorker.start(yard.workspace(), temporal, options);

    yard.cluster()
        .create(
            DEPLOYMENT.replace("PODS", Integer.toString(PODS)).replace("IMAGE", image().text()));
    Await.until("a Job builds", SOON, () -> !jobs().isEmpty());
    killed.kill();
    String uid = jobs().getFirst().getMetadata().getUid();
    var _ = LaytimeWorker.start(yard.workspace(), temporal, options);

    BuildStatus end =
        temporal
            .client()
            .newUntypedWorkflowStub(WorkflowIds.build(image().repository(), new Tag("2.0")))
            .getResult(BuildStatus.class);
    assertThat(end.state()).as(end.cause()).isEqualTo(BuildState.DONE);
    assertThat(end.attempts()).isEqualTo(1);
    assertThat(jobs())
        .singleElement()
        .satisfies(job -> assertThat(job.getMetadata().getUid()).isEqualTo(uid));
    Await.until("each Pod runs it", SOON, () -> running() == PODS);
  }

  private static Reference image() {
    return Reference.parse(yard.host() + "/dev/shop:2.0");
  }

  private static List<Job> jobs() {
    return client.batch().v1().jobs().inNamespace("builders").list().getItems();
  }

  private static long running() {
    return client.pods().inNamespace("shop").list().getItems().stream()
        .filter(MissingImageTest::isReady)
        .count();
  }

  private static boolean isReady(Pod pod) {
    return pod.getStatus().getContainerStatuses().stream()
        .anyMatch(container -> Boolean.TRUE.equals(container.getReady()));
  }

  private static Path configuration(Path kubeconfig) throws IOException {
    Path directory = yard.workspace().directory("config");
    Path password = Files.writeString(directory.resolve("password"), Yard.PUSHER.secret());
    return new Configuration()
        .stage("dev", yard.host() + "/dev")
        .cluster("here", kubeconfig, Durations.QUICK)
        .lines("ledger:", "  url: " + PostgresServer.start(yard.workspace()).url())
        .lines(
            """
            registries:
              - {host: 'HOST', insecure: true, username: USER, password-file: 'PASSWORD'}
              - {host: 'BASES', insecure: true}
            builders:
              namespace: builders
              image: 'OURS'
              push-secret: push
              kaniko: {image: 'KANIKO'}
            builds:
              - name: shop
                images: {repositories: ['HOST/dev/shop']}
                git: {url: 'SOURCE'}
                refs: [{tag: "v{tag}"}]
                allow: {tags: ["v*"]}
                recipe: {strategy: kaniko, resources: {cpu: 10m, memory: 1Gi, disk: 2Gi}}
                orders: {namespaces: [shop], sources: [here]}
            """
                .replace("HOST", yard.host())
                .replace("USER", Yard.PUSHER.user())
                .replace("PASSWORD", password.toString())
                .replace("BASES", yard.bases())
                .replace("OURS", yard.ours())
                .replace("KANIKO", yard.kaniko())
                .replace("SOURCE", yard.url()))
        .writeTo(directory);
  }
}
