package dev.laytime.e2e.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.laytime.e2e.ProvingGround;
import dev.laytime.e2e.Rights;
import dev.laytime.e2e.Workloads;
import dev.laytime.e2e.counterpart.Checkout;
import dev.laytime.e2e.counterpart.Configuration;
import dev.laytime.e2e.counterpart.ControlPlane;
import dev.laytime.e2e.counterpart.DistributionRegistry;
import dev.laytime.e2e.counterpart.Durations;
import dev.laytime.e2e.counterpart.FaultProxy;
import dev.laytime.e2e.counterpart.LaytimeApi;
import dev.laytime.e2e.counterpart.LaytimeWorker;
import dev.laytime.e2e.counterpart.RegistryProbe;
import dev.laytime.e2e.harness.Await;
import dev.laytime.e2e.harness.Workspace;
import dev.laytime.e2e.image.Images;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a platform team and its tenants say in a cluster, and what becomes of it. */
@ExtendWith(ProvingGround.class)
final class OwnKindsTest {

  private static final Duration SOON = Duration.ofMinutes(2);
  private static final Durations DURATIONS = Durations.QUICK.kept("4s", "1h");
  private static final Path SAMPLES = Checkout.root().resolve("deploy/samples/laytime");
  private static final String HOST = "registry.example.com";

  private static ControlPlane cluster;
  private static Kubectl kubectl;
  private static DistributionRegistry registry;

  /** In front of a registry that no stage has: nobody is to go through. */
  private static FaultProxy door;

  private static Images images;
  private static RegistryProbe probe;
  private static LaytimeWorker worker;
  private static LaytimeApi api;
  private static int reaching;

  @BeforeAll
  static void start(Workspace workspace) throws IOException {
    cluster = ControlPlane.start(workspace);
    kubectl = new Kubectl(cluster);
    Stream.of("shop", "till", "stranger").forEach(cluster::namespace);
    new Workloads(cluster, "shop").deployment("stays", "docker.io/library/busybox:1.36", 0);
    registry = DistributionRegistry.start(workspace);
    door = workspace.keep(FaultProxy.before(DistributionRegistry.start(workspace)));
    images = workspace.keep(new Images(workspace.directory("images")));
    probe = workspace.keep(new RegistryProbe());
    Path definitions = Checkout.root().resolve("deploy/helm/laytime/files/crds/laytime.yaml");
    kubectl.create(Files.readString(definitions));
    Rights rights = new Rights(cluster);
    String token = rights.grantAsDocumented();
    rights.grantAsDocumentedFor("steer-with-kubectl.md");
    rights.grantAllButJobs();
    rights.grantJobs();
    kubectl.secret("shop", "other-cluster", cluster.checkedKubeconfig(ControlPlane.SCANNER));
    kubectl.secret("shop", "not-for-objects", cluster.checkedKubeconfig(ControlPlane.SCANNER));
    kubectl.secret("till", "other-cluster", cluster.checkedKubeconfig(ControlPlane.SCANNER));
    Configuration configuration =
        new Configuration()
            .deletingStage("live", registry.image("shop"), DURATIONS)
            .stage("staging", registry.image("staging"))
            .stage("prod", registry.image("production"))
            .cluster("live", cluster.kubeconfig(token), DURATIONS)
            .lines(
                "custom-resources:",
                "  enabled: true",
                "  namespace: laytime",
                "  every: 1s",
                "  tenants:",
                "    - namespace: shop",
                "      prefixes: ['%s', '%s', '%s', '%s']"
                    .formatted(
                        registry.image("shop"),
                        registry.image("prod/shop"),
                        registry.image("staging/shop"),
                        registry.image("production/shop")),
                "      secrets: [other-cluster]",
                "      private-addresses: true",
                "      promotions: {from: [staging], to: [prod]}",
                "      builds: {git: ['https://git.example.com/shop/**'], bases:"
                    + " ['docker.io/library/*']}",
                "    - {namespace: till, prefixes: ['%s']}".formatted(registry.image("till")));
    worker =
        LaytimeWorker.embedded(
            workspace,
            List.of("--laytime.config=" + configuration.writeTo(workspace.directory("config"))));
    api = workspace.keep(new LaytimeApi(worker.server()));
  }

