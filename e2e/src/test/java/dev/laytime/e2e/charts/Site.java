package dev.laytime.e2e.charts;

import dev.laytime.e2e.Canary;
import dev.laytime.e2e.counterpart.Checkout;
import dev.laytime.e2e.counterpart.ControlPlane;
import dev.laytime.e2e.counterpart.DistributionRegistry;
import dev.laytime.e2e.counterpart.Node;
import dev.laytime.e2e.counterpart.PodNetwork;
import dev.laytime.e2e.counterpart.PostgresServer;
import dev.laytime.e2e.counterpart.TemporalServer;
import dev.laytime.e2e.harness.Workspace;
import dev.laytime.e2e.image.Images;
import dev.laytime.e2e.image.OurImage;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * All that an installation of ours finds: a cluster of one node, Temporal, a database, a registry
 * that asks for a password, our image in another, and Secrets in a namespace that is restricted.
 */
final class Site {

  /** Where the chart is installed. */
  static final String NAMESPACE = "images";

  static final Canary API = fresh("");

  /** It tells of pulls. */
  static final Canary EVENTS = fresh("");

  /** It writes to the stage's registry. */
  static final Canary REGISTRY = new Canary("robot", "canaryOfTheRegistry-7f0c2e5a91d84b36");

  private static final Canary LEDGER = fresh("laytime");

  /** What {@code htpasswd -B} makes of the registry's. */
  private static final String HASHED =
      "robot:$2b$04$cHUxWpU.RtJYj8a/ThOKF.8IbLgB371tFcpKpOwkNWlhyF/oimWLm";

  private static final String VERSION = "0.1.0";
  private static final Path PAUSE = Path.of(Checkout.binary("pause"));

  private final PodNetwork network;
  private final ControlPlane cluster;
  private final Node node;
  private final DistributionRegistry open;
  private final DistributionRegistry unguarded;
  private final DistributionRegistry stage;
  private final Images images;
  private final TemporalServer temporal;
  private final PostgresServer postgres;
  private final String image;

  private Site(Workspace workspace) {
    images = workspace.keep(new Images(workspace.directory("images")));
    open = DistributionRegistry.start(workspace);
    CompletableFuture<String> brought =
        CompletableFuture.supplyAsync(
            () -> OurImage.bring(workspace, open, images, VERSION),
            task -> Thread.ofVirtual().start(task));
    network = PodNetwork.make(workspace);
    cluster = ControlPlane.start(workspace, network);
    images.program(open, "node/pause", "1", PAUSE);
    node = Node.start(workspace, cluster, open.image("node/pause:1"), network);
    temporal = TemporalServer.start(workspace);
    postgres = PostgresServer.start(workspace);
    postgres.user(LEDGER.user(), LEDGER.secret());
    unguarded = DistributionRegistry.start(workspace);
    stage = unguarded.guardedBy(passwords(workspace), workspace);
    List.of(open.port(), stage.port(), temporal.port(), postgres.port()).forEach(network::open);
    namespaces();
    secrets();
    image = brought.join();
  }

  private static Canary fresh(String user) {
    return new Canary(user, "canary-" + UUID.randomUUID());
  }

  /** Starts it; it ends with the workspace. */
  static Site start(Workspace workspace) {
    return new Site(workspace);
  }

  ControlPlane cluster() {
    return cluster;
  }

  Node node() {
    return node;
  }

  /** Our own image, as its node pulls it. */
  String image() {
    return image + ":" + VERSION;
  }

  TemporalServer temporal() {
    return temporal;
  }

  Images images() {
    return images;
  }

  /** Where images come from. */
  DistributionRegistry upstream() {
    return open;
  }

  /** The same as Pods know it. */
  String upstreamHost() {
    return network.node() + ":" + open.port();
  }

  /** The stage's registry as Pods know it. */
  String host() {
    return network.node() + ":" + stage.port();
  }

  /** An image of the stage as nobody asks for a password who looks at it. */
  String seen(String image) {
    return image.replace(host(), unguarded.host());
  }

  /** The ledger, as SQL. */
  String ledger() {
    return postgres.dump(LEDGER.user());
  }

  static List<Canary> canaries() {
    return List.of(API, EVENTS, LEDGER, REGISTRY);
  }

  /**
   * Values of the chart for this place, with deletion.
   *
   * @param scans how many at a time
   */
  String values(int scans) {
    return VALUES
        .replace("IMAGE", image)
        .replace("TEMPORAL", network.node() + ":" + temporal.port())
        .replace("POSTGRES", network.node() + ":" + postgres.port())
        .replace("STAGE", host())
        .replace("UPSTREAM", upstreamHost())
        .replace("SCANS", Integer.toString(scans));
  }

  private static final String VALUES =
      """
      image: {repository: "IMAGE"}
      config:
        temporal: {address: "TEMPORAL"}
        ledger:
          url: jdbc:postgresql://POSTGRES/laytime
          username: laytime
          password-file: /run/secrets/ledger/password
        api: {token-file: /run/secrets/api/token}
        concurrency: {scans: SCANS}
        registries:
          - {host: "STAGE", insecure: true}
          - {host: "UPSTREAM", insecure: true}
        stages:
          - name: prod
            prefix: "STAGE"
            deletion: enabled
            grace-period: 3s
            quarantine: 15s
            sweep-every: 5s
            reaper-window: 200ms
            breaker: {images: 50, percent: 100, window: 1h}
            events-token-file: /run/secrets/events/token
        sources:
          - {name: here, scan-every: 2s, cluster: {in-cluster: true}}
        adapters:
          qebbeq: {registry-host: "STAGE", every: 1s}
      secrets:
        - {name: ledger, secret: laytime-ledger}
        - {name: api, secret: laytime-api}
        - {name: events, secret: laytime-events}
      dockerConfigSecret: laytime-registries
      env:
        - {name: JAVA_TOOL_OPTIONS, value: "-XX:+UseSerialGC -XX:TieredStopAtLevel=1"}
      """;

  private void namespaces() {
    cluster.namespace("shop");
    cluster
        .client()
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(NAMESPACE)
                .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                .endMetadata()
                .build())
        .create();
  }

  private void secrets() {
    secret("laytime-ledger", "Opaque", "password", LEDGER.secret());
    secret("laytime-api", "Opaque", "token", API.secret());
    secret("laytime-events", "Opaque", "token", EVENTS.secret());
    String logins =
        "{\"auths\":{\"%s\":{\"auth\":\"%s\"}}}".formatted(host(), Canary.base64(REGISTRY.shown()));
    secret("laytime-registries", "kubernetes.io/dockerconfigjson", ".dockerconfigjson", logins);
  }

  private void secret(String name, String type, String key, String value) {
    cluster
        .client()
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(NAMESPACE)
                .endMetadata()
                .withType(type)
                .addToStringData(key, value)
                .build())
        .create();
  }

  private static Path passwords(Workspace workspace) {
    Path file = workspace.directory("passwords").resolve("htpasswd");
    try {
      return Files.writeString(file, HASHED);
    } catch (IOException e) {
      throw new UncheckedIOException("Write " + file, e);
    }
  }
}
