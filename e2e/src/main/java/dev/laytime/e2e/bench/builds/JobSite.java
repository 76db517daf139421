package dev.laytime.e2e.bench.builds;

import dev.laytime.e2e.counterpart.Checkout;
import dev.laytime.e2e.counterpart.Configuration;
import dev.laytime.e2e.counterpart.ControlPlane;
import dev.laytime.e2e.counterpart.DistributionRegistry;
import dev.laytime.e2e.counterpart.Durations;
import dev.laytime.e2e.counterpart.LaytimeWorker;
import dev.laytime.e2e.counterpart.Manifests;
import dev.laytime.e2e.counterpart.Node;
import dev.laytime.e2e.counterpart.PodNetwork;
import dev.laytime.e2e.counterpart.RegistryProbe;
import dev.laytime.e2e.counterpart.TemporalServer;
import dev.laytime.e2e.harness.Workspace;
import dev.laytime.e2e.image.BuilderImages;
import dev.laytime.e2e.image.Images;
import dev.laytime.e2e.image.OurImage;
import dev.laytime.image.Reference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.util.List;

/** A worker that has images built in Jobs of a real node, of pages and a Dockerfile. */
final class JobSite {

  private static final String NAMESPACE = "builders";
  private static final String IMAGE = "laytime.dev/image";

  /** Reads all that it copies, so that there is something to run. */
  private static final String DOCKERFILE =
      """
      FROM BASES/base:1
      COPY web /srv
      RUN cat /srv/*.html | wc -c >/size
      """;

  private final Workspace workspace;
  private final DistributionRegistry registry;
  private final String host;
  private final String ours;
  private final ControlPlane cluster;
  private final TemporalServer temporal;
  private final Manifests manifests;
  private final Pages pages;
  private final RegistryProbe probe;

  JobSite(Size size, Workspace workspace) {
    this.workspace = workspace;
    Images images = workspace.keep(new Images(workspace.directory("images")));
    registry = DistributionRegistry.start(workspace);
    PodNetwork network = PodNetwork.make(workspace);
    cluster = ControlPlane.start(workspace, network);
    network.open(registry.port());
    host = network.node() + ":" + registry.port();
    images.program(registry, "node/pause", "1", Path.of(Checkout.binary("pause")));
    BuilderImages.push(images, registry, workspace);
    ours = OurImage.bring(workspace, registry, images, "1") + ":1";
    var _ = Node.start(workspace, cluster, registry.image("node/pause:1"), network, List.of(host));
    cluster.namespace(NAMESPACE);
    login();
    temporal = TemporalServer.start(workspace);
    manifests = new Manifests(workspace.directory("manifests"));
    pages =
        new Pages(workspace.directory("pages"), size.files(), DOCKERFILE.replace("BASES", host));
    probe = workspace.keep(new RegistryProbe());
    var _ = LaytimeWorker.asDocumented(workspace, temporal, "--laytime.config=" + configuration());
  }

  Workspace workspace() {
    return workspace;
  }

  /** The registry, as Pods and this machine know it. */
  String host() {
    return host;
  }

  Pages pages() {
    return pages;
  }

  /**
   * Names an image that nobody built.
   *
   * @param strategy also the rule's name
   * @param tag of the pages, too
   */
  Turn build(String strategy, int tag) {
    Reference image = Reference.parse("%s/prod/%s:%d".formatted(host, strategy, tag));
    long start = System.nanoTime();
    long named = System.currentTimeMillis();
    manifests.deploy(strategy + tag, image.text());
    double seconds = Appearance.of(image, probe, start);
    var _ = Appearance.ended(image, temporal);
    return Turn.of(seconds, named, podOf(image));
  }

  private Pod podOf(Reference image) {
    KubernetesClient client = cluster.client();
    String job =
        client.batch().v1().jobs().inNamespace(NAMESPACE).list().getItems().stream()
            .filter(each -> image.text().equals(each.getMetadata().getAnnotations().get(IMAGE)))
            .map(each -> each.getMetadata().getName())
            .findFirst()
            .orElseThrow();
    return client
        .pods()
        .inNamespace(NAMESPACE)
        .withLabel("job-name", job)
        .list()
        .getItems()
        .getFirst();
  }

  /** The registry asks for none. */
  private void login() {
    cluster
        .client()
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName("push")
                .withNamespace(NAMESPACE)
                .endMetadata()
                .withType("kubernetes.io/dockerconfigjson")
                .addToStringData(".dockerconfigjson", "{\"auths\":{}}")
                .build())
        .create();
  }

  private Path configuration() {
    return new Configuration()
        .stage("prod", host + "/prod")
        .cluster("here", cluster.kubeconfig(ControlPlane.ADMIN), Durations.QUICK)
        .directory(
            "manifests",
            manifests.directory(),
            Durations.QUICK.looking(Durations.QUICK.sweep(), Missing.EVERY))
        .lines(
            """
            registries:
              - {host: 'HOST', insecure: true}
            builders:
              source: here
              namespace: builders
              image: 'OURS'
              push-secret: push
              kaniko: {image: 'KANIKO'}
              buildkit: {image: 'BUILDKIT', rootless: false}
            builds:
            """
                .replace("HOST", host)
                .replace("OURS", ours)
                .replace("KANIKO", registry.image("kaniko:1"))
                .replace("BUILDKIT", registry.image("buildkit:1"))
                .stripTrailing())
        .lines(rule("kaniko"), rule("buildkit"))
        .writeTo(workspace.directory("config"));
  }

  private String rule(String strategy) {
    return """
      - name: STRATEGY
        images: {repositories: ["HOST/prod/STRATEGY"]}
        git: {url: "SOURCE"}
        refs: [{tag: "v{tag}"}]
        allow: {tags: ["v*"]}
        recipe: {strategy: STRATEGY, resources: {cpu: 500m, memory: 1Gi, disk: 2Gi}}
        orders: {namespaces: [shop], sources: [manifests], per-hour: 1000, at-once: 100}\
    """
        .replace("STRATEGY", strategy)
        .replace("HOST", host)
        .replace("SOURCE", pages.url());
  }
}
