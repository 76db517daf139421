package dev.laytime.e2e.charts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.e2e.ProvingGround;
import dev.laytime.e2e.Rights;
import dev.laytime.e2e.counterpart.Checkout;
import dev.laytime.e2e.counterpart.Configuration;
import dev.laytime.e2e.counterpart.ControlPlane;
import dev.laytime.e2e.counterpart.DistributionRegistry;
import dev.laytime.e2e.counterpart.LaytimeWorker;
import dev.laytime.e2e.counterpart.RegistryProbe;
import dev.laytime.e2e.counterpart.TemporalServer;
import dev.laytime.e2e.harness.Await;
import dev.laytime.e2e.harness.Workspace;
import dev.laytime.e2e.image.Images;
import dev.laytime.image.Digest;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the users of image-operator's objects see of a worker that took its place. */
@ExtendWith(ProvingGround.class)
final class ImageOperatorTest {

  private static final Duration SOON = Duration.ofMinutes(2);

  private static ControlPlane cluster;
  private static DistributionRegistry hub;
  private static DistributionRegistry quay;
  private static Images images;
  private static RegistryProbe probe;

  @BeforeAll
  static void start(Workspace workspace) throws IOException {
    cluster = ControlPlane.start(workspace);
    cluster.namespace("shop");
    hub = DistributionRegistry.start(workspace);
    quay = DistributionRegistry.start(workspace);
    images = workspace.keep(new Images(workspace.directory("images")));
    probe = workspace.keep(new RegistryProbe());
    create(
        Files.readString(
            Checkout.root().resolve("deploy/helm/laytime/files/crds/image-operator.yaml")));
    Rights rights = new Rights(cluster);
    String token = rights.grantAsDocumented();
    rights.grantAsDocumentedFor("migrate-from-image-operator.md");
    Configuration configuration =
        new Configuration()
            .lines(
                "registries:",
                "  - {host: docker.io, endpoint: 'http://%s'}".formatted(hub.host()),
                "  - {host: quay.io, endpoint: 'http://%s'}".formatted(quay.host()),
                "adapters:",
                "  image-operator:",
                "    kubeconfig: " + cluster.kubeconfig(token),
                "    every: 1s",
                "    destinations: [docker.io/tchoupinax/**, docker.io/destination/**]");
    LaytimeWorker _ =
        LaytimeWorker.start(
            workspace,
            TemporalServer.start(workspace),
            List.of("--laytime.config=" + configuration.writeTo(workspace.directory("config"))));
  }

  /** With every field that there is. */
  @Test
  void copyWhatMatchesFromDockerHub() {
    Digest first = images.image(hub, "source/argoproj/argocd", "v2.13.1", 1, 1_000);
    Digest second = images.image(hub, "source/argoproj/argocd", "v2.13.12", 1, 1_000);
    images.image(hub, "source/argoproj/argocd", "v2.13.2-rc1", 1, 1_000);
    images.image(hub, "source/argoproj/argocd", "v2.14.0", 1, 1_000);
    create(
        """
        apiVersion: skopeo.io/v1alpha1
        kind: Image
        metadata:
          name: name

        spec:
          allowCandidateRelease: false # Activate if you want release which match *.*.*-rc[O-9]+
          mode: OneShot # or Reccurrent
          frequency: "1m" # or [O-9]+h (hour), [O-9]+d (day), [O-9]+w (week)
          source:
            name: source/argoproj/argocd
            version: v2.13.x
          destination:
            name: destination/argoproj/argocd
            version: v2.13.x
        """);

    await("default", "name", "is done", ImageOperatorTest::isDone);
    assertHas("destination/argoproj/argocd:v2.13.1", first);
    assertHas("destination/argoproj/argocd:v2.13.12", second);
    assertHasNot("destination/argoproj/argocd:v2.13.2-rc1");
    assertHasNot("destination/argoproj/argocd:v2.14.0");
    assertHasNot("destination/argoproj/argocd:v2.13.x");

    Digest later = images.image(hub, "source/argoproj/argocd", "v2.13.13", 1, 1_000);
    Await.until(
        "a version that comes to match later is copied",
        SOON,
        () ->
            probe
                .digest(hub.image("destination/argoproj/argocd:v2.13.13"))
                .equals(Optional.of(later.value())));
  }

  @Test
  void copyReleaseCandidatesWhereTheyAreAllowed() {
    Digest release = images.image(quay, "argoproj/argocd", "v2.13.1", 1, 1_000);
    Digest candidate = images.image(quay, "argoproj/argocd", "v2.13.2-rc12", 1, 1_000);
    create(
        """
        apiVersion: skopeo.io/v1alpha1
        kind: Image
        metadata:
          name: argocd-2-13-rc
        spec:
          allowCandidateRelease: true
          mode: OneShot
          source:
            name: quay.io/argoproj/argocd
            version: v2.13.x
          destination:
            name: tchoupinax/argoproj/argocd
            version: v2.13.x
        """);

    await("default", "argocd-2-13-rc", "is done", ImageOperatorTest::isDone);
    assertHas("tchoupinax/argoproj/argocd:v2.13.1", release);
    assertHas("tchoupinax/argoproj/argocd:v2.13.2-rc12", candidate);
  }

