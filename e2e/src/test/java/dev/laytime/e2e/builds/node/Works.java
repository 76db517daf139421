package dev.laytime.e2e.builds.node;

import dev.laytime.e2e.Rights;
import dev.laytime.e2e.charts.Kubectl;
import dev.laytime.e2e.counterpart.Checkout;
import dev.laytime.e2e.counterpart.GitServer;
import dev.laytime.e2e.counterpart.LaytimeCli;
import dev.laytime.e2e.counterpart.LaytimeWorker;
import dev.laytime.e2e.counterpart.RegistryProbe;
import dev.laytime.e2e.counterpart.TemporalServer;
import dev.laytime.e2e.harness.Await;
import dev.laytime.e2e.harness.Execution;
import dev.laytime.e2e.harness.Workspace;
import dev.laytime.e2e.image.Images;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A worker that builds in a yard, and what it was given to do. It took over from one that was
 * killed while the first Job built, whatever else that one had begun.
 *
 * @param orphan the Job that outlived its worker
 * @param rule an object by which the images of namespace {@code till} are built
 * @param tool an object of image-operator
 * @param token the file of the API's
 */
record Works(
    Yard yard,
    TemporalServer temporal,
    Kubectl kubectl,
    LaytimeWorker worker,
    Job orphan,
    GenericKubernetesResource rule,
    GenericKubernetesResource tool,
    Path token,
    RegistryProbe probe) {

  /** What may take long on a machine that is busy. */
  static final Duration LONG = Duration.ofMinutes(6);

  /** What Pods of a Deployment name that nobody built. */
  static final String MISSING = "dev/shop:2.0";

  /** How many these are. */
  static final int PODS = 10;

  private static final Path BUSYBOX = Path.of("/usr/bin/busybox");

  /** Dockerfiles by their Git tags; one looks for logins, another is not right. */
  private static final Map<String, String> SOURCES =
      Map.of(
          "v2.0",
          """
          FROM BASES/base:1
          RUN sleep 20; date >/built
          CMD ["/bin/busybox", "sleep", "3600"]
          """,
          "web-1.4.0",
          """
          FROM BASES/base:1
          ARG VERSION
          RUN echo "the till sells version $VERSION"
          RUN env; find / -xdev '(' -name config.json -o -name token -o -name '*.dockerconfigjson' \
              ')' -exec cat {} ';' ; cat /run/laytime/*/* /proc/1/root/run/laytime/*/* ; true
          """,
          "web-0.9.0",
          """
          FROM BASES/base:1
          RUN echo 'main.c:1: error' && false
          """);

  /** As the pages say them in words. */
  private static final String MORE_RIGHTS =
      """
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata: {name: laytime-image-builders}
      rules:
        - {apiGroups: [buildah.io], resources: [imagebuilders], verbs: [list]}
        - {apiGroups: [buildah.io], resources: [imagebuilders/status], verbs: [patch]}
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRoleBinding
      metadata: {name: laytime-image-builders}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: laytime-image-builders}
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
            imagePullSecrets: [{name: pull}]
            containers: [{name: web, image: "IMAGE"}]
      """;

  private static final String RULE =
      """
      apiVersion: laytime.dev/v1alpha1
      kind: BuildRule
      metadata: {name: web, namespace: till}
      spec:
        images: {repositories: ["HOST/dev/till/web"]}
        git: {url: "SOURCE"}
        refs: [{tag: "web-{tag}"}]
        allow: {tags: ["web-*"]}
        recipe:
          strategy: kaniko
          args: [{name: VERSION, value: "{tag}"}]
          resources: {cpu: 10m, memory: 1Gi, disk: 2Gi}
        after: {aliases: [stable], promote: prod}
      """;

  /** As image-operator takes it. */
  private static final String TOOL =
      """
      apiVersion: buildah.io/v1alpha1
      kind: ImageBuilder
      metadata:
        name: tool
        namespace: team-a
      spec:
        architecture: both
        image:
          name: HOST/team-a/tool
          version: "1.0"
        source: |
          FROM scratch
          COPY --from=BASES/busybox:1.37 /bin/busybox /bin/busybox
          ENTRYPOINT ["/bin/busybox"]
        resources:
          limits: {cpu: "1", memory: 512Mi}
          requests: {cpu: 100m, memory: 128Mi}
      """;

  /** Starts it, and all that it needs. */
  static Works start(Yard yard) {
    try {
      return begin(yard);
    } catch (IOException e) {
      throw new UncheckedIOException("Start workers", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Make a key", e);
    }
  }

  private static Works begin(Yard yard) throws IOException, GeneralSecurityException {
    Workspace workspace = yard.workspace();
    Kubectl kubectl = new Kubectl(yard.cluster());
    Path kubeconfig = kubeconfig(yard, kubectl);
    GitServer git = GitServer.start(workspace, yard.network().node(), yard.source());
    Settings settings = new Settings(workspace.directory("config"));
    List<String> options = List.of("--laytime.config=" + settings.write(yard, kubeconfig, git));
    commit(yard);
    images(yard);
    GenericKubernetesResource rule =
        kubectl
            .create(RULE.replace("HOST", yard.host()).replace("SOURCE", git.url(".git")))
            .getFirst();
    GenericKubernetesResource tool =
        kubectl.create(TOOL.replace("HOST", yard.host()).replace("BASES", yard.bases())).getFirst();
    TemporalServer temporal = TemporalServer.start(workspace);

    LaytimeWorker killed = LaytimeWorker.start(workspace, temporal, options, git.trust());
    var _ =
        kubectl.create(
            DEPLOYMENT
                .replace("PODS", Integer.toString(PODS))
                .replace("IMAGE", yard.host() + "/" + MISSING));
    Await.until("a Job builds it", LONG, () -> !jobs(yard, MISSING).isEmpty());
    killed.kill();
    return new Works(
        yard,
        temporal,
        kubectl,
        LaytimeWorker.start(workspace, temporal, options, git.trust()),
        jobs(yard, MISSING).getFirst(),
        rule,
        tool,
        settings.token(),
        workspace.keep(new RegistryProbe()));
  }

  /** Runs a line as a person does who has the API's token. */
  Execution line(String... arguments) {
    String[] all =
        Stream.concat(Arrays.stream(arguments), Stream.of("--token-file=" + token))
            .toArray(String[]::new);
    return reading(all);
  }

  /** Runs a line as a person does who only looks. */
  Execution reading(String... arguments) {
    return LaytimeCli.beside(yard.workspace(), worker).start(arguments).finish(LONG);
  }

  /** An image in a stage, as workers and Pods know it. */
  String image(String name) {
    return yard.host() + "/" + name;
  }

  /** The digest that an image's tag names by now; empty for nothing. */
  Optional<String> digest(String name) {
    return probe.digest(yard.content().image(name));
  }

  /** All that the Jobs that build an image have written, as it was. */
  String logs(String name) {
    return jobs(name).stream()
        .map(job -> yard.node().logs("builders", job.getMetadata().getName()))
        .collect(Collectors.joining("\n"));
  }

  /** The Jobs that build an image. */
  List<Job> jobs(String name) {
    return jobs(yard, name);
  }

  private static List<Job> jobs(Yard yard, String name) {
    String image = yard.host() + "/" + name;
    return yard
        .cluster()
        .client()
        .batch()
        .v1()
        .jobs()
        .inNamespace("builders")
        .list()
        .getItems()
        .stream()
        .filter(job -> image.equals(job.getMetadata().getAnnotations().get("laytime.dev/image")))
        .toList();
  }

  private static void commit(Yard yard) {
    SOURCES.forEach((tag, dockerfile) ->
        yard.tag(
            yard.commit(Map.of("Dockerfile", dockerfile.replace("BASES", yard.bases()))), tag));
  }

  private static void images(Yard yard) {
    try (Images images = new Images(yard.workspace().directory("tools"))) {
      var _ = images.forTwo(yard.open(), "busybox", "1.37", Map.of("bin/busybox", BUSYBOX), "{}");
    }
  }

  private static Path kubeconfig(Yard yard, Kubectl kubectl) throws IOException {
    yard.namespace("builders", "baseline");
    Stream.of("shop", "till", "team-a").forEach(yard.cluster()::namespace);
    yard.login("shop", "pull", Yard.NODE);
    for (String kinds : List.of("laytime", "image-operator")) {
      String file = "deploy/helm/laytime/files/crds/%s.yaml".formatted(kinds);
      var _ = kubectl.create(Files.readString(Checkout.root().resolve(file)));
    }
    Rights rights = new Rights(yard.cluster());
    String token = rights.grantAsDocumented();
    rights.grantAsDocumentedFor("steer-with-kubectl.md");
    rights.grantAsDocumentedFor("migrate-from-image-operator.md");
    rights.grantAsDocumentedFor("build-in-jobs.md", "laytime-builds");
    yard.cluster().create(MORE_RIGHTS);
    return yard.cluster().kubeconfig(token);
  }
}
