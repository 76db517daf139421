package dev.laytime.e2e.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.e2e.ProvingGround;
import dev.laytime.e2e.Rights;
import dev.laytime.e2e.Workloads;
import dev.laytime.e2e.counterpart.Checkout;
import dev.laytime.e2e.counterpart.Configuration;
import dev.laytime.e2e.counterpart.ControlPlane;
import dev.laytime.e2e.counterpart.DistributionRegistry;
import dev.laytime.e2e.counterpart.Durations;
import dev.laytime.e2e.counterpart.LaytimeWorker;
import dev.laytime.e2e.counterpart.RegistryProbe;
import dev.laytime.e2e.harness.Await;
import dev.laytime.e2e.harness.Workspace;
import dev.laytime.e2e.image.Images;
import dev.laytime.image.Digest;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the users of Qebbeq's custom resources see of a worker that took its place. */
@ExtendWith(ProvingGround.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class QebbeqTest {

  private static final Duration SOON = Duration.ofMinutes(2);
  private static final Durations DURATIONS = Durations.QUICK.kept("6s", "12s");

  private static ControlPlane cluster;
  private static Workloads shop;
  private static DistributionRegistry upstream;
  private static DistributionRegistry registry;
  private static Images images;
  private static RegistryProbe probe;

  @BeforeAll
  static void start(Workspace workspace) throws IOException {
    cluster = ControlPlane.start(workspace);
    cluster.namespace("shop");
    cluster.namespace("qebbeq");
    shop = new Workloads(cluster, "shop");
    // A cluster that names nothing at all would prove nothing.
    shop.deployment("stays", "docker.io/library/busybox:1.36", 0);
    upstream = DistributionRegistry.start(workspace);
    registry = DistributionRegistry.start(workspace);
    images = workspace.keep(new Images(workspace.directory("images")));
    probe = workspace.keep(new RegistryProbe());
    cluster.create(
        Files.readString(Checkout.root().resolve("deploy/helm/laytime/files/crds/qebbeq.yaml")));
    Rights rights = new Rights(cluster);
    String token = rights.grantAsDocumented();
    rights.grantAsDocumentedFor("migrate-from-qebbeq.md");
    Configuration configuration =
        new Configuration()
            .stage(
                "qebbeq",
                registry.host(),
                "deletion: enabled",
                "grace-period: " + DURATIONS.grace(),
                "quarantine: " + DURATIONS.quarantine(),
                "sweep-every: " + DURATIONS.sweep(),
                "reaper-window: " + DURATIONS.window(),
                "breaker: {images: 50, percent: 100, window: 1h}")
            .cluster("live", cluster.kubeconfig(token), DURATIONS)
            .lines(
                "registries:",
                "  - {host: docker.io, endpoint: 'http://%s'}".formatted(upstream.host()),
                "adapters:",
                "  qebbeq: {registry-host: '%s', controller-namespace: qebbeq, every: 1s}"
                    .formatted(registry.host()));
    LaytimeWorker _ =
        LaytimeWorker.embedded(
            workspace,
            List.of("--laytime.config=" + configuration.writeTo(workspace.directory("config"))));
  }

  @Test
  void seeAnImageComeAndStayAndLeave() {
    Digest digest = images.image(upstream, "org/app", "1", 1, 1_000);
    mirror("by-prefix", "{upstream: '%s', prefix: ext/, policy: {type: IfNotPresent}}");
    String image = registry.image("ext/org/app:1");
    shop.pod("web", image);

    await(image, "is ready", object -> phase(object).equals("Ready"));
    assertThat(probe.digest(image)).contains(digest.value());
    GenericKubernetesResource object = object(image);
    assertThat(object.getMetadata().getNamespace()).isEqualTo("qebbeq");
    assertThat(object.getMetadata().getName()).matches("img-app-1-[0-9a-f]{16}");
    assertThat(object.getMetadata().getManagedFields())
        .filteredOn(field -> "status".equals(field.getSubresource()))
        .singleElement()
        .satisfies(field -> {
          assertThat(field.getManager()).isEqualTo("laytime");
          assertThat(field.getOperation()).isEqualTo("Apply");
        });
    assertThat(object.<Object>get("status", "references").toString()).contains("web", "shop");
    assertThat(object.<Object>get("status", "last_pulled_at")).isNotNull();

    delete(object);
    await(image, "waits for its Pod", each -> phase(each).equals("Deleting"));
    shop.removePod("web");
    Await.until("its object is gone", SOON, () -> found(image).isEmpty());
    assertThat(probe.has(image)).as("the image is not").isTrue();

    shop.pod("web", image);
    await(image, "is ready again", each -> phase(each).equals("Ready"));
    shop.removePod("web");
    await(
        image,
        "is retained",
        each -> phase(each).equals("Retaining") && each.get("status", "retain_until") != null);
    await(
        image,
        "is retained without its tag",
        each -> phase(each).equals("Retaining") && probe.digest(image).isEmpty());
    Await.until("its object is gone with it", SOON, () -> found(image).isEmpty());
  }

  @Test
  void writeMirrorsInTheOldSpelling() {
    Digest digest = images.image(upstream, "old/app", "1", 1, 1_000);
    mirror(
        "by-repository",
        "{upstreamRegistry: '%s', repository: old/app, policy: {type: ifNotPresent}, platforms:"
            + " [linux/amd64]}");
    String image = registry.image("old/app:1");
    shop.pod("old", image);

    await(image, "is ready", object -> phase(object).equals("Ready"));
    assertThat(probe.digest(image)).contains(digest.value());
  }

  @Test
  void seeWhyAnImageDoesNotCome() {
    String image = registry.image("nobody/has:1");
    shop.pod("none", image);

    await(image, "cannot be pulled", object -> phase(object).equals("ImagePullBackOff"));
    assertThat(object(image).get("status", "conditions").toString())
        .contains("no ImageMirror found matching prefix for image " + image);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                               | expected exactly one of upstream",
        "{upstream: a.b, upstreamRegistry: a.b, prefix: c} | expected exactly one of upstream",
        "{upstream: a.b}                                  | upstream and prefix belong together",
        "{upstream: 'https://a.b', prefix: c}             | without scheme",
        "{upstreamRegistry: 'https://a.b'}                | upstreamRegistry: expected HOST",
        "{upstream: a.b, prefix: c, repository: d}        | repository belongs to",
        "{upstreamRegistry: a.b, policy: {type: Never}}   | expected IfNotPresent or Poll",
      })
  void areToldWhatIsWrongWithAMirror(String spec, String message) {
    assertThatThrownBy(() -> cluster.create(mirrorYaml("wrong", spec)))
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining(message);
  }

  @Test
  void areToldWhatIsWrongWithAnImage() {
    assertThatThrownBy(() ->
            cluster.create(
                """
                apiVersion: qebbeq.tuco86.dev/v1alpha1
                kind: Image
                metadata: {name: wrong, namespace: qebbeq}
                spec: {image: "two words"}
                """))
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("image: expected a reference as Pods write it");
  }

  @Test
  void deleteAnObjectOfTheirOwnNamespaceWithoutWaitingForAnybody() {
    images.image(upstream, "own/app", "1", 1, 1_000);
    mirror("own", "{upstream: '%s/own', prefix: own, policy: {type: IfNotPresent}}");
    String image = registry.image("own/app:1");
    shop.pod("own", image);
    cluster.create(
        """
        apiVersion: qebbeq.tuco86.dev/v1alpha1
        kind: Image
        metadata: {name: own, namespace: shop, finalizers: [qebbeq.tuco86.dev/finalizer]}
        spec: {image: "%s"}
        """
            .formatted(image));
    Await.until(
        "it has a phase, and no finalizer of Qebbeq's",
        SOON,
        () ->
            inShop("own")
                .filter(object -> phase(object).equals("Ready"))
                .filter(object -> object.getMetadata().getFinalizers().isEmpty())
                .isPresent());

    delete(inShop("own").orElseThrow());
    Await.until("it is gone although a Pod names its image", SOON, () -> inShop("own").isEmpty());
  }

  /** One repository, and all others: after it every image has a mirror. */
  @Test
  @Order(Integer.MAX_VALUE - 1)
  void applyItsExampleUnchanged() {
    Digest named = images.image(upstream, "library/busybox", "1.36", 1, 1_000);
    Digest other = images.image(upstream, "team/tool", "2", 1, 1_000);
    cluster.create(
        """
        apiVersion: qebbeq.tuco86.dev/v1alpha1
        kind: ImageMirror
        metadata:
          name: docker-io-library-busybox
          namespace: qebbeq
        spec:
          upstreamRegistry: docker.io
          repository: library/busybox
          policy:
            type: ifNotPresent
          platforms:
            - linux/amd64
        ---
        apiVersion: qebbeq.tuco86.dev/v1alpha1
        kind: ImageMirror
        metadata:
          name: docker-io-all
          namespace: qebbeq
        spec:
          upstreamRegistry: docker.io
          policy:
            type: ifNotPresent
          platforms:
            - linux/amd64
        """);
    String busybox = registry.image("library/busybox:1.36");
    String tool = registry.image("team/tool:2");
    shop.pod("busybox", busybox);
    shop.pod("tool", tool);

    await(busybox, "is ready", object -> phase(object).equals("Ready"));
    await(tool, "is ready", object -> phase(object).equals("Ready"));
    assertThat(probe.digest(busybox)).contains(named.value());
    assertThat(probe.digest(tool)).contains(other.value());
  }

  /** The last one: nothing of Qebbeq is left after it. */
  @Test
  @Order(Integer.MAX_VALUE)
  void takeTheirKindsAwayWhilePodsNameTheirImages() {
    images.image(upstream, "last/app", "1", 1, 1_000);
    mirror("last", "{upstream: '%s/last', prefix: last, policy: {type: IfNotPresent}}");
    String image = registry.image("last/app:1");
    shop.pod("last", image);
    await(
        image,
        "is ready, and held",
        object ->
            phase(object).equals("Ready")
                && object.getMetadata().getFinalizers().contains("qebbeq.tuco86.dev/finalizer"));

    Resource<CustomResourceDefinition> definition =
        cluster
            .client()
            .apiextensions()
            .v1()
            .customResourceDefinitions()
            .withName("images.qebbeq.tuco86.dev");
    definition.delete();
    Await.until(
        "the definition is gone with all of its objects", SOON, () -> definition.get() == null);
    assertThat(probe.has(image)).as("its image is not").isTrue();
  }

  private static Optional<GenericKubernetesResource> inShop(String name) {
    return Optional.ofNullable(
        cluster
            .client()
            .genericKubernetesResources(context("Image", "images"))
            .inNamespace("shop")
            .withName(name)
            .get());
  }

  private static void mirror(String name, String spec) {
    cluster.create(mirrorYaml(name, spec.formatted(upstream.host())));
    Await.until(
        "mirror %s is in force".formatted(name),
        SOON,
        () -> {
          GenericKubernetesResource mirror =
              cluster
                  .client()
                  .genericKubernetesResources(context("ImageMirror", "imagemirrors"))
                  .inNamespace("qebbeq")
                  .withName(name)
                  .get();
          return String.valueOf(mirror.<Object>get("status", "conditions")).contains("InForce");
        });
  }

  private static String mirrorYaml(String name, String spec) {
    return """
    apiVersion: qebbeq.tuco86.dev/v1alpha1
    kind: ImageMirror
    metadata: {name: %s, namespace: qebbeq}
    spec: %s
    """
        .formatted(name, spec);
  }

  private static void delete(GenericKubernetesResource object) {
    cluster.client().resource(object).delete();
  }

  private static String phase(GenericKubernetesResource object) {
    return String.valueOf(object.<Object>get("status", "phase"));
  }

  private static GenericKubernetesResource object(String image) {
    return found(image).orElseThrow();
  }

  private static Optional<GenericKubernetesResource> found(String image) {
    return cluster
        .client()
        .genericKubernetesResources(context("Image", "images"))
        .inNamespace("qebbeq")
        .list()
        .getItems()
        .stream()
        .filter(object -> image.equals(object.get("spec", "image")))
        .findFirst();
  }

  private static void await(
      String image, String what, Predicate<GenericKubernetesResource> condition) {
    if (!Await.holdsInTheEnd(SOON, () -> found(image).filter(condition).isPresent())) {
      throw new IllegalStateException(
          "Waited in vain: %s %s; it is %s".formatted(image, what, found(image)));
    }
  }

  private static ResourceDefinitionContext context(String kind, String plural) {
    return new ResourceDefinitionContext.Builder()
        .withGroup("qebbeq.tuco86.dev")
        .withVersion("v1alpha1")
        .withKind(kind)
        .withPlural(plural)
        .withNamespaced(true)
        .build();
  }
}
