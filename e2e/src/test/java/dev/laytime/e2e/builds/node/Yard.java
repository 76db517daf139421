package dev.laytime.e2e.builds.node;

import com.fasterxml.jackson.databind.JsonNode;
import dev.laytime.activities.build.git.SourceRepository;
import dev.laytime.activities.build.git.SourceSettings;
import dev.laytime.activities.build.job.BuilderSettings;
import dev.laytime.activities.build.job.JobBuilder;
import dev.laytime.activities.build.job.SourceLimits;
import dev.laytime.activities.job.JobApi;
import dev.laytime.activities.job.JobOwner;
import dev.laytime.activities.job.JobTicks;
import dev.laytime.activities.job.Jobs;
import dev.laytime.activities.registry.BuildWorkshop;
import dev.laytime.activities.registry.ImageStores;
import dev.laytime.activities.registry.client.ClientSettings;
import dev.laytime.activities.registry.client.Credential;
import dev.laytime.activities.registry.client.RegistrySettings;
import dev.laytime.activities.source.GitPlace;
import dev.laytime.activities.source.GitProxies;
import dev.laytime.activities.usage.cluster.KubernetesApi;
import dev.laytime.e2e.Canary;
import dev.laytime.e2e.counterpart.Checkout;
import dev.laytime.e2e.counterpart.ControlPlane;
import dev.laytime.e2e.counterpart.DistributionRegistry;
import dev.laytime.e2e.counterpart.Node;
import dev.laytime.e2e.counterpart.PodNetwork;
import dev.laytime.e2e.counterpart.TokenServer;
import dev.laytime.e2e.counterpart.TokenServer.Grant;
import dev.laytime.e2e.harness.Workspace;
import dev.laytime.e2e.image.BuilderImages;
import dev.laytime.e2e.image.Images;
import dev.laytime.e2e.image.OurImage;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.ledger.FetchedManifests;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.ObjectId;

/**
 * Where builders work: a cluster of one node, a registry where each login is good for its own part,
 * another that has their images, and a source.
 */
final class Yard implements AutoCloseable {

  /** It may read and write workshops, and nothing else. */
  static final Canary PUSHER = new Canary("robot", "canaryOfTheRegistry-7f0c2e5a91d84b36");

  /** It may everything. */
  static final Canary WORKER = new Canary("worker", "canaryOfTheWorker-2b91c06d7e5f4a83");

  /** It may read the images of {@code dev/shop}. */
  static final Canary NODE = new Canary("node", "canaryOfTheNode-90d3a7418cfe62b5");

  private final Workspace workspace;
  private final PodNetwork network;
  private final ControlPlane cluster;
  private final Node node;
  private final DistributionRegistry open;
  private final DistributionRegistry content;
  private final DistributionRegistry guarded;
  private final ImageStores stores;
  private final Path source;
  private final String ours;
  private final String bringer;

  private Yard(Workspace workspace) {
    this.workspace = workspace;
    Images images = workspace.keep(new Images(workspace.directory("images")));
    open = DistributionRegistry.start(workspace);
    CompletableFuture<String> brought =
        CompletableFuture.supplyAsync(
            () -> OurImage.bringForShort(workspace, open, images, "1"),
            task -> Thread.ofVirtual().start(task));
    network = PodNetwork.make(workspace);
    cluster = ControlPlane.start(workspace, network);
    images.program(open, "node/pause", "1", Path.of(Checkout.binary("pause")));
    BuilderImages.push(images, open, workspace);
    bringer = BuilderImages.bringer(images, open, workspace);
    TokenServer tokens =
        workspace.keep(
            TokenServer.start(
                workspace.directory("tokens"),
                network.outside(),
                List.of(
                    new Grant(PUSHER.shown(), "dev/laytime-build/", true),
                    new Grant(PUSHER.shown(), "team-a/laytime-build/", true),
                    new Grant(WORKER.shown(), "", true),
                    new Grant(NODE.shown(), "dev/shop", false))));
    content = DistributionRegistry.start(workspace);
    guarded = content.guardedBy(tokens, workspace);
    network.open(open.port());
    List.of(guarded.port(), tokens.port()).forEach(network::openOutside);
    node = Node.start(workspace, cluster, open.image("node/pause:1"), network, List.of(host()));
    stores =
        workspace.keep(
            new ImageStores(
                ClientSettings.of(
                    List.of(
                        new RegistrySettings(host(), null, true)
                            .as(_ ->
                                Optional.of(
                                    new Credential.UsernamePassword(
                                        PUSHER.user(), PUSHER.secret())))),
                    _ -> Optional.empty()),
                _ -> false,
                FetchedManifests.NONE));
    source = workspace.directory("source");
    ours = brought.join();
  }

