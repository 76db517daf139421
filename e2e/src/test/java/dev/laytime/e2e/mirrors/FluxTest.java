package dev.laytime.e2e.mirrors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.e2e.ProvingGround;
import dev.laytime.e2e.Rights;
import dev.laytime.e2e.counterpart.ControlPlane;
import dev.laytime.e2e.counterpart.DistributionRegistry;
import dev.laytime.e2e.counterpart.ImageReflector;
import dev.laytime.e2e.counterpart.LaytimeWorker;
import dev.laytime.e2e.counterpart.RegistryProbe;
import dev.laytime.e2e.counterpart.TemporalServer;
import dev.laytime.e2e.harness.Await;
import dev.laytime.e2e.harness.Workspace;
import dev.laytime.e2e.image.Images;
import dev.laytime.image.Digest;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A worker in the place of imagerepo-mirror, beside Flux's own controller. */
@ExtendWith(ProvingGround.class)
final class FluxTest {

  private static final Duration SOON = Duration.ofMinutes(3);
  private static final int TAGS = 14;

  @Test
  void mirrorsWhatFluxScans(Workspace workspace) throws IOException {
    ControlPlane cluster = ControlPlane.start(workspace);
    DistributionRegistry upstream = DistributionRegistry.start(workspace);
    DistributionRegistry target = DistributionRegistry.start(workspace);
    Images images = workspace.keep(new Images(workspace.directory("images")));
    RegistryProbe probe = workspace.keep(new RegistryProbe());
    for (int i = 0; i < TAGS; i++) {
      images.image(upstream, "org/app", "1.%d.0".formatted(i), 1, 100);
    }
    images.image(upstream, "org/app", "1.0.0-internal", 1, 100);
    ImageReflector.define(cluster);
    ImageReflector.start(workspace, cluster);
    new Rights(cluster).grantAsDocumentedFor("migrate-from-imagerepo-mirror.md");
    String token = account(cluster);
    LaytimeWorker.start(
        workspace,
        TemporalServer.start(workspace),
        List.of(
            "--laytime.adapters.imagerepo-mirror.destination-registry=" + target.image("kept"),
            "--laytime.adapters.imagerepo-mirror.kubeconfig=" + cluster.kubeconfig(token),
            "--laytime.adapters.imagerepo-mirror.every=1s"));

    // Once an hour at the source: what comes sooner comes because Flux saw it.
    create(cluster, "app", upstream.image("org/app"), "1h");
    Await.until(
        "all that Flux scanned is there",
        SOON,
        () -> probe.has(target.image("kept/app:1.%d.0".formatted(TAGS - 1))));
    Await.until(
        "more than the sample in its status",
        SOON,
        () -> probe.has(target.image("kept/app:1.0.0")));
    assertThat(probe.has(target.image("kept/app:1.0.0-internal"))).isFalse();

    Digest later = images.image(upstream, "org/app", "2.0.0", 1, 100);
    requestScan(cluster, "app");
    Await.until(
        "what is new there, as Flux scans it",
        SOON,
        () -> probe.has(target.image("kept/app:2.0.0")));
    assertThat(probe.digest(target.image("kept/app:2.0.0"))).contains(later.value());

    images.image(upstream, "other/app", "9.0.0", 1, 100);
    create(cluster, "younger", upstream.image("other/app"), "10s");
    Await.until(
        "the younger object is told why it stops",
        SOON,
        () ->
            cluster
                .client()
                .events()
                .v1()
                .events()
                .inNamespace("default")
                .list()
                .getItems()
                .stream()
                .anyMatch(event -> event.getReason().equals("DestinationTaken")));
    assertThat(probe.has(target.image("kept/app:9.0.0"))).isFalse();
  }

  private static String account(ControlPlane cluster) {
    cluster.create(
        """
        apiVersion: v1
        kind: Namespace
        metadata: {name: laytime}
        ---
        apiVersion: v1
        kind: ServiceAccount
        metadata: {name: laytime, namespace: laytime}
        """);
    return cluster.tokenOf("laytime", "laytime");
  }

  private static void create(ControlPlane cluster, String name, String image, String interval) {
    cluster.create(
        """
        apiVersion: image.toolkit.fluxcd.io/v1
        kind: ImageRepository
        metadata: {name: %s, namespace: default}
        spec: {image: "%s", interval: %s, insecure: true, exclusionList: ["internal$"]}
        """
            .formatted(name, image, interval));
  }

  private static void requestScan(ControlPlane cluster, String name) {
    cluster
        .client()
        .genericKubernetesResources(
            new ResourceDefinitionContext.Builder()
                .withGroup("image.toolkit.fluxcd.io")
                .withVersion("v1")
                .withKind("ImageRepository")
                .withPlural("imagerepositories")
                .withNamespaced(true)
                .build())
        .inNamespace("default")
        .withName(name)
        .edit(FluxTest::asked);
  }

  private static GenericKubernetesResource asked(GenericKubernetesResource object) {
    object.getMetadata().setAnnotations(Map.of("reconcile.fluxcd.io/requestedAt", "now"));
    return object;
  }
}
