package dev.laytime.e2e.charts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.e2e.ProvingGround;
import dev.laytime.e2e.Rights;
import dev.laytime.e2e.counterpart.Checkout;
import dev.laytime.e2e.counterpart.Configuration;
import dev.laytime.e2e.counterpart.Durations;
import dev.laytime.e2e.counterpart.LaytimeApi;
import dev.laytime.e2e.counterpart.LaytimeCli;
import dev.laytime.e2e.counterpart.LaytimeWorker;
import dev.laytime.e2e.counterpart.RegistryProbe;
import dev.laytime.e2e.harness.Await;
import dev.laytime.e2e.harness.Workspace;
import dev.laytime.image.Digest;
import dev.laytime.promotion.Gate;
import dev.laytime.promotion.PromotionState;
import dev.laytime.promotion.PromotionStatus;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowStub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What a real node runs as Jobs for a worker, in namespaces that are restricted and with the rights
 * that are documented: copies of image-operator's objects, by our own image, and a promotion's
 * gate.
 */
@ExtendWith(ProvingGround.class)
@Order(2)
final class JobsTest {

  private static final Duration SOON = Duration.ofMinutes(4);
  private static final Pattern COUNTED = Pattern.compile("laytime_copy_bytes_total [1-9]");
  private static final String EVIDENCE = "/evidence/app:1";
  private static final String GUIDE = "migrate-from-image-operator.md";

  private static Site site;
  private static KubernetesClient client;
  private static RegistryProbe probe;
  private static LaytimeWorker worker;

  @BeforeAll
  static void start(Workspace workspace) throws IOException {
    site = Site.start(workspace);
    client = site.cluster().client();
    probe = workspace.keep(new RegistryProbe());
    site.cluster()
        .create(
            Files.readString(
                Checkout.root().resolve("deploy/helm/laytime/files/crds/image-operator.yaml")));
    restrictedNamespace("pulls");
    restrictedNamespace("gates");
    Rights rights = new Rights(site.cluster());
    String token = rights.grantAsDocumented();
    rights.grantAsDocumentedFor(GUIDE);
    rights.grantAsDocumentedFor(GUIDE, "laytime-jobs");
    grantGates(workspace);
    site.images().program(site.upstream(), "gates/crane", "1", Path.of(Checkout.binary("crane")));
    Path directory = workspace.directory("config");
    Path password = Files.writeString(directory.resolve("password"), Site.REGISTRY.secret());
    Configuration configuration =
        new Configuration()
            .stage("dev", site.upstreamHost() + "/dev")
            .stage("prod", site.host() + "/prod")
            .cluster("here", site.cluster().kubeconfig(token), Durations.QUICK)
            .lines(
                "registries:",
                "  - {host: '%s', insecure: true, username: %s, password-file: '%s'}"
                    .formatted(site.host(), Site.REGISTRY.user(), password),
                "  - {host: '%s', insecure: true}".formatted(site.upstreamHost()),
                "adapters:",
                "  image-operator:",
                "    every: 1s",
                "    destinations: ['%s/**']".formatted(site.host()),
                "    isolation: job",
                "    jobs: {image: '%s', namespace: pulls, delete-after: 10m}"
                    .formatted(site.image()),
                "promotions:",
                "  - {name: to-prod, from: dev, to: prod, gates: [{job: {job: evidence}}]}",
                "jobs:",
                "  - {name: evidence, namespace: gates, image: '%s', args: [digest, '%s']}"
                    .formatted(
                        // The node knows by this name alone that it is asked without TLS.
                        site.upstream().image("gates/crane:1"), site.upstreamHost() + EVIDENCE));
    worker =
        LaytimeWorker.start(
            workspace,
            site.temporal(),
            List.of("--laytime.config=" + configuration.writeTo(directory)));
  }

  @Test
  void runInAPodThatMayNothingAndTellNobodyTheirLogins() {
    Digest digest = site.images().image(site.upstream(), "org/app", "1", 2, 1_000);
    site.cluster()
        .create(
            """
            apiVersion: skopeo.io/v1alpha1
            kind: Image
            metadata: {name: app, namespace: shop}
            spec:
              mode: OneShot
              source: {name: "UPSTREAM/org/app", version: "1"}
              destination: {name: "STAGE/copies/app", version: stable}
            """
                .replace("UPSTREAM", site.upstreamHost())
                .replace("STAGE", site.host()));

    boolean copied =
        Await.holdsInTheEnd(
            SOON,
            () ->
                probe
                    .digest(site.seen(site.host() + "/copies/app:stable"))
                    .equals(Optional.of(digest.value())));
    assertThat(copied).as("it is copied; %s", copied ? "" : description()).isTrue();

    assertThat(client.batch().v1().jobs().inNamespace("pulls").list().getItems())
        .singleElement()
        .satisfies(JobsTest::isDoneAndTellsNothing);
    assertThat(site.node().logs("pulls"))
        .as("it said something")
        .isNotEmpty()
        .doesNotContain(Site.REGISTRY.secret());
    try (LaytimeApi api = new LaytimeApi(worker.server())) {
      Await.until(
          "what the Job moved is counted here",
          SOON,
          () -> COUNTED.matcher(api.text("/actuator/prometheus")).find());
    }
  }