  @Test
  void copyOneVersionWheneverItMoves() {
    Digest digest = images.image(quay, "nginx/nginx-ingress", "3.7-alpine", 1, 1_000);
    create(
        """
        apiVersion: skopeo.io/v1alpha1
        kind: Image
        metadata:
          name: nginx-alpine
        spec:
          frequency: 15m
          mode: Recurrent # Or OneShot
          source:
            name: quay.io/nginx/nginx-ingress
            version: 3.7-alpine
          destination:
            name: tchoupinax/nginx/nginx-ingress
            version: 3.7-alpine
        """);

    await("default", "nginx-alpine", "is done", ImageOperatorTest::isDone);
    assertHas("tchoupinax/nginx/nginx-ingress:3.7-alpine", digest);
    GenericKubernetesResource object = object("default", "nginx-alpine").orElseThrow();
    assertThat(object.<Object>get("status", "history").toString())
        .contains("quay.io/nginx/nginx-ingress:3.7-alpine", digest.value());
    assertThat(object.<Object>get("status", "lastGenerationSeen").toString()).isEqualTo("1");
    assertThat(object.getMetadata().getManagedFields())
        .filteredOn(field -> "status".equals(field.getSubresource()))
        .singleElement()
        .satisfies(field -> {
          assertThat(field.getManager()).isEqualTo("laytime");
          assertThat(field.getOperation()).isEqualTo("Apply");
        });
  }

  @Test
  void followAMovingTagUnderAnotherName() {
    images.image(quay, "org/app", "edge", 1, 1_000);
    create(image("moving", "Recurrent", "quay.io/org/app", "edge", "tchoupinax/app", "stable"));
    await("shop", "moving", "is done", ImageOperatorTest::isDone);

    Digest moved = images.image(quay, "org/app", "edge", 1, 1_000);
    Await.until(
        "it follows",
        SOON,
        () -> probe.digest(hub.image("tchoupinax/app:stable")).equals(Optional.of(moved.value())));
  }

  @Test
  void seeThatAnObjectAsksForMoreThanItMay() {
    create(image("reach", "OneShot", "quay.io/org/app", "1", "quay.io/org/stolen", "1"));

    await(
        "shop",
        "reach",
        "is refused",
        object -> phase(object).equals("REFUSED") && said(object, "DestinationNotAllowed"));
  }

  @Test
  void seeWhatIsNotThereYet() {
    images.image(quay, "org/late", "0", 1, 1_000);
    create(image("late", "OneShot", "quay.io/org/late", "1", "tchoupinax/late", "1"));
    await(
        "shop",
        "late",
        "waits",
        object -> phase(object).equals("FAILED") && said(object, "the source has no such tag"));

    Digest digest = images.image(quay, "org/late", "1", 1, 1_000);
    await("shop", "late", "is done", ImageOperatorTest::isDone);
    assertHas("tchoupinax/late:1", digest);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{mode: Reccurrent, source: {name: a, version: b}, destination: {name: c, version: d}}",
        "{mode: OneShot, source: {name: a}, destination: {name: c, version: d}}",
        "{mode: OneShot, source: {name: a, version: b}}",
        "{source: {name: a, version: b}, destination: {name: c, version: d}}",
      })
  void areToldWhatIsWrong(String spec) {
    assertThatThrownBy(() ->
            create(
                "{apiVersion: skopeo.io/v1alpha1, kind: Image, metadata: {name: wrong, namespace:"
                    + " shop}, spec: %s}".formatted(spec)))
        .isInstanceOf(KubernetesClientException.class);
  }

  private static String image(
      String name, String mode, String source, String version, String destination, String tag) {
    return """
    apiVersion: skopeo.io/v1alpha1
    kind: Image
    metadata: {name: %s, namespace: shop}
    spec:
      mode: %s
      frequency: 10s
      source: {name: %s, version: "%s"}
      destination: {name: %s, version: "%s"}
    """
        .formatted(name, mode, source, version, destination, tag);
  }

  private static void assertHas(String image, Digest digest) {
    assertThat(probe.digest(hub.image(image))).contains(digest.value());
  }

  private static void assertHasNot(String image) {
    assertThat(probe.digest(hub.image(image))).isEmpty();
  }

  private static boolean isDone(GenericKubernetesResource object) {
    return phase(object).equals("COMPLETED") && said(object, "Copied");
  }

  private static boolean said(GenericKubernetesResource object, String reason) {
    return String.valueOf(object.<Object>get("status", "conditions")).contains(reason);
  }

  private static String phase(GenericKubernetesResource object) {
    return String.valueOf(object.<Object>get("status", "phase"));
  }

  private static void create(String yaml) {
    for (HasMetadata object :
        cluster.client().load(new ByteArrayInputStream(yaml.getBytes(UTF_8))).items()) {
      if (object instanceof GenericKubernetesResource
          && object.getMetadata().getNamespace() == null) {
        object.getMetadata().setNamespace("default"); // as kubectl does
      }
      cluster.client().resource(object).create();
    }
  }

  private static void await(
      String namespace, String name, String what, Predicate<GenericKubernetesResource> condition) {
    boolean held =
        Await.holdsInTheEnd(SOON, () -> object(namespace, name).filter(condition).isPresent());
    if (!held) {
      throw new IllegalStateException(
          "Waited in vain: %s %s; it is %s".formatted(name, what, object(namespace, name)));
    }
  }

  private static Optional<GenericKubernetesResource> object(String namespace, String name) {
    ResourceDefinitionContext context =
        new ResourceDefinitionContext.Builder()
            .withGroup("skopeo.io")
            .withVersion("v1alpha1")
            .withKind("Image")
            .withPlural("images")
            .withNamespaced(true)
            .build();
    return Optional.ofNullable(
        cluster
            .client()
            .genericKubernetesResources(context)
            .inNamespace(namespace)
            .withName(name)
            .get());
  }
}
