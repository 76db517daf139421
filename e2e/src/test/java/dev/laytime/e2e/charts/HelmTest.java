package dev.laytime.e2e.charts;

import static org.assertj.core.api.Assertions.assertThat;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import dev.laytime.e2e.Histories;
import dev.laytime.e2e.ProvingGround;
import dev.laytime.e2e.counterpart.Checkout;
import dev.laytime.e2e.counterpart.ControlPlane;
import dev.laytime.e2e.counterpart.LaytimeApi;
import dev.laytime.e2e.counterpart.LaytimeCli;
import dev.laytime.e2e.counterpart.RegistryProbe;
import dev.laytime.e2e.harness.Await;
import dev.laytime.e2e.harness.Workspace;
import dev.laytime.image.Digest;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Our chart and our image as a team has them: installed by Helm, run by a real node under their
 * service account, from an image's first use to what stays when the release goes.
 */
@ExtendWith(ProvingGround.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Order(1)
final class HelmTest {

  private static final Duration SOON = Duration.ofMinutes(2);
  private static final int SECONDS = 120;
  private static final String RELEASE = "laytime";
  private static final Path CHART = Checkout.root().resolve("deploy/helm/laytime");

  private static Site site;
  private static KubernetesClient client;
  private static Path kubeconfig;
  private static RegistryProbe probe;
  private static Set<String> before;
  private static String image;
  private static String log = "";

  /**
   * Something that can be read.
   *
   * @param control what stands in it, by which it is seen that it is searched
   */
  private record Place(String name, String text, String control) {}

  @BeforeAll
  static void start(Workspace workspace) {
    site = Site.start(workspace);
    client = site.cluster().client();
    kubeconfig = site.cluster().kubeconfig(ControlPlane.ADMIN);
    probe = workspace.keep(new RegistryProbe());
    image = site.host() + "/ext/org/app:1";
    Await.until("accounts are there", SOON, HelmTest::hasAccounts);
    before = Inventory.of(client).names();
  }

  @Test
  @Order(1)
  void installsWhatItsNodeThenRuns(Workspace workspace) throws IOException {
    LintResult result = Release.linted(workspace);
    assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();

    new Helm(CHART)
        .install()
        .withName(RELEASE)
        .withNamespace(Site.NAMESPACE)
        .withKubeConfig(kubeconfig)
        .withValuesFile(values(workspace, 4))
        .waitReady()
        .withTimeout(SECONDS)
        .call();

    assertThat(workers()).hasSize(1).allMatch(Readiness::isPodReady);
    assertThat(workers().getFirst().getSpec().getServiceAccountName()).isEqualTo("laytime");
    assertThat(usersOfWorkers()).isNotEmpty().containsOnly("10001");
  }

  /** And another worker takes it on in the midst of it. */
  @Test
  @Order(2)
  void bringsAnImagesLifeToItsEndAcrossAnUpgrade(Workspace workspace) {
    Digest digest = site.images().image(site.upstream(), "org/app", "1", 1, 1_000);
    create(MIRROR.replace("UPSTREAM", site.upstreamHost()));
    Await.until(
        "the mirror is in force", SOON, () -> Inventory.of(client).text().contains("InForce"));
    create(POD.replace("IMAGE", image));
    try (LaytimeApi api = new LaytimeApi(server())) {
      await(api, "is there", () -> api.state(image).equals("PRESENT"));
      assertThat(probe.digest(site.seen(image))).contains(digest.value());
      client.pods().inNamespace("shop").withName("web").delete();
      await(api, "is not needed", () -> !api.state(image).equals("PRESENT"));
    }
    log = site.node().logs(Site.NAMESPACE);
    String first = workers().getFirst().getMetadata().getName();

    new Helm(CHART)
        .upgrade()
        .withName(RELEASE)
        .withNamespace(Site.NAMESPACE)
        .withKubeConfig(kubeconfig)
        .withValuesFile(values(workspace, 5))
        .waitReady()
        .withTimeout(SECONDS)
        .call();

    assertThat(workers()).anyMatch(pod -> !pod.getMetadata().getName().equals(first));
    Await.until("the first worker has gone", SOON, () -> workers().size() == 1);
    try (LaytimeApi api = new LaytimeApi(server())) {
      await(api, "has an obituary", () -> api.isBuried(image));
      assertThat(api.times(image, "quarantined")).isNotEmpty();
      assertThat(Instant.parse(api.life(image).at("/obituaries/0/at").asText()))
          .isAfter(Instant.parse(workers().getFirst().getStatus().getStartTime()));
    }
    assertThat(probe.has(site.seen(image))).isFalse();
    assertThat(probe.has(site.seen(site.host() + "/ext/org/app@" + digest))).isFalse();
    Await.until(
        "no object is left of it",
        SOON,
        () -> !Inventory.of(client).text().contains("\"img-app-1-"));
  }

  @Test
  @Order(3)
  void answersItsOwnTest() {
    Helm.test(RELEASE)
        .withNamespace(Site.NAMESPACE)
        .withKubeConfig(kubeconfig)
        .withTimeout(SECONDS)
        .call();
  }

  @Test
  @Order(4)
  void usesAllThatItIsGrantedAndIsRefusedNothing() {
    Account account = new Account(site.cluster(), Site.NAMESPACE, "laytime");

    assertThat(account.granted())
        .contains("watch /pods", "delete qebbeq.tuco86.dev/images")
        .noneMatch(grant -> grant.contains("secrets"));
    assertThat(account.unused()).isEmpty();
    assertThat(account.refused()).isEmpty();
  }

  @Test
  @Order(5)
  void tellsNobodyItsSecrets(Workspace workspace) throws Exception {
    assertThat(sendEvents()).as("the registry's token was taken").isBetween(200, 299);
    Path token =
        Files.writeString(workspace.directory("secret").resolve("token"), Site.API.secret());
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
    assertThat(
            LaytimeCli.alone(workspace)
                .run(
                    "sources",
                    "approve",
                    "here",
                    "--scan=999999",
                    "--server=" + server(),
                    "--token-file=" + token)
                .errors())
        .as("the API's token was taken")
        .contains("not #999999");

    Inventory inventory = Inventory.of(client);
    assertThat(Site.API.forms()).as("it would be found").anyMatch(inventory.secrets()::contains);
    List<Place> places = new ArrayList<>();
    places.add(new Place("histories", Histories.of(site.temporal()), "ext/org/app"));
    places.add(new Place("log of the first worker", log, "ext/org/app"));
    places.add(new Place("log", site.node().logs(Site.NAMESPACE), "watching Pods"));
    places.add(new Place("objects", inventory.text(), "\"kind\":\"ImageMirror\""));
    places.add(new Place("events", inventory.text(), "ScalingReplicaSet"));
    places.add(new Place("what Helm remembers", remembered(), "grace-period"));
    places.add(new Place("ledger", site.ledger(), image));
    try (LaytimeApi api = new LaytimeApi(server())) {
      places.add(new Place("metrics", api.text("/actuator/prometheus"), "laytime_copies_total"));
    }
    assertThat(places.stream().filter(place -> !place.text().contains(place.control())))
        .extracting(Place::name)
        .as("what lacks what it must have")
        .isEmpty();
    assertThat(places.stream().flatMap(HelmTest::findings)).isEmpty();
  }

  @Test
  @Order(6)
  void leavesItsDefinitionsAndNothingElse() {
    Helm.uninstall(RELEASE).withNamespace(Site.NAMESPACE).withKubeConfig(kubeconfig).call();

    Set<String> left =
        Set.of(
            "apiservices /v1alpha1.qebbeq.tuco86.dev",
            "customresourcedefinitions /images.qebbeq.tuco86.dev",
            "customresourcedefinitions /imagemirrors.qebbeq.tuco86.dev",
            "imagemirrors images/everything");
    if (!Await.holdsInTheEnd(SOON, () -> added().equals(left))) {
      assertThat(added()).isEqualTo(left);
    }
  }

  private static final String MIRROR =
      """
      apiVersion: qebbeq.tuco86.dev/v1alpha1
      kind: ImageMirror
      metadata: {name: everything, namespace: images}
      spec: {upstream: "UPSTREAM", prefix: ext}
      """;

  /** No node takes it: that it is there is what counts. */
  private static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: web, namespace: shop}
      spec:
        schedulerName: nobody
        containers: [{name: app, image: "IMAGE"}]
      """;

  private static Set<String> added() {
    Set<String> added = new TreeSet<>(Inventory.of(client).names());
    added.removeAll(before);
    return added;
  }

  private static boolean hasAccounts() {
    return Stream.of("shop", Site.NAMESPACE)
        .allMatch(
            each -> client.serviceAccounts().inNamespace(each).withName("default").get() != null);
  }

  private static int sendEvents() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server() + "/api/v1/stages/prod/events"))
            .header("Authorization", "Bearer " + Site.EVENTS.secret())
            .header("Content-Type", "application/vnd.docker.distribution.events.v1+json")
            .POST(BodyPublishers.ofString("{\"events\":[]}"))
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(request, BodyHandlers.discarding()).statusCode();
    }
  }

  /** Helm's records of the release: its values, and what it made of them. */
  private static String remembered() throws IOException {
    StringBuilder records = new StringBuilder();
    for (Secret secret :
        client.secrets().inNamespace(Site.NAMESPACE).withLabel("owner", "helm").list().getItems()) {
      byte[] coded = Base64.getDecoder().decode(secret.getData().get("release"));
      byte[] zipped = Base64.getDecoder().decode(coded);
      try (InputStream content = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
        records.append(new String(content.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return records.toString();
  }

  private static Stream<String> findings(Place place) {
    return Site.canaries().stream()
        .filter(canary -> canary.forms().anyMatch(place.text()::contains))
        .map(canary -> canary.secret() + " in " + place.name());
  }

  /** As whom processes run here that are workers of an image. */
  private static Set<String> usersOfWorkers() {
    return ProcessHandle.allProcesses()
        .map(process -> Path.of("/proc", Long.toString(process.pid())))
        .filter(process ->
            readIfThere(process.resolve("cmdline")).contains("-jar\0/app/laytime-worker.jar"))
        .map(process -> readIfThere(process.resolve("status")))
        .flatMap(status -> status.lines().filter(line -> line.startsWith("Uid:")))
        .flatMap(line -> Stream.of(line.split("\t")).skip(1))
        .collect(Collectors.toSet());
  }

  private static String readIfThere(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException ended) {
      return "";
    }
  }

  private static List<Pod> workers() {
    return client
        .pods()
        .inNamespace(Site.NAMESPACE)
        .withLabel("app.kubernetes.io/component", "worker")
        .list()
        .getItems();
  }

  /** Of the only worker. */
  private static String server() {
    return "http://" + workers().getFirst().getStatus().getPodIP() + ":8480";
  }

  private static Path values(Workspace workspace, int scans) {
    try {
      return Files.writeString(
          workspace.directory("values").resolve("values.yaml"), site.values(scans));
    } catch (IOException e) {
      throw new UncheckedIOException("Write values", e);
    }
  }

  private static void create(String yaml) {
    client
        .load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
        .items()
        .forEach(object -> client.resource(object).create());
  }

  private static void await(LaytimeApi api, String what, BooleanSupplier condition) {
    if (!Await.holdsInTheEnd(SOON, condition)) {
      throw new IllegalStateException(
          "Waited in vain: %s %s; why: %s; log: %s"
              .formatted(image, what, api.life(image), site.node().logs(Site.NAMESPACE)));
    }
  }
}