  /** Starts it; it ends with the workspace. */
  static Yard start(Workspace workspace) {
    return new Yard(workspace);
  }

  /** However somebody may have written them down. */
  static CharSequence[] secrets() {
    return Stream.of(PUSHER, WORKER, NODE).flatMap(Canary::forms).toArray(CharSequence[]::new);
  }

  @Override
  public void close() {
    workspace.close();
  }

  Workspace workspace() {
    return workspace;
  }

  ControlPlane cluster() {
    return cluster;
  }

  Node node() {
    return node;
  }

  /** The workshop of the rule that is called so. */
  Repository workshop(String rule) {
    return new Repository(host(), "dev/laytime-build/" + rule);
  }

  /** The workshop's registry as Pods and the node know it. */
  String host() {
    return network.outside() + ":" + guarded.port();
  }

  /** The registry of bases as Pods know it. */
  String bases() {
    return network.node() + ":" + open.port();
  }

  /** The registry of bases. */
  DistributionRegistry open() {
    return open;
  }

  /** What the guarded registry has, for whoever looks. */
  DistributionRegistry content() {
    return content;
  }

  /** An image of the workshop as the node pulls it. */
  String pulled(String rule, Digest digest) {
    return "%s/%s@%s".formatted(guarded.host(), workshop(rule).path(), digest);
  }

