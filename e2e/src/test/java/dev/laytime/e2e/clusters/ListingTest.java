package dev.laytime.e2e.clusters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activities.usage.cluster.ClusterApi;
import dev.laytime.activities.usage.cluster.ClusterSettings;
import dev.laytime.activities.usage.cluster.ClusterSource;
import dev.laytime.activities.usage.cluster.KubernetesApi;
import dev.laytime.e2e.ProvingGround;
import dev.laytime.e2e.Rights;
import dev.laytime.e2e.Workloads;
import dev.laytime.e2e.counterpart.ControlPlane;
import dev.laytime.e2e.harness.Await;
import dev.laytime.e2e.harness.Workspace;
import dev.laytime.usage.Listing;
import dev.laytime.usage.NamedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a real API server is asked, and what is made of its answers. */
@ExtendWith(ProvingGround.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class ListingTest {

  private static final Duration SOON = Duration.ofMinutes(1);

  private static ControlPlane cluster;

  @BeforeAll
  static void startCluster(Workspace workspace) {
    cluster = ControlPlane.start(workspace);
    cluster.namespace("shop");
  }

  @Test
  @Order(1)
  void namesWhatWorkloadsHaveAndHad() {
    Workloads workloads = new Workloads(cluster, "shop");
    workloads.deployment("web", "r.test/web:1", 2);
    Await.until("two Pods of web:1", SOON, () -> workloads.pods("web") == 2);
    workloads.deployment("web", "r.test/web:2", 0);
    workloads.statefulSet("db", "r.test/db:1");
    Await.until("a revision of db:1", SOON, () -> workloads.revisions() >= 1);
    workloads.statefulSet("db", "r.test/db:2");
    workloads.cronJob("night", "r.test/night:1", true);
    Await.until(
        "what was before is told",
        SOON,
        () ->
            reasons(admin())
                .containsAll(
                    Set.of(
                        "Deployment r.test/web:2 zero replicas",
                        "ReplicaSet r.test/web:1 rollback revision",
                        "StatefulSet r.test/db:2 template",
                        "ControllerRevision r.test/db:1 rollback revision",
                        "CronJob r.test/night:1 suspended")));

    assertThat(admin().complete()).isTrue();
  }

  @Test
  @Order(2)
  void readsOnAcrossPagesAndAnewWhereEtcdForgot() throws IOException {
    new Workloads(cluster, "shop").pods(600, "r.test/many");
    AtomicInteger pages = new AtomicInteger();

    Listing listing =
        new ClusterSource("live", () -> forgetting(pages), ClusterSettings.PLAIN).list(() -> {});

    assertThat(listing.gaps()).isEmpty();
    assertThat(pages.get()).as("three pages, and the first two once more").isEqualTo(5);
    assertThat(
            listing.images().stream()
                .map(NamedImage::image)
                .filter(image -> image.repository().path().equals("many"))
                .distinct())
        .hasSize(600);
    assertThat(Set.copyOf(texts(admin()))).isEqualTo(Set.copyOf(texts(listing)));
  }

  /** Before the second page of Pods nobody knows any longer what the first was read from. */
  private static ClusterApi forgetting(AtomicInteger pages) throws IOException {
    ClusterApi api = KubernetesApi.of(cluster.kubeconfig(ControlPlane.ADMIN), "here");
    return new ClusterApi() {
      @Override
      public Answer get(String path) throws IOException {
        if (path.startsWith("/api/v1/pods?") && pages.incrementAndGet() == 2) {
          cluster.namespace("another"); // something to forget what was before
          cluster.compact();
          cluster.kill();
          cluster.startAgain();
        }
        return api.get(path);
      }

      @Override
      public void watchPods(
          @Nullable String namespace, String version, Duration longest, PodEvents events) {
        throw new AssertionError("A scan watches nothing");
      }

      @Override
      public void close() {
        api.close();
      }
    };
  }

  @Test
  @Order(3)
  void isIncompleteAsLongAsOneKindIsForbidden() throws IOException {
    Rights rights = new Rights(cluster);
    rights.grantAllButJobs();
    Path scanner = cluster.kubeconfig(ControlPlane.SCANNER);

    Await.until("only jobs are forbidden", SOON, () -> list(scanner).gaps().size() == 1);
    assertThat(list(scanner).gaps())
        .singleElement()
        .asString()
        .startsWith("/apis/batch/v1/jobs: answered 403: jobs.batch is forbidden");
    assertThat(texts(list(scanner))).contains("r.test/web:2");

    rights.grantJobs();
    Await.until("nothing is forbidden", SOON, () -> list(scanner).complete());
    assertThat(Set.copyOf(texts(list(scanner)))).isEqualTo(Set.copyOf(texts(admin())));
  }

  @Test
  @Order(4)
  void readsHelmsHistoryWhereARoleOfOneNamespaceLetsIt() {
    cluster.namespace("other");
    new Workloads(cluster, "shop").helmRelease("web", 1, "r.test/web:0");
    new Workloads(cluster, "other").helmRelease("db", 1, "r.test/db:0");
    new Rights(cluster).grantSecrets("shop");
    Path scanner = cluster.kubeconfig(ControlPlane.SCANNER);

    Await.until("it may", SOON, () -> list(scanner, "shop").complete());
    assertThat(reasons(list(scanner, "shop")))
        .contains("Release r.test/web:0 rollback revision 1 of Helm release web");
    assertThat(list(scanner, "shop").selected()).endsWith("; Helm history in shop alone");

    assertThat(list(scanner, "shop", "other").gaps())
        .singleElement()
        .asString()
        .startsWith("Helm releases in namespace other: answered 403: secrets is forbidden");
    assertThat(texts(list(scanner))).doesNotContain("r.test/web:0", "r.test/db:0");
  }

  @Test
  @Order(5)
  void isOneGapWhileTheApiServerIsGoneAndCompleteAfterwards() {
    Listing before = admin();
    cluster.kill();

    Listing gone = admin();
    assertThat(gone.images()).isEmpty();
    assertThat(gone.gaps()).singleElement().asString().startsWith("the API server: no answer");

    cluster.startAgain();
    Await.until("it is listed again", SOON, () -> admin().complete());
    assertThat(Set.copyOf(texts(admin()))).isEqualTo(Set.copyOf(texts(before)));
    assertThat(admin().identity()).isEqualTo(before.identity()).isNotEmpty();
  }

  @Test
  @Order(6)
  void isIncompleteWithATokenThatNobodyKnowsAndAContextThatIsNotThere() {
    assertThat(list(cluster.kubeconfig("stranger")).gaps())
        .singleElement()
        .asString()
        .contains("answered 401");
    ClusterSource other =
        new ClusterSource(
            "live",
            () -> KubernetesApi.of(cluster.kubeconfig(ControlPlane.ADMIN), "there"),
            ClusterSettings.PLAIN);
    assertThat(other.list(() -> {}).gaps()).singleElement().asString().contains("there");
  }

  @Test
  @Order(7)
  void isCompleteWithTheRightsThatTheGuideGrants() throws IOException {
    Path documented = cluster.kubeconfig(new Rights(cluster).grantAsDocumented());

    Await.until("it is complete", SOON, () -> list(documented).complete());
    assertThat(Set.copyOf(texts(list(documented)))).isEqualTo(Set.copyOf(texts(admin())));
  }

  private static Listing admin() {
    return list(cluster.kubeconfig(ControlPlane.ADMIN));
  }

  private static Listing list(Path kubeconfig, String... helm) {
    ClusterSettings settings = new ClusterSettings(List.of(), List.of(), List.of(), List.of(helm));
    return new ClusterSource("live", () -> KubernetesApi.of(kubeconfig, null), settings)
        .list(() -> {});
  }

  private static List<String> texts(Listing listing) {
    return listing.images().stream().map(named -> named.image().text()).toList();
  }

  private static Set<String> reasons(Listing listing) {
    return listing.images().stream()
        .map(named ->
            "%s %s %s"
                .formatted(named.usage().kind(), named.image().text(), named.usage().reason()))
        .collect(Collectors.toSet());
  }
}