  @Test
  void keepAPromotionAtItsGateUntilOneSucceeds(Workspace workspace) throws TimeoutException {
    Digest digest = site.images().image(site.upstream(), "dev/app", "1", 1, 1_000);
    String image = site.upstreamHost() + "/dev/app:1";
    LaytimeCli.beside(workspace, worker).run("promote", image, "--to=prod").orThrow();
    WorkflowStub promotion =
        site.temporal().client().newUntypedWorkflowStub("promotion/prod/app:1");
    Await.until("a Job of its gate fails", SOON, () -> hasFailed(promotion));
    assertThat(promotion.query("status", PromotionStatus.class).gates())
        .singleElement()
        .asString()
        .as("the end of its log")
        .contains("UNKNOWN");
    String promoted = site.seen(site.host() + "/prod/app:1");
    assertThat(probe.digest(promoted)).isEmpty();

    site.images().image(site.upstream(), "evidence/app", "1", 1, 1_000);
    PromotionStatus end =
        promotion.getResult(SOON.toSeconds(), TimeUnit.SECONDS, PromotionStatus.class);
    assertThat(end.state()).as("%s", end).isEqualTo(PromotionState.PROMOTED);
    assertThat(probe.digest(promoted)).contains(digest.value());
    assertThat(client.batch().v1().jobs().inNamespace("gates").list().getItems())
        .extracting(job -> job.getStatus().getSucceeded())
        .as("one that failed, one that succeeded, one right before the move")
        .containsExactlyInAnyOrder(null, 1, 1);
  }

  private static boolean hasFailed(WorkflowStub promotion) {
    try {
      return promotion.query("status", PromotionStatus.class).gates().stream()
          .anyMatch(gate -> gate.verdict() == Gate.Verdict.FAILED);
    } catch (WorkflowException notYet) {
      return false;
    }
  }

  private static void isDoneAndTellsNothing(Job job) {
    assertThat(job.getStatus().getSucceeded()).isEqualTo(1);
    assertThat(Serialization.asJson(job)).doesNotContain(Site.REGISTRY.secret());
    assertThat(client.secrets().inNamespace("pulls").list().getItems())
        .singleElement()
        .extracting(Secret::getMetadata)
        .satisfies(secret ->
            assertThat(secret.getOwnerReferences())
                .singleElement()
                .satisfies(
                    owner -> assertThat(owner.getUid()).isEqualTo(job.getMetadata().getUid())));
  }

  /** Of all that there is in the Jobs' namespace, and of the object. */
  private static String description() {
    return Stream.of(
            client.batch().v1().jobs().inNamespace("pulls").list().getItems().stream(),
            client.pods().inNamespace("pulls").list().getItems().stream(),
            client.v1().events().inNamespace("pulls").list().getItems().stream(),
            client
                .genericKubernetesResources("skopeo.io/v1alpha1", "Image")
                .inNamespace("shop")
                .list()
                .getItems()
                .stream())
        .flatMap(objects -> objects)
        .map(Serialization::asYaml)
        .collect(Collectors.joining("---\n"));
  }

  private static void restrictedNamespace(String name) {
    client
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(name)
                .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                .endMetadata()
                .build())
        .create();
  }

  /** What our chart lets a worker do where gates have Jobs run. */
  private static void grantGates(Workspace workspace) throws IOException {
    Path values = workspace.directory("values").resolve("values.yaml");
    Files.writeString(
        values,
        """
        image: {repository: registry.example.com/laytime}
        config:
          temporal: {address: "temporal.example.com:7233"}
          sources: [{name: here, cluster: {in-cluster: true}}]
          jobs: [{name: evidence, namespace: gates, image: "registry.example.com/crane:1"}]
        state: {persistence: true}
        """);
    new Release(
            Release.of(workspace, "laytime", values).objects().stream()
                .filter(object -> object.getMetadata().getName().endsWith("-gates"))
                .toList())
        .createIn(site.cluster());
  }
}