  /** A namespace for builders, with the login of their workshop. */
  void namespace(String name, String security) {
    cluster
        .client()
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(name)
                .addToLabels("pod-security.kubernetes.io/enforce", security)
                .endMetadata()
                .build())
        .create();
    login(name, "push", PUSHER);
  }

  /** Gives a namespace a login. */
  void login(String namespace, String name, Canary canary) {
    String auth =
        Base64.getEncoder().encodeToString(canary.shown().getBytes(StandardCharsets.UTF_8));
    String login = "{\"auth\":\"%s\"}".formatted(auth);
    cluster
        .client()
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .endMetadata()
                .withType("kubernetes.io/dockerconfigjson")
                .addToStringData(
                    ".dockerconfigjson",
                    "{\"auths\":{\"%s\":%s,\"%s\":%s}}"
                        .formatted(host(), login, guarded.host(), login))
                .build())
        .create();
  }

  /** Commits files; the commit's id. */
  synchronized String commit(Map<String, String> files) {
    try (Git git = Git.init().setInitialBranch("main").setDirectory(source.toFile()).call()) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        write(source.resolve(file.getKey()), file.getValue());
      }
      git.add().addFilepattern(".").call();
      return git.commit()
          .setMessage("change")
          .setAuthor("A", "a@example.org")
          .setSign(false)
          .call()
          .name();
    } catch (GitAPIException e) {
      throw new IllegalStateException("Commit", e);
    }
  }

  /** Calls a commit by a tag. */
  synchronized void tag(String commit, String name) {
    try (Git git = Git.open(source.toFile())) {
      var _ =
          git.tag()
              .setName(name)
              .setObjectId(git.getRepository().parseCommit(ObjectId.fromString(commit)))
              .setAnnotated(false)
              .call();
    } catch (GitAPIException | IOException e) {
      throw new IllegalStateException("Tag " + commit, e);
    }
  }

  /** The source's directory. */
  Path source() {
    return source;
  }

  PodNetwork network() {
    return network;
  }

  /** The source, as a rule has it. */
  String url() {
    return source.resolve(".git").toUri().toString().replaceFirst("^file:/+", "file:///");
  }

  /** Our own image. */
  String ours() {
    return ours + ":1";
  }

  String kaniko() {
    return open.image("kaniko:1");
  }

  /** Where builders keep layers for the next time. */
  Repository cache(String name) {
    return new Repository(bases(), "cache/" + name);
  }

  /** A builder as a worker has it. */
  JobBuilder builder(String namespace) {
    return builder(settings(namespace, ours(), kaniko(), true), JobTicks.SYSTEM);
  }

  /** One whose BuildKit is root; nothing of ours runs in its Jobs, as with a quick one. */
  JobBuilder rooted(String namespace) {
    return builder(settings(namespace, bringer, kaniko(), false), JobTicks.SYSTEM);
  }

  /** One in whose Jobs something quick does what our own image does elsewhere. */
  JobBuilder quick(String namespace) {
    return builder(settings(namespace, bringer, kaniko(), true), JobTicks.SYSTEM);
  }

  /**
   * The same, which gives up early what does not begin.
   *
   * @param kaniko its image
   */
  JobBuilder hurried(String namespace, String kaniko) {
    return builder(settings(namespace, bringer, kaniko, true), new Hurried(6));
  }

  /** One that gives up at once what does not begin. */
  JobBuilder atOnce(String namespace) {
    return builder(settings(namespace, bringer, kaniko(), true), new Hurried(120));
  }

  private BuilderSettings settings(String namespace, String own, String kaniko, boolean rootless) {
    return new BuilderSettings(
        namespace,
        Reference.parse(own),
        Reference.parse(kaniko),
        Reference.parse(open.image(rootless ? "buildkit-rootless:1" : "buildkit:1")),
        rootless,
        "push",
        List.of(),
        List.of(bases(), host()),
        "1Gi",
        Duration.ofMinutes(20));
  }

  private JobBuilder builder(BuilderSettings settings, JobTicks ticks) {
    return new JobBuilder(
        _ -> repository(),
        new Workshops(new BuildWorkshop(stores)),
        new Jobs(
            () -> new Api(KubernetesApi.of(cluster.kubeconfig(ControlPlane.ADMIN), null)),
            ticks,
            JobOwner.ALONE),
        settings,
        SourceLimits.USUAL,
        workspace.directory("work"));
  }

  /** An image that nobody has. */
  String missing() {
    return open.host() + "/kaniko@sha256:" + "ab".repeat(32);
  }

  private SourceRepository repository() {
    return new SourceRepository(
        new SourceSettings(
            new GitPlace(source.resolve(".git").toUri(), null),
            workspace.directory("git"),
            Duration.ofMinutes(1),
            SourceSettings.USUAL),
        GitProxies.NONE);
  }

  private static Path write(Path file, String content) {
    try {
      return Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException("Write " + file, e);
    }
  }

  private record Api(KubernetesApi api) implements JobApi {

    @Override
    public Answer get(String path) throws IOException {
      var answer = api.get(path);
      return new Answer(answer.status(), answer.body());
    }

    @Override
    public String tail(String path, int bytes) throws IOException {
      return api.tail(path, bytes);
    }

    @Override
    public Answer create(String path, JsonNode object) throws IOException {
      var answer = api.send(KubernetesApi.Method.POST, path, "application/json", object);
      return new Answer(answer.status(), answer.body());
    }

    @Override
    public Answer delete(String path, JsonNode options) throws IOException {
      var answer = api.send(KubernetesApi.Method.DELETE, path, "application/json", options);
      return new Answer(answer.status(), answer.body());
    }

    @Override
    public void close() {
      api.close();
    }
  }
}