  static List<Path> valid() throws IOException {
    return samples("valid");
  }

  static List<Path> invalid() throws IOException {
    return samples("invalid");
  }

  private static List<Path> samples(String which) throws IOException {
    try (Stream<Path> files = Files.list(SAMPLES.resolve(which))) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("valid")
  void becomesReadyWhereItIsASampleThatIsRight(Path sample) throws IOException {
    GenericKubernetesResource object =
        kubectl.create(Files.readString(sample).replace(HOST, registry.host())).getFirst();

    GenericKubernetesResource ready = kubectl.awaitReady(object, "True");
    assertThat(ready.<Object>get("status", "observedGeneration").toString())
        .isEqualTo(ready.getMetadata().getGeneration().toString());
    assertThat(ready.getMetadata().getManagedFields())
        .filteredOn(field -> "status".equals(field.getSubresource()))
        .singleElement()
        .extracting(ManagedFieldsEntry::getManager, ManagedFieldsEntry::getOperation)
        .containsExactly("laytime", "Apply");
    kubectl.resource(object).delete();
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void isRefusedWithOurWordsWhereItIsASampleThatIsWrong(Path sample) throws IOException {
    String text = Files.readString(sample);
    String message = text.lines().findFirst().orElseThrow().replaceFirst("# expect: ", "");

    assertThatThrownBy(() -> kubectl.create(text))
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "till     | Pin             | image: '%s/shop/app:1', reason: mine     | is not below",
        "till     | Pin             | image: '%s/till2/app:1', reason: mine    | is not below",
        "till     | Pin             | image: '%s/till/../shop:1', reason: mine | InvalidSpec",
        "till     | Pin             | image: '%s/Till/app:1', reason: mine     | InvalidSpec",
        "till     | RetentionPolicy | prefix: '%s', rules: [{keepLast: 1}]     | is not below",
        "till     | RetentionPolicy | prefix: '%s/shop', rules: [{minAge: 9d}] | is not below",
        "till     | UsageSource | cluster: {secretRef: {name: other-cluster, key: kubeconfig}} | is"
            + " none that objects of namespace till may have read",
        "shop     | UsageSource | cluster: {secretRef: {name: not-for-objects, key: kubeconfig}} |"
            + " is none that objects of namespace shop may have read",
        "till     | UsageSource | git: {url: 'https://%s/a.git', username: ann, secretRef: {name:"
            + " other-cluster, key: kubeconfig}} | is none that objects of namespace till",
        "stranger | UsageSource | git: {url: 'https://%s/a.git'} | is none of",
        "stranger | Pin             | image: '%s/shop/app:1', reason: mine     | is none of",
        "stranger | RetentionPolicy | rules: [{keepLast: 1}]                   | is none of",
        "stranger | PromotionPath | from: staging, to: prod, repositories: ['shop/**'] | is none"
            + " of",
        "till     | PromotionPath | from: staging, to: prod, repositories: ['till/**'] | may not"
            + " lead from stage staging",
        "shop     | PromotionPath | from: staging, to: live, repositories: ['shop/**'] | may not"
            + " lead to stage live",
        "shop     | PromotionPath | from: staging, to: prod, repositories: ['shop*'] | not all",
        "stranger | BuildRule | images: {repositories: ['%s/shop/app']}, git: {url:"
            + " 'https://git.example.com/shop/a.git'}, refs: [{tag: '{tag}'}], allow: {tags: ['*']}"
            + " | is none of",
        "till     | BuildRule | images: {repositories: ['%s/till/app']}, git: {url:"
            + " 'https://git.example.com/shop/a.git'}, refs: [{tag: '{tag}'}], allow: {tags: ['*']}"
            + " | of namespace till",
        "shop     | BuildRule | images: {repositories: ['%s/shop*']}, git: {url:"
            + " 'https://git.example.com/shop/a.git'}, refs: [{tag: '{tag}'}], allow: {tags: ['*']}"
            + " | not all",
      })
  void isStalledWhereItReachesForWhatIsNotItsNamespaces(
      String namespace, String kind, String spec, String why) {
    for (String host : List.of(registry.host(), door.host())) {
      GenericKubernetesResource object =
          kubectl
              .create(
                  Kubectl.yaml(kind, namespace, "reach-" + ++reaching, spec.replace("%s", host)))
              .getFirst();

      GenericKubernetesResource stalled = kubectl.awaitReady(object, "False");
      assertThat(Kubectl.condition(stalled, "Stalled")).containsEntry("status", "True");
      assertThat(Kubectl.condition(stalled, "Stalled").values().toString()).contains(why);
      if (!why.equals("InvalidSpec")) {
        assertThat(Kubectl.condition(stalled, "Stalled")).containsEntry("reason", "AccessDenied");
      }
      String uid = object.getMetadata().getUid();
      Await.until("an event tells of it", SOON, () -> !kubectl.events(namespace, uid).isEmpty());
      assertThat(kubectl.events(namespace, uid))
          .allMatch(event -> event.getType().equals("Warning"));
      kubectl.resource(object).delete();
    }
    assertThat(door.seen()).as("no request leaves").isEmpty();
  }

  @Test
  void keepsAnImageForAsLongAsItsPinIsThere() {
    images.image(registry, "shop/app", "kept", 1, 1_000);
    images.image(registry, "shop/app", "left", 1, 1_000);
    String kept = registry.image("shop/app:kept");
    GenericKubernetesResource pin =
        kubectl
            .create(
                Kubectl.yaml("Pin", "shop", "kept", "image: '%s', reason: audit".formatted(kept)))
            .getFirst();
    kubectl.awaitReady(pin, "True");

    awaitState(registry.image("shop/app:left"), "QUARANTINED");
    awaitReason(kept, "pinned by Pin shop/kept: audit");
    assertThat(probe.digest(kept)).isPresent();

    kubectl.suspend(pin, true);
    kubectl.awaitReady(pin, "False");
    kubectl.suspend(pin, false);
    kubectl.awaitReady(pin, "True");
    Await.until(
        "the same words count as one more",
        SOON,
        () ->
            kubectl.events("shop", pin.getMetadata().getUid()).stream()
                .anyMatch(event -> event.getSeries() != null && event.getSeries().getCount() == 2));

    kubectl.resource(pin).delete();
    awaitState(kept, "QUARANTINED");
  }

  @Test
  void keepsWhatAPolicyKeepsBelowItsPrefix() {
    images.image(registry, "shop/young", "1", 1, 1_000);
    String image = registry.image("shop/young:1");
    GenericKubernetesResource policy =
        kubectl
            .create(
                Kubectl.yaml(
                    "RetentionPolicy",
                    "shop",
                    "young",
                    "rules: [{repositories: [young], minAge: 30d}]"))
            .getFirst();
    kubectl.awaitReady(policy, "True");

    awaitReason(image, "RetentionPolicy shop/young: younger than");
    kubectl.resource(policy).delete();
    awaitState(image, "QUARANTINED");
  }

  @Test
  void managesAStageForAsLongAsItsObjectIsThere() {
    images.image(registry, "test/app", "1", 1, 1_000);
    String image = registry.image("test/app:1");
    GenericKubernetesResource stage =
        kubectl
            .create(
                "apiVersion: laytime.dev/v1alpha1\n"
                    + "kind: Stage\n"
                    + "metadata: {name: own}\n"
                    + "spec: {prefix:"
                    + " '%s', sweepEvery: 1h}\n".formatted(registry.image("test")))
            .getFirst();
    kubectl.awaitReady(stage, "True");
    Await.until("its image has a life", SOON, () -> !api.state(image).equals("NONE"));

    images.image(registry, "test/app", "2", 1, 1_000);
    kubectl.merge(stage, "{\"metadata\":{\"annotations\":{\"laytime.dev/requestedAt\":\"now\"}}}");
    kubectl.await(
        stage,
        "was asked to look now",
        object -> "now".equals(object.get("status", "lastHandledReconcileAt")));
    Await.until(
        "a sweep found what is new",
        SOON,
        () -> !api.state(registry.image("test/app:2")).equals("NONE"));

    kubectl.resource(stage).delete();
    Await.until(
        "no stage is called so", SOON, () -> !api.get("stages").toString().contains("\"own\""));
    assertThat(probe.digest(image)).as("nothing is deleted with it").isPresent();
  }

  @Test
  void tellsNobodyWhatASecretHolds() {
    GenericKubernetesResource source =
        kubectl
            .create(
                Kubectl.yaml(
                    "UsageSource",
                    "shop",
                    "told",
                    "scanEvery: 1m, cluster: {secretRef: {name: other-cluster, key: kubeconfig}}"))
            .getFirst();
    GenericKubernetesResource ready = kubectl.awaitReady(source, "True");

    String sources = api.get("sources").toString();
    assertThat(sources).contains("shop.told");
    assertThat(
            List.of(
                sources,
                ready.toString(),
                kubectl.events("shop", source.getMetadata().getUid()).toString(),
                Workspace.read(worker.process().errors()),
                Workspace.read(worker.process().output())))
        .noneMatch(text -> text.contains(ControlPlane.SCANNER))
        .noneMatch(text -> text.contains("certificate-authority-data"));
    kubectl.resource(source).delete();
  }

  /** By the audit log: nothing was forbidden, and every right of the page was needed. */
  @AfterAll
  static void hasNoMoreRightsThanItNeeds() {
    List<JsonNode> asked =
        cluster.audited("laytime", "laytime").stream().map(OwnKindsTest::event).toList();
    assertThat(asked).noneMatch(event -> event.path("responseStatus").path("code").asInt() == 403);
    assertThat(used(asked, "laytime.dev"))
        .containsExactly(
            "list buildrules",
            "list pins",
            "list promotionpaths",
            "list retentionpolicies",
            "list stages",
            "list usagesources",
            "patch buildrules/status",
            "patch pins/status",
            "patch promotionpaths/status",
            "patch retentionpolicies/status",
            "patch stages/status",
            "patch usagesources/status");
    assertThat(used(asked, "events.k8s.io")).containsExactly("create events", "patch events");
    assertThat(asked)
        .filteredOn(event -> event.path("objectRef").path("resource").asText().equals("secrets"))
        .isNotEmpty()
        .allSatisfy(event -> {
          assertThat(event.path("verb").asText()).isEqualTo("get");
          assertThat(event.path("objectRef").path("namespace").asText()).isEqualTo("shop");
          assertThat(event.path("objectRef").path("name").asText()).isEqualTo("other-cluster");
        });
  }

  private static Set<String> used(List<JsonNode> asked, String group) {
    return asked.stream()
        .filter(event -> event.has("objectRef"))
        .filter(event -> event.path("objectRef").path("apiGroup").asText().equals(group))
        .map(event -> {
          JsonNode object = event.path("objectRef");
          String part = object.path("subresource").asText();
          return "%s %s%s"
              .formatted(
                  event.path("verb").asText(),
                  object.path("resource").asText(),
                  part.isEmpty() ? "" : "/" + part);
        })
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static JsonNode event(String line) {
    try {
      return new ObjectMapper().readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void awaitState(String image, String state) {
    await(image, state, life -> life.path("why").path("state").asText("NONE").equals(state));
  }

  private static void awaitReason(String image, String reason) {
    await(image, reason, life -> life.toString().contains(reason));
  }

  /** Where there is no life at all, its stage's sweep says why. */
  private static void await(String image, String what, Predicate<JsonNode> condition) {
    if (!Await.holdsInTheEnd(SOON, () -> condition.test(api.life(image)))) {
      throw new IllegalStateException(
          "Waited in vain: %s is %s; it is %s; stages: %s"
              .formatted(image, what, api.life(image), api.get("stages")));
    }
  }
}
