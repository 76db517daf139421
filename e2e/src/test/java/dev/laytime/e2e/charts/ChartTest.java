package dev.laytime.e2e.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.e2e.ProvingGround;
import dev.laytime.e2e.counterpart.Checkout;
import dev.laytime.e2e.counterpart.Configuration;
import dev.laytime.e2e.counterpart.ControlPlane;
import dev.laytime.e2e.counterpart.LaytimeApi;
import dev.laytime.e2e.counterpart.LaytimeWorker;
import dev.laytime.e2e.harness.Await;
import dev.laytime.e2e.harness.Workspace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** Our chart before a real API server, with RBAC and the restricted profile of Pod security. */
@ExtendWith(ProvingGround.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class ChartTest {

  private static final Duration SOON = Duration.ofMinutes(1);
  private static final String RESTRICTED = "pod-security.kubernetes.io/enforce";

  private static ControlPlane cluster;
  private static KubernetesClient client;

  @BeforeAll
  static void startCluster(Workspace workspace) {
    cluster = ControlPlane.start(workspace);
    client = cluster.client();
    restricted("full");
    restricted("images");
    cluster.namespace("shop");
    cluster.namespace("till");
  }

  @Test
  @Order(1)
  void installsUnderTheRestrictedProfile(Workspace workspace) throws IOException {
    Path all = Checkout.root().resolve("deploy/helm/laytime/ci/cluster-values.yaml");

    Release.of(workspace, "full", all).createIn(cluster);

    Await.until("two workers, a registry, the test are there", SOON, () -> pods() == 4);
    assertThatThrownBy(ChartTest::createCarelessPod)
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("violates PodSecurity \"restricted:latest\"");
  }

  /** Granted minus used is nothing, and nothing is refused. */
  @Test
  @Order(2)
  void grantsAWorkerWhatItUsesAndNothingElse(Workspace workspace) throws IOException {
    Path values = workspace.directory("values").resolve("values.yaml");
    Files.writeString(
        values,
        """
        image: {repository: registry.example.com/laytime}
        config:
          temporal: {address: "temporal.example.com:7233"}
          sources:
            - name: here
              cluster: {in-cluster: true, helm-namespaces: [shop]}
        state: {persistence: true}
        """);
    Release.of(workspace, "images", values).createIn(cluster);
    Path kubeconfig = cluster.kubeconfig(cluster.tokenOf("images", "laytime"));

    LaytimeWorker worker =
        LaytimeWorker.embedded(
            workspace, List.of("--laytime.config=" + configuration(workspace, kubeconfig)));
    LaytimeApi api = workspace.keep(new LaytimeApi(worker.server()));
    Await.until("a scan is complete", SOON, () -> isComplete(api));
    Account account = new Account(cluster, "images", "laytime");
    Await.until("Pods are watched", SOON, () -> account.used().contains("watch /pods"));

    assertThat(account.granted()).hasSize(14);
    assertThat(account.unused()).isEmpty();
    assertThat(account.refused()).isEmpty();
  }

  private static Path configuration(Workspace workspace, Path kubeconfig) {
    return new Configuration()
        .lines(
            "sources:",
            "  - name: here",
            "    scan-every: 2s",
            "    cluster: {kubeconfig: %s, helm-namespaces: [shop]}".formatted(kubeconfig))
        .stage("prod", "127.0.0.1:1/prod")
        .writeTo(workspace.directory("configuration"));
  }

  private static boolean isComplete(LaytimeApi api) {
    return api.get("sources").at("/sources/0/lastComplete").isTextual();
  }

  private static long pods() {
    return client.pods().inNamespace("full").list().getItems().size();
  }

  private static void restricted(String namespace) {
    client
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(namespace)
                .addToLabels(RESTRICTED, "restricted")
                .endMetadata()
                .build())
        .create();
  }

  private static void createCarelessPod() {
    client
        .resource(
            new PodBuilder()
                .withNewMetadata()
                .withName("careless")
                .withNamespace("full")
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("app")
                .withImage("r.test/app:1")
                .endContainer()
                .endSpec()
                .build())
        .create();
  }
}
