package dev.laytime.activities.usage.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.usage.Listing;
import dev.laytime.usage.NamedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterSourceTest {

  private static final String PODS = "/api/v1/pods";
  private static final String DEPLOYMENTS = "/apis/apps/v1/deployments";
  private static final String POD_SPEC =
      "'spec':{'containers':[{'name':'app','image':'r.test/a:1'}]";
  private static final String HEX = "ab".repeat(32);
  private static final String DIGEST = "sha256:" + HEX;

  private final FakeCluster cluster = new FakeCluster();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        PODS
            + "                               | Pod                   | running        | 'spec':%s",
        "/api/v1/podtemplates                  | PodTemplate           | template       |"
            + " 'template':{'spec':%s}",
        "/api/v1/replicationcontrollers        | ReplicationController | template       |"
            + " 'spec':{'template':{'spec':%s}}",
        DEPLOYMENTS
            + "                        | Deployment            | template       |"
            + " 'spec':{'replicas':2,'template':{'spec':%s}}",
        DEPLOYMENTS
            + "                        | Deployment            | zero replicas  |"
            + " 'spec':{'replicas':0,'template':{'spec':%s}}",
        "/apis/apps/v1/replicasets             | ReplicaSet            | zero replicas  |"
            + " 'spec':{'replicas':0,'template':{'spec':%s}}",
        "/apis/apps/v1/replicasets             | ReplicaSet            | rollback revision |"
            + " 'metadata':{'ownerReferences':[{'controller':true}]},'spec':{'replicas':0,'template':{'spec':%s}}",
        "/apis/apps/v1/replicasets             | ReplicaSet            | template       |"
            + " 'metadata':{'ownerReferences':[{'controller':true}]},'spec':{'replicas':1,'template':{'spec':%s}}",
        "/apis/apps/v1/statefulsets            | StatefulSet           | template       |"
            + " 'spec':{'template':{'spec':%s}}",
        "/apis/apps/v1/daemonsets              | DaemonSet             | template       |"
            + " 'spec':{'template':{'spec':%s}}",
        "/apis/apps/v1/controllerrevisions     | ControllerRevision    | rollback revision |"
            + " 'data':{'spec':{'template':{'spec':%s}}}",
        "/apis/batch/v1/jobs                   | Job                   | suspended      |"
            + " 'spec':{'suspend':true,'template':{'spec':%s}}",
        "/apis/batch/v1/cronjobs               | CronJob               | suspended      |"
            + " 'spec':{'suspend':true,'jobTemplate':{'spec':{'template':{'spec':%s}}}}",
        "/apis/batch/v1/cronjobs               | CronJob               | template       |"
            + " 'spec':{'jobTemplate':{'spec':{'template':{'spec':%s}}}}",
      })
  void knowsEveryKindThatNamesImagesAndWhyItCounts(
      String collection, String kind, String reason, String fields) {
    cluster.add(
        collection,
        "shop",
        "web",
        fields.formatted(
            "{'containers':[{'name':'app','image':'r.test/a:1'}],"
                + "'initContainers':[{'name':'init','image':'r.test/b:1'}],"
                + "'ephemeralContainers':[{'name':'debug','image':'r.test/c:1'}],"
                + "'volumes':[{'name':'data','image':{'reference':'r.test/d:1'}},{'name':'x'}]}"));

    Listing listing = list();

    assertThat(listing.complete()).isTrue();
    assertThat(listing.images())
        .extracting(named -> named.image().text())
        .containsExactlyInAnyOrder("r.test/a:1", "r.test/b:1", "r.test/c:1", "r.test/d:1");
    assertThat(listing.images())
        .allSatisfy(named -> {
          assertThat(named.usage().kind()).isEqualTo(kind);
          assertThat(named.usage().reason()).isEqualTo(reason);
          assertThat(named.usage().namespace()).isEqualTo("shop");
          assertThat(named.usage().name()).isEqualTo("web");
        });
  }

  @ParameterizedTest
  @CsvSource({
    "r.test/a@%s,                  r.test/a@%s",
    "docker-pullable://r.test/a@%s, r.test/a@%s",
    "%s,                           r.test/a@%s",
    "docker://%s,                  r.test/a@%s",
    "HEX,                          r.test/a@%s",
    "cri-o://HEX,                  r.test/a@%s",
    "'',                           ''",
  })
  void knowsTheDigestThatTrulyRuns(String imageId, String named) {
    cluster.add(
        PODS,
        "shop",
        "web",
        POD_SPEC
            + "},'status':{'phase':'Running','containerStatuses':[{'name':'app','imageID':'"
            + imageId.replace("HEX", HEX).formatted(DIGEST)
            + "'}]}");

    assertThat(list().complete()).isTrue();
    assertThat(texts(list()))
        .isEqualTo(
            named.isEmpty()
                ? List.of("r.test/a:1")
                : List.of("r.test/a:1", named.formatted(DIGEST)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"image-17", "r.test/a:1", "md5:abab", "docker://", "r.test/b@", "abab"})
  void isIncompleteWhereARuntimeTellsOtherwiseWhatRuns(String imageId) {
    cluster.add(
        PODS,
        "shop",
        "web",
        POD_SPEC + "},'status':{'containerStatuses':[{'name':'app','imageID':'" + imageId + "'}]}");

    Listing listing = list();

    assertThat(listing.gaps())
        .singleElement()
        .asString()
        .contains("Pod shop/web, container app", "imageID '" + imageId + "'");
    assertThat(texts(listing)).containsExactly("r.test/a:1");
  }

  @Test
  void isIncompleteWhereNobodySaysOfWhichRepositoryADigestIs() {
    cluster.add(
        PODS,
        "shop",
        "web",
        POD_SPEC + "},'status':{'containerStatuses':[{'name':'b','imageID':'" + DIGEST + "'}]}");

    assertThat(list().gaps()).singleElement().asString().contains("container b", DIGEST);
  }

  @Test
  void knowsTheDigestInBothRepositoriesWhereTheRuntimeTellsAnother() {
    cluster.add(
        PODS,
        "shop",
        "web",
        POD_SPEC
            + "},'status':{'containerStatuses':[{'name':'app','imageID':'mirror.test/b@"
            + DIGEST
            + "'}]}");

    assertThat(texts(list()))
        .containsExactly("r.test/a:1", "r.test/a@" + DIGEST, "mirror.test/b@" + DIGEST);
    assertThat(list().images())
        .as("only the first is written")
        .extracting(NamedImage::runs)
        .containsExactly(false, true, true);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'phase':'Succeeded' | ended",
        "'phase':'Failed' | ended",
        "'phase':'Pending' | running",
        "'containerStatuses':[{'state':{'waiting':{'reason':'ImagePullBackOff'}}}] | cannot be"
            + " pulled",
        "'initContainerStatuses':[{'state':{'waiting':{'reason':'ErrImagePull'}}}] | cannot be"
            + " pulled",
        "'ephemeralContainerStatuses':[{'state':{'waiting':{'reason':'ErrImagePull'}}}] | cannot be"
            + " pulled",
        "'containerStatuses':[{'state':{'waiting':{'reason':'ErrImageNeverPull'}}}] | running",
        "'containerStatuses':[{'state':{'waiting':{'reason':'CrashLoopBackOff'}}}] | running",
      })
  void saysWhatAPodDoes(String status, String reason) {
    cluster.add(PODS, "shop", "web", POD_SPEC + "},'status':{" + status + "}");

    assertThat(list().images())
        .singleElement()
        .satisfies(named -> assertThat(named.usage().reason()).isEqualTo(reason));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "kuik.example/original-image-app | docker.io/library/a:1",
        "kuik.example/original-init-image-app | docker.io/library/a:1",
        "kuik.enix.io/original-images | {\\\"app\\\":\\\"docker.io/library/a:1\\\"}",
        "kuik.enix.io/original-images | {\\\"x\\\":[1],\\\"app\\\":\\\"docker.io/library/a:1\\\"}",
      })
  void countsWhatAWebhookRewroteUnderBothNames(String annotation, String value) {
    addWithAnnotation(annotation, value);

    assertThat(list().complete()).isTrue();
    assertThat(texts(list())).containsExactlyInAnyOrder("docker.io/library/a:1", "r.test/a:1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "by hand, Monday", "{}", "{\\\"app\\\":\\\"No Image\\\"}", "{", "[1]"})
  void saysNothingOfAnAnnotationThatSomebodyElseUses(String value) {
    addWithAnnotation("team.example/original-image-note", value);

    assertThat(list().complete()).isTrue();
    assertThat(texts(list())).containsExactly("r.test/a:1");
  }

  private void addWithAnnotation(String name, String value) {
    cluster.add(
        PODS,
        "shop",
        "web",
        "'metadata':{'annotations':{'%s':'%s','other':'x'}},%s}".formatted(name, value, POD_SPEC));
  }

  @Test
  void readsEveryPage() {
    for (int i = 0; i < 600; i++) {
      cluster.add(PODS, "shop", "p" + i, POD_SPEC.replace("a:1", "a:" + i) + "}");
    }

    Listing listing = list();

    assertThat(listing.images()).hasSize(600);
    assertThat(cluster.asked()).filteredOn(path -> path.startsWith(PODS + "?")).hasSize(3);
    assertThat(listing.selected()).isEqualTo("600 objects of 10 kinds in all namespaces");
  }

  @Test
  void beginsAListAnewThatExpiresWhileItIsRead() {
    for (int i = 0; i < 300; i++) {
      cluster.add(PODS, "shop", "p" + i, POD_SPEC + "}");
    }
    AtomicInteger asked = new AtomicInteger();
    FakeCluster whole = cluster;
    ClusterApi expiring =
        asking(path ->
            path.contains("continue") && asked.incrementAndGet() == 1
                ? FakeCluster.status(410, "expired")
                : whole.get(path));

    assertThat(list(expiring, ClusterSettings.PLAIN).images()).as("none twice").hasSize(300);
    assertThat(list(expiring, ClusterSettings.PLAIN).complete()).isTrue();
  }

  @Test
  void isIncompleteWhereAListExpiresAgainAndAgain() {
    for (int i = 0; i < 300; i++) {
      cluster.add(PODS, "shop", "p" + i, POD_SPEC + "}");
    }
    cluster.answer(PODS + "?continue", () -> FakeCluster.status(410, "expired"));

    assertThat(list().gaps())
        .containsExactly(PODS + ": the list expired 3 times while it was read");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        PODS,
        "/apis/apps/v1/replicasets",
        "/apis/batch/v1/cronjobs",
        "/apis",
        "/api/v1",
        "/apis/apps/v1",
        "/api/v1/namespaces/kube-system"
      })
  void isIncompleteWhereAnythingIsForbiddenAndKeepsWhatItSaw(String path) {
    cluster.add(DEPLOYMENTS, "shop", "web", "'spec':{'template':{" + POD_SPEC + "}}}");
    cluster.answer(path, () -> FakeCluster.status(403, "forbidden to you"));

    Listing listing = list();

    assertThat(listing.complete()).isFalse();
    assertThat(listing.gaps()).allSatisfy(gap -> assertThat(gap).contains("403: forbidden to you"));
    boolean asked =
        !path.equals("/apis") && !path.equals("/apis/apps/v1") && !path.contains("kube");
    assertThat(texts(listing)).isEqualTo(asked ? List.of("r.test/a:1") : List.of());
  }

  @Test
  void isIncompleteWhereAPageIsLost() {
    for (int i = 0; i < 300; i++) {
      cluster.add(PODS, "shop", "p" + i, POD_SPEC + "}");
    }
    cluster.answer(
        PODS + "?continue",
        () -> {
          throw new UncheckedIOException(new IOException("cut"));
        });
    ClusterApi cut =
        asking(path -> {
          try {
            return cluster.get(path);
          } catch (UncheckedIOException e) {
            throw e.getCause();
          }
        });

    assertThat(list(cut, ClusterSettings.PLAIN).gaps()).containsExactly(PODS + ": cut");
  }

  @Test
  void isOneGapWhereTheClusterCannotBeReached() {
    ClusterSource source =
        new ClusterSource(
            "live",
            () -> {
              throw new IOException("no such kubeconfig");
            },
            ClusterSettings.PLAIN);

    Listing listing = source.list(() -> {});

    assertThat(listing.identity()).isEmpty();
    assertThat(listing.gaps()).containsExactly("no such kubeconfig");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/apis/batch/v1", "/api/v1"})
  void isIncompleteWhereAKindThatEveryClusterHasIsNotListed(String version) {
    cluster.withoutGroup(version);
    cluster.withoutKind(version, "pods");

    assertThat(list().complete()).isFalse();
  }

  @Test
  void isNotHinderedByKindsThatAreNotInstalled() {
    Listing listing =
        list(cluster, new ClusterSettings(List.of(), List.of(), KindPresets.of("knative")));

    assertThat(listing.complete()).isTrue();
    assertThat(listing.selected())
        .startsWith("0 objects of 10 kinds in all namespaces; not installed: services.serving");
  }

  @ParameterizedTest
  @CsvSource({"200, it is defined", "403, its definition: answered 403", "500, answered 500"})
  void isIncompleteWhereAKindThatMayBeDefinedIsNotListed(int status, String gap) {
    cluster.answer(
        "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/rollouts.argoproj.io",
        () -> FakeCluster.status(status, "x"));

    assertThat(
            list(
                    cluster,
                    new ClusterSettings(List.of(), List.of(), KindPresets.of("argo-rollouts")))
                .gaps())
        .singleElement()
        .asString()
        .contains("rollouts.argoproj.io: ", gap);
  }

  @Test
  void findsAKindThatIsNotInTheVersionThatItsGroupPrefers() {
    cluster.kind("/apis/tekton.dev/v1", "tasks", "Task");
    cluster.kind("/apis/tekton.dev/v1beta1", "stepactions", "StepAction");
    cluster.add(
        "/apis/tekton.dev/v1beta1/stepactions", "ci", "git", "'spec':{'image':'r.test/g:1'}");

    assertThat(
            texts(
                list(cluster, new ClusterSettings(List.of(), List.of(), KindPresets.of("tekton")))))
        .containsExactly("r.test/g:1");
  }

  @Test
  void isIncompleteWhereAPersonsKindIsWrittenWrongOrNamesNothing() {
    cluster.kind("/apis/tekton.dev/v1", "tasks", "Task");
    cluster.add(
        "/apis/tekton.dev/v1/tasks", "ci", "git", "'spec':{'steps':[{'image':'r.test/g:1'}]}");

    assertThat(list(cluster, named("task.tekton.dev", ".spec.steps[*].image")).gaps())
        .containsExactly("task.tekton.dev: the API server does not list it");
    assertThat(list(cluster, named("tasks.tekton.dev", ".spec.step[*].image")).gaps())
        .containsExactly("/apis/tekton.dev/v1/tasks: none of 1 objects names an image");
    assertThat(list(cluster, named("tasks.tekton.dev", ".spec.steps")).gaps())
        .first()
        .asString()
        .startsWith("Task ci/git");
    assertThat(list(cluster, named("tasks.tekton.dev", ".spec.steps[*].image")).gaps()).isEmpty();
  }

  private static ClusterSettings named(String resource, String path) {
    return new ClusterSettings(
        List.of(),
        List.of(),
        List.of(
            WatchedKind.parse(resource, List.of(ImagePath.parse(path)), WatchedKind.Demand.NAMED)));
  }

  @Test
  void takesAnImageThatIsNullForNone() {
    cluster.add(PODS, "shop", "web", "'spec':{'containers':[{'name':'app','image':null}]}");

    assertThat(list().complete()).isTrue();
    assertThat(texts(list())).isEmpty();
  }

  @Test
  void asksForSmallerPagesWhereOneIsTooLong() {
    for (int i = 0; i < 300; i++) {
      cluster.add(PODS, "shop", "p" + i, POD_SPEC.replace("a:1", "a:" + i) + "}");
    }
    FakeCluster whole = cluster;
    ClusterApi bounded =
        asking(path -> {
          if (path.startsWith(PODS) && path.contains("limit=250")) {
            throw new TooLongException(8 * 1024 * 1024);
          }
          return whole.get(path);
        });

    Listing listing = list(bounded, ClusterSettings.PLAIN);

    assertThat(listing.complete()).isTrue();
    assertThat(listing.images()).hasSize(300);
  }

  @Test
  void findsAKindThatIsInstalledLater() {
    ClusterSettings settings =
        new ClusterSettings(List.of(), List.of(), KindPresets.of("argo-rollouts"));
    assertThat(list(cluster, settings).selected()).contains("not installed: rollouts.argoproj.io");

    cluster.kind("/apis/argoproj.io/v1alpha1", "rollouts", "Rollout");
    cluster.add(
        "/apis/argoproj.io/v1alpha1/rollouts",
        "shop",
        "web",
        "'spec':{'template':{" + POD_SPEC + "}}}");

    assertThat(list(cluster, settings).images())
        .singleElement()
        .satisfies(named -> assertThat(named.usage().text()).startsWith("Rollout shop/web"));
  }

  @Test
  void findsImagesOfCustomResourcesByTheirPaths() {
    cluster.kind("/apis/tekton.dev/v1", "tasks", "Task");
    cluster.add(
        "/apis/tekton.dev/v1/tasks",
        "ci",
        "build",
        "'spec':{'steps':[{'image':'r.test/s:1'},{'script':'x'},{'image':'r.test/s:2'}]}");

    assertThat(
            texts(
                list(cluster, new ClusterSettings(List.of(), List.of(), KindPresets.of("tekton")))))
        .containsExactly("r.test/s:1", "r.test/s:2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"$(params.image)", "r.test/$(params.name):1", "$(tasks.a.results.b)"})
  void isNotHinderedByWhatTektonLearnsOnlyWhenItRuns(String image) {
    cluster.kind("/apis/tekton.dev/v1", "tasks", "Task");
    cluster.add(
        "/apis/tekton.dev/v1/tasks",
        "ci",
        "build",
        "'spec':{'steps':[{'image':'%s'},{'image':'r.test/s:2'}]}".formatted(image));

    Listing listing =
        list(cluster, new ClusterSettings(List.of(), List.of(), KindPresets.of("tekton")));

    assertThat(listing.gaps()).isEmpty();
    assertThat(texts(listing)).containsExactly("r.test/s:2");
    assertThat(listing.selected())
        .contains("; parameterised, so not known: 1 images of tasks.tekton.dev; not installed: ");
  }

  @Test
  void takesWhatIsParameterisedForAnImageOfAPersonsKind() {
    cluster.kind("/apis/tekton.dev/v1", "tasks", "Task");
    cluster.add(
        "/apis/tekton.dev/v1/tasks", "ci", "git", "'spec':{'steps':[{'image':'$(params.i)'}]}");

    assertThat(list(cluster, named("tasks.tekton.dev", ".spec.steps[*].image")).gaps()).isEmpty();
  }

  @Test
  void isIncompleteWhereAnImageOfAnotherKindIsParameterised() {
    cluster.add(PODS, "shop", "web", POD_SPEC.replace("r.test/a:1", "$(params.image)") + "}");

    assertThat(list().gaps()).singleElement().asString().contains("$(params.image)");
  }

  @Test
  void leavesOutTheObjectsThatAPersonNamesAndSaysSo() {
    cluster.add(DEPLOYMENTS, "shop", "web", "'spec':{'template':{" + POD_SPEC + "}}}");
    cluster.add(PODS, "shop", "web-1", POD_SPEC.replace("r.test/a:1", "${IMAGE}") + "}");
    assertThat(list().gaps())
        .singleElement()
        .asString()
        .contains("Pod shop/web-1", "${IMAGE}", "irrelevant-objects");

    Listing listing = list(cluster, without("Pod/shop/web-*", "Job/*/x"));

    assertThat(listing.gaps()).isEmpty();
    assertThat(texts(listing)).containsExactly("r.test/a:1");
    assertThat(listing.selected())
        .isEqualTo(
            "1 objects of 10 kinds in all namespaces; left out as irrelevant 1 objects of"
                + " Pod/shop/web-*, Job/*/x");
  }

  @ParameterizedTest
  @CsvSource({
    "Pod/shop/web,     true",
    "*/shop/web,       true",
    "P*/*/*,           true",
    "Pod/s*p/w*b,      true",
    "pod/shop/web,     false",
    "Po/shop/web,      false",
    "Pod//web,         false",
    "Pod/shop/we,      false",
    "Pod/shop/.*,      false",
    "Deployment/*/web, false",
  })
  void matchesAnObjectByKindNamespaceAndName(String pattern, boolean leftOut) {
    cluster.add(PODS, "shop", "web", POD_SPEC + "}");

    assertThat(list(cluster, without(pattern)).images().isEmpty()).isEqualTo(leftOut);
  }

  @Test
  void doesNotMissImagesInWhatIsLeftOut() {
    cluster.kind("/apis/tekton.dev/v1", "tasks", "Task");
    cluster.add("/apis/tekton.dev/v1/tasks", "ci", "git", "'spec':{'steps':[{'script':'x'}]}");
    List<WatchedKind> kinds = named("tasks.tekton.dev", ".spec.steps[*].image").kinds();

    assertThat(list(cluster, new ClusterSettings(List.of(), List.of("ci"), kinds)).gaps())
        .isEmpty();
  }

  private static ClusterSettings without(String... objects) {
    return new ClusterSettings(
        List.of(),
        List.of(),
        Stream.of(objects).map(ObjectPattern::parse).toList(),
        List.of(),
        List.of());
  }

  @Test
  void looksOnlyIntoTheNamespacesThatAreNamedAndSaysSo() {
    cluster.add(PODS, "shop", "web", POD_SPEC + "}");
    cluster.add(PODS, "other", "web", POD_SPEC.replace("a:1", "b:1") + "}");

    Listing some = list(cluster, new ClusterSettings(List.of("shop"), List.of(), List.of()));
    assertThat(texts(some)).containsExactly("r.test/a:1");
    assertThat(some.selected()).isEqualTo("1 objects of 10 kinds in namespaces shop");

    Listing others = list(cluster, new ClusterSettings(List.of(), List.of("shop"), List.of()));
    assertThat(texts(others)).containsExactly("r.test/b:1");
    assertThat(others.selected()).endsWith("in all namespaces but for shop");
  }

  @Test
  void saysWhatASelectionIsWhateverItFinds() {
    List<WatchedKind> kinds = KindPresets.of("tekton");
    List<ClusterSettings> all =
        List.of(
            ClusterSettings.PLAIN,
            new ClusterSettings(List.of("shop"), List.of(), List.of()),
            new ClusterSettings(List.of(), List.of("shop"), List.of()),
            without("Pod/shop/web"),
            new ClusterSettings(List.of(), List.of(), kinds),
            new ClusterSettings(List.of(), List.of(), kinds.subList(0, 2)),
            named("tasks.tekton.dev", ".spec.steps[*].image"),
            named("tasks.tekton.dev", ".spec.image"),
            new ClusterSettings(List.of(), List.of(), List.of(), List.of("shop")));
    List<String> before = all.stream().map(each -> list(cluster, each).selection()).toList();
    cluster.add(PODS, "shop", "web", POD_SPEC + "}");
    cluster.kind("/apis/tekton.dev/v1", "tasks", "Task");

    assertThat(before).doesNotHaveDuplicates().doesNotContain("");
    assertThat(all.stream().map(each -> list(cluster, each).selection())).isEqualTo(before);
    assertThat(new ClusterSettings(List.of("a", "b"), List.of(), kinds).selection())
        .as("in whatever order")
        .isEqualTo(new ClusterSettings(List.of("b", "a"), List.of(), kinds.reversed()).selection());
  }

  @Test
  void isIncompleteWhereANamespaceThatIsNamedIsNotThere() {
    assertThat(list(cluster, new ClusterSettings(List.of("shpo"), List.of(), List.of())).gaps())
        .containsExactly("namespace shpo: answered 404: namespaces not found");
  }

  @Test
  void isAnotherClusterWhereItsUidIsAnother() {
    String identity = list().identity();
    cluster.uid("two");

    assertThat(list().identity()).isNotEqualTo(identity);
  }

  @Test
  void isIncompleteWhereAnImageIsNoReference() {
    cluster.add(PODS, "shop", "web", POD_SPEC.replace("r.test/a:1", "UPPER CASE") + "}");

    assertThat(list().gaps()).singleElement().asString().contains("Pod shop/web", "UPPER CASE");
  }

  @Test
  void refusesNamespacesAndPathsThatAreNone() {
    assertThatThrownBy(() -> new ClusterSettings(List.of("a/b"), List.of(), List.of()))
        .hasMessageContaining("expected a namespace's name, not 'a/b'");
    assertThatThrownBy(() -> new ClusterSettings(List.of("a"), List.of("b"), List.of()))
        .hasMessageContaining("not both");
    assertThatThrownBy(() -> ImagePath.parse(".spec.")).hasMessageContaining("expected a JSONPath");
    for (String path : List.of("", ".a.length()", "{.a}{.b}", ".metadata.annotations.e\\.com")) {
      assertThatThrownBy(() -> ImagePath.parse(path)).hasMessageContaining("JSONPath");
    }
    for (String object : List.of("", "Pod", "Pod/web", "/shop/web", "Pod/shop/", "a/b/c/d")) {
      assertThatThrownBy(() -> ObjectPattern.parse(object)).hasMessageContaining("KIND/NAMESPACE");
    }
    for (String kind : List.of("rollouts", "tasks.v1.tekton.dev")) {
      assertThatThrownBy(() -> WatchedKind.parse(kind, List.of(), WatchedKind.Demand.NAMED))
          .hasMessageContaining("plural and group");
    }
    assertThatThrownBy(() -> KindPresets.of("argo"))
        .hasMessage("expected one of the presets argo-rollouts, knative, tekton, not 'argo'");
  }

  /** What answers a path. */
  private interface Answering {
    ClusterApi.Answer get(String path) throws IOException;
  }

  private static ClusterApi asking(Answering answers) {
    return new ClusterApi() {
      @Override
      public Answer get(String path) throws IOException {
        return answers.get(path);
      }

      @Override
      public void watchPods(
          @Nullable String namespace, String version, Duration longest, PodEvents events) {
        throw new AssertionError("A scan watches nothing");
      }
    };
  }

  @ParameterizedTest
  @CsvSource({
    "3, 3, PT10M, ''",
    "2, 3, PT10M, 'more than 2 objects, as many as this source''s listing may have'",
    "3, 2, PT10M, 'more than 2 images, as many as this source''s listing may have'",
    "3, 3, PT0S, 'it took longer than 0 s, as long as this source''s listing may take'",
  })
  void endsWhereAServerTellsMoreThanItMay(int objects, int images, Duration time, String gap) {
    for (int i = 0; i < 3; i++) {
      cluster.add(PODS, "shop", "web" + i, POD_SPEC + "}");
    }
    Listing listing =
        new ClusterSource(
                "live",
                () -> cluster,
                ClusterSettings.PLAIN,
                new ListingBounds(objects, images, time))
            .list(() -> {});

    assertThat(String.join("|", listing.gaps())).isEqualTo(gap);
  }

  @Test
  void takesNoNameThatNoApiServerTakes() {
    cluster.add(PODS, "shop", "w".repeat(2000), POD_SPEC + "}");

    assertThat(list().gaps()).containsExactly("an object has names that no API server takes");
  }

  @Test
  void quotesNoMoreThanTheBeginningOfWhatAServerSays() {
    cluster.answer(PODS, () -> FakeCluster.status(403, "x".repeat(5000)));

    assertThat(list().gaps()).singleElement().asString().startsWith(PODS).hasSize(1001);
  }

  private Listing list() {
    return list(cluster, ClusterSettings.PLAIN);
  }

  private static Listing list(ClusterApi api, ClusterSettings settings) {
    return new ClusterSource("live", () -> api, settings).list(() -> {});
  }

  private static List<String> texts(Listing listing) {
    return listing.images().stream().map(NamedImage::image).map(image -> image.text()).toList();
  }
}
