package dev.laytime.activities.crd.qebbeq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import dev.laytime.activities.crd.qebbeq.QebbeqAdapter.Round;
import dev.laytime.activity.PollCount;
import dev.laytime.activity.PollReport;
import dev.laytime.lifecycle.Why;
import dev.laytime.mirror.Lending;
import dev.laytime.mirror.MirrorRule;
import dev.laytime.mirror.PollInterval;
import dev.laytime.mirror.RepositoryPrefix;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Rounds against a cluster of a few objects. */
class QebbeqAdapterTest {

  private static final String HOST = "reg.example.org";
  private static final String IMAGES = "/apis/qebbeq.tuco86.dev/v1alpha1/images";
  private static final String MIRRORS = "/apis/qebbeq.tuco86.dev/v1alpha1/imagemirrors";
  private static final String DEPLOYMENTS = "/apis/apps/v1/deployments";
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  private static final String CONTROLLED =
      "/apis/qebbeq.tuco86.dev/v1alpha1/namespaces/control/images/";
  private static final String REFUSED = "some objects could not be written: see the log";
  private static final String APP = HOST + "/team/app:1";

  private final FakeObjects cluster = new FakeObjects();
  private final World world = new World();
  private Instant now = NOW;
  private final QebbeqAdapter adapter =
      new QebbeqAdapter(new QebbeqSettings(HOST, "control", List.of("*")), world, () -> now);

  @Test
  void makesObjectsForPodsAndSaysHowTheirImagesAre() throws IOException {
    world.named(APP, "web");

    assertThat(adapter.round(cluster)).isEqualTo(new Round("", 1));
    assertThat(adapter.round(cluster).trouble()).isEmpty();

    JsonNode image = image(APP);
    assertThat(image.path("apiVersion").asText()).isEqualTo("qebbeq.tuco86.dev/v1alpha1");
    assertThat(image.path("kind").asText()).isEqualTo("Image");
    assertThat(image.path("spec").path("image").asText()).isEqualTo(APP);
    assertThat(image.path("metadata").path("finalizers").toString())
        .isEqualTo("[\"qebbeq.tuco86.dev/finalizer\"]");
    assertThat(image.path("status").toString())
        .isEqualTo(
            """
            {"references":[{"api_version":"v1","kind":"Pod","namespace":"shop","name":"web"}],\
            "retain_until":null,"conditions":[{"type":"Ready","status":"True",\
            "reason":"Present","lastTransitionTime":"2026-11-01T12:00:00Z"},\
            {"type":"ImagePullBackOff","status":"False",\
            "lastTransitionTime":"2026-11-01T12:00:00Z"}],"phase":"Ready"}\
            """);
  }

  @Test
  void writesNothingWhenNothingChanged() throws IOException {
    world.named(APP, "web");
    cluster.put(MIRRORS, mirror("one", "'upstream': 'quay.io', 'prefix': 'ext'"));
    for (int round = 0; round < 3; round++) {
      assertThat(adapter.round(cluster).trouble()).isEmpty();
    }
    cluster.writes.clear();

    assertThat(adapter.round(cluster)).isEqualTo(new Round("", 0));
    assertThat(cluster.writes).isEmpty();
  }

  @Test
  void takesMirrorsInEverySpelling() throws IOException {
    cluster.put(
        MIRRORS,
        mirror(
            "one",
            """
            'upstream': 'quay.io', 'prefix': 'ext', 'platforms': ['linux/amd64'],
            'policy': {'type': 'Poll', 'intervalSeconds': 60}\
            """));
    cluster.put(
        MIRRORS,
        mirror(
            "two",
            """
            'upstreamRegistry': 'docker.io', 'repository': 'library/jq',
            'policy': {'type': 'ifNotPresent'}\
            """));
    cluster.put(
        MIRRORS,
        mirror("three", "'upstreamRegistry': 'ghcr.io', 'repository': null, 'unheard-of': 1"));
    cluster.put(MIRRORS, mirror("four", "'upstream': 'HTTP://x', 'prefix': 'y'"));

    assertThat(adapter.round(cluster).trouble()).isEmpty();

    assertThat(world.rules)
        .containsExactlyInAnyOrder(
            rule(HOST + "/ext", "quay.io").polled(new PollInterval(Duration.ofMinutes(1))),
            rule(HOST + "/library/jq", "docker.io/library/jq"),
            rule(HOST, "ghcr.io"));
    assertThat(ready("one").path("status").asText()).isEqualTo("True");
    assertThat(ready("four").path("status").asText()).isEqualTo("False");
    assertThat(ready("four").path("reason").asText()).isEqualTo("Invalid");
  }

  @Test
  void saysOnceOfAnObjectThatItDoesNotUnderstandIt() throws IOException {
    Logger logger = (Logger) LoggerFactory.getLogger(QebbeqObjects.class);
    ListAppender<ILoggingEvent> told = new ListAppender<>();
    told.start();
    logger.addAppender(told);
    logger.setAdditive(false);
    logger.setLevel(Level.WARN);
    try {
      for (int change = 0; change < 2; change++) {
        cluster.put(MIRRORS, mirror("one", "'upstream': {}, 'prefix': 'ext'"));
        for (int round = 0; round < 3; round++) {
          assertThat(adapter.round(cluster).trouble()).isEmpty();
        }
      }
    } finally {
      logger.setLevel(null);
      logger.setAdditive(true);
      logger.detachAppender(told);
    }
    assertThat(told.list).as("once a change").hasSize(2);
  }

  @Test
  void takesRulesAgainThatTheLedgerHasNoMore() throws IOException {
    cluster.put(MIRRORS, mirror("one", "'upstream': 'quay.io', 'prefix': 'ext'"));
    for (int round = 0; round < 2; round++) {
      assertThat(adapter.round(cluster).trouble()).isEmpty();
    }
    assertThat(world.mirrored).as("once, while they are there").isEqualTo(1);

    world.rules = List.of();
    assertThat(adapter.round(cluster).trouble()).isEmpty();
    assertThat(world.rules).containsExactly(rule(HOST + "/ext", "quay.io"));
  }

  @Test
  void saysWhenAMirrorWasPolledLastAndWhatFailed() throws IOException {
    cluster.put(
        MIRRORS,
        mirror("one", "'upstream': 'quay.io', 'prefix': 'ext', 'policy': {'type': 'Poll'}"));
    assertThat(adapter.round(cluster)).isEqualTo(new Round("", 1));
    assertThat(status("one").toString()).doesNotContain("last_sync_time", "Polled");

    PollReport report = report("", 1);
    world.polls.put(RepositoryPrefix.parse(report.mirror()), report);
    assertThat(adapter.round(cluster)).isEqualTo(new Round("", 1));
    assertThat(status("one").path("last_sync_time").asText()).isEqualTo("2026-11-01T11:59:00Z");
    assertThat(status("one").path("conditions").path(1).toString())
        .isEqualTo(
            """
            {"type":"Polled","status":"True","reason":"SomeUnknown","message":"2 looked at, 1\
             offered, 0 of them new, 0 withheld; 1 could not be looked at; quay.io/app:1: answered\
             500","lastTransitionTime":"2026-11-01T12:00:00Z"}\
            """);

    world.polls.put(RepositoryPrefix.parse(report.mirror()), report("quay.io does not answer", 5));
    assertThat(adapter.round(cluster)).isEqualTo(new Round("", 1));
    assertThat(status("one").path("conditions").path(1).toString())
        .contains("\"False\",\"reason\":\"Incomplete\",\"message\":\"quay.io does not answer; ");
    assertThat(adapter.round(cluster)).isEqualTo(new Round("", 0));
  }

  @Test
  void saysNothingOfPollsWhereThereAreNone() throws IOException {
    PollReport report = report("", 0);
    world.polls.put(RepositoryPrefix.parse(report.mirror()), report);
    cluster.put(MIRRORS, mirror("one", "'upstream': 'quay.io', 'prefix': 'ext'"));
    cluster.put(
        MIRRORS,
        mirror("two", "'upstream': 'ghcr.io', 'prefix': 'ext', 'policy': {'type': 'Poll'}"));

    assertThat(adapter.round(cluster).trouble()).isEmpty();
    assertThat(status("one").toString()).doesNotContain("last_sync_time", "Polled");
    assertThat(status("two").toString())
        .as("another has its prefix")
        .doesNotContain("last_sync_time", "Polled");
  }

  @Test
  void changesNothingOnceAWorkerOfOtherSettingsHasStarted() throws IOException {
    world.named(APP, "web");
    cluster.put(MIRRORS, mirror("one", "'upstream': 'quay.io', 'prefix': 'ext'"));
    world.images = Map.of("Ready", 1);
    world.mirrors = Map.of("InForce", 1);
    world.overtaken = true;

    assertThat(adapter.round(cluster).trouble()).contains("another worker", "started later");
    assertThat(world.images).as("the other one counts them").isEmpty();
    assertThat(world.mirrors).isEmpty();
    assertThat(cluster.writes).isEmpty();
    assertThat(world.rules).isNull();
  }

  @Test
  void changesNothingWhileQebbeqItselfRuns() throws IOException {
    world.named(APP, "web");
    cluster.put(MIRRORS, mirror("one", "'upstream': 'quay.io', 'prefix': 'ext'"));
    for (String qebbeq :
        List.of(
            deployment("registry.example.com/mirror/qebbeq:main", "", 1),
            deployment("qebbeq", "", 2),
            deployment("tuco86/qebbeq@sha256:abc", "", 1),
            deployment("mirrored:1", "'helm.sh/chart': 'qebbeq-0.1.0', " + CONTROLLER, 1))) {
      cluster.put(DEPLOYMENTS, qebbeq);

      assertThat(adapter.round(cluster).trouble())
          .as(qebbeq)
          .contains("Qebbeq's own Deployment elsewhere/x has ready replicas");
      assertThat(cluster.writes).isEmpty();
      assertThat(world.rules).isNull();
    }
  }

  @Test
  void takesOverUntilWhenImagesStayWhileQebbeqStillRuns() throws IOException {
    cluster.put(DEPLOYMENTS, deployment("tuco86/qebbeq:main", "", 1));
    cluster.put(
        IMAGES,
        """
        {'metadata': {'namespace': 'team', 'name': 'mine'}, 'spec': {'image': '%s'},
         'status': {'references': [], 'retain_until': '2026-11-01T13:00:00.123456789Z'}}\
        """
            .formatted(APP));
    world.named = null;

    assertThat(adapter.round(cluster).written()).isZero();
    assertThat(world.promised)
        .containsExactly(Map.entry(APP, Instant.parse("2026-11-01T13:00:00.123456789Z")));
  }

  @Test
  void takesNothingElseForQebbeq() throws IOException {
    for (String other :
        List.of(
            deployment("registry.example.com/mirror/qebbeq:main", "", 0),
            deployment("registry.example.com/qebbeq/registry:2", "", 1),
            deployment("not-qebbeq:1", CONTROLLER, 1),
            deployment(
                "registry:2",
                "'helm.sh/chart': 'qebbeq-0.1.0', 'app.kubernetes.io/component': 'registry'",
                1))) {
      cluster.put(DEPLOYMENTS, other);

      assertThat(adapter.round(cluster).trouble()).as(other).isEmpty();
    }
  }

  @Test
  void countsObjectsByPhaseAndMirrorsByReason() throws IOException {
    world.named(APP, "web");
    cluster.put(MIRRORS, mirror("one", "'upstream': 'quay.io', 'prefix': 'ext'"));
    cluster.put(MIRRORS, mirror("two", "'upstream': 'ghcr.io', 'prefix': 'ext'"));
    cluster.put(
        IMAGES,
        """
        {'metadata': {'namespace': 'team', 'name': 'mine'}, 'spec': {'image': '%s'},
         'status': {'phase': 'whatever somebody writes'}}\
        """
            .formatted(APP));
    assertThat(adapter.round(cluster).trouble()).isEmpty();
    assertThat(world.images).containsEntry("Other", 1).containsEntry("Ready", 0);
    assertThat(world.mirrors).isEqualTo(Map.of("InForce", 1, "Shadowed", 1));

    for (int round = 0; round < 2; round++) {
      assertThat(adapter.round(cluster).trouble()).isEmpty();
    }
    assertThat(world.images)
        .containsEntry("Ready", 2)
        .containsOnlyKeys(
            "Ready", "Reconciling", "ImagePullBackOff", "Retaining", "Unreferenced", "Deleting");
  }

  @Test
  void changesNothingWhereItCannotTellWhetherQebbeqRuns() {
    cluster.refuse("/apis/apps/v1");

    assertThatThrownBy(() -> adapter.round(cluster))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("403: you may not");
    assertThat(world.rules).isNull();
  }

  @Test
  void keepsTheRulesThatItHasWhereMirrorsCannotBeRead() {
    cluster.refuse(MIRRORS);

    assertThatThrownBy(() -> adapter.round(cluster)).isInstanceOf(IOException.class);
    assertThat(world.rules).isNull();
  }

  @Test
  void touchesNoImageWhileNotAllPodsAreKnown() throws IOException {
    cluster.put(IMAGES, persons("mine", "'finalizers': []"));
    world.named = null;

    assertThat(adapter.round(cluster)).isEqualTo(new Round("not all Pods are known yet", 0));
    assertThat(cluster.writes).isEmpty();
  }

  @Test
  void letsAnObjectThatSomebodyDeletedGoAndNothingElse() throws IOException {
    cluster.put(
        IMAGES,
        persons(
            "mine",
            """
            'finalizers': ['else/where', 'qebbeq.tuco86.dev/finalizer'],
            'deletionTimestamp': '2026-11-01T00:00:00Z'\
            """));

    assertThat(adapter.round(cluster)).isEqualTo(new Round("", 1));
    assertThat(
            cluster.object(IMAGES, "team", "mine").path("metadata").path("finalizers").toString())
        .as("others' finalizers stay")
        .isEqualTo("[\"else/where\"]");
    assertThat(cluster.writes).noneMatch(write -> write.startsWith("delete"));
  }

  @Test
  void takesItsObjectAwayOnceItsImageHasLeft() throws IOException {
    world.named(APP, "web");
    for (int round = 0; round < 2; round++) {
      assertThat(adapter.round(cluster).trouble()).isEmpty();
    }
    world.named = Map.of();
    world.life = new KnownLife(null, null, true, true, null, null);

    for (int round = 0; round < 2; round++) {
      assertThat(adapter.round(cluster).trouble()).isEmpty();
    }
    assertThat(image(APP).isMissingNode()).isTrue();
  }

  @Test
  void takesNoObjectAwayThatIsAnotherByNow() throws IOException {
    world.named(APP, "web");
    for (int round = 0; round < 2; round++) {
      assertThat(adapter.round(cluster).trouble()).isEmpty();
    }
    world.named = Map.of();
    world.life = new KnownLife(null, null, true, true, null, null);
    world.meanwhile =
        () ->
            cluster.put(
                IMAGES,
                "{'metadata': {'namespace': 'control', 'name': '%s'}, 'spec': {'image': '%s'}}"
                    .formatted(ImageName.of(APP), APP));

    assertThat(adapter.round(cluster)).isEqualTo(new Round("", 0));
    assertThat(image(APP).path("metadata").has("deletionTimestamp")).isFalse();
  }

  @Test
  void goesOnWhereOneObjectIsRefusedAndComesBackToItLaterEachTime() throws IOException {
    String other = HOST + "/team/other:1";
    world.named(APP, "web");
    world.named(other, "web");
    String refused = CONTROLLED + ImageName.of(APP);
    cluster.refuse(refused);

    assertThat(adapter.round(cluster)).isEqualTo(new Round(REFUSED, 1));
    assertThat(image(other).isMissingNode()).isFalse();

    int before = cluster.asked(refused);
    for (int second = 0; second < 3600; second += 10) {
      now = now.plusSeconds(10);
      assertThat(adapter.round(cluster).trouble()).isEqualTo(REFUSED);
    }
    assertThat(cluster.asked(refused) - before).isBetween(8, 14);

    cluster.answerAll();
    now = now.plus(Duration.ofMinutes(11));
    assertThat(adapter.round(cluster)).isEqualTo(new Round("", 1));
  }

  @Test
  void leavesAServerAloneThatIsBusyOrSilent() throws IOException {
    world.named(APP, "web");
    world.named(HOST + "/team/other:1", "web");
    cluster.silence(CONTROLLED);
    assertThatThrownBy(() -> adapter.round(cluster))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no answer within 20 s; what is left waits for the next round");
    assertThat(cluster.asked(CONTROLLED)).isEqualTo(1);

    cluster.answerAll();
    cluster.answer(CONTROLLED, 429);
    assertThatThrownBy(() -> adapter.round(cluster)).isInstanceOf(IOException.class);
    assertThat(cluster.asked(CONTROLLED)).isEqualTo(2);

    cluster.answerAll();
    assertThat(adapter.round(cluster)).isEqualTo(new Round("", 2));
  }

  @Test
  void writesOnlySoMuchInOneRound() throws IOException {
    for (int i = 0; i < Writing.MOST + 1; i++) {
      world.named(HOST + "/team/app:" + i, "web");
    }

    assertThat(adapter.round(cluster)).isEqualTo(new Round("", Writing.MOST));
    now = now.plusSeconds(10);
    assertThat(adapter.round(cluster).written()).isEqualTo(Writing.MOST);
  }

  @Test
  void saysOnceThatADefinitionHasNoStatus() throws IOException {
    cluster.withoutStatus(MIRRORS);
    cluster.put(MIRRORS, mirror("one", "'upstream': 'quay.io', 'prefix': 'ext'"));
    cluster.put(MIRRORS, mirror("two", "'upstream': 'ghcr.io', 'prefix': 'git'"));

    for (int round = 1; round < 4; round++) {
      assertThat(adapter.round(cluster))
          .isEqualTo(
              new Round(
                  "the cluster's definition of ImageMirror has no status: `laytime crds qebbeq |"
                      + " kubectl apply --server-side --force-conflicts -f -` brings it up to date",
                  0));
      assertThat(cluster.asked(MIRRORS.replace("/imagemirrors", "/namespaces/team/imagemirrors")))
          .isEqualTo(round);
    }
    assertThat(world.rules).as("they count all the same").hasSize(2);

    cluster.answerAll();
    assertThat(adapter.round(cluster)).isEqualTo(new Round("", 2));
  }

  @Test
  void holdsUpNoNamespaceAndNoKindThatIsTakenAway() throws IOException {
    String namespace = "/api/v1/namespaces/control";
    String kind =
        "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/images.qebbeq.tuco86.dev";
    world.named(APP, "web");
    for (int round = 0; round < 2; round++) {
      assertThat(adapter.round(cluster).trouble()).isEmpty();
    }
    for (String gone : List.of(namespace, kind)) {
      cluster.putAt(namespace, "");
      cluster.putAt(kind, "");
      cluster.put(
          IMAGES,
          """
          {'metadata': {'namespace': 'control', 'name': '%s',
            'finalizers': ['qebbeq.tuco86.dev/finalizer'],
            'deletionTimestamp': '2026-11-01T00:00:00Z'}, 'spec': {'image': '%s'}}\
          """
              .formatted(ImageName.of(APP), APP));
      assertThat(adapter.round(cluster).trouble()).isEmpty();
      assertThat(image(APP).path("status").path("phase").asText()).isEqualTo("Deleting");

      cluster.putAt(gone, "2026-11-01T00:00:00Z");
      assertThat(adapter.round(cluster).trouble()).isEmpty();
      assertThat(image(APP).isMissingNode()).as(gone).isTrue();
    }
  }

  @Test
  void letsGoOfWhatItHoldsUpWhereItEndsWithItsNamespace() throws IOException {
    world.named(APP, "web");
    for (int round = 0; round < 2; round++) {
      assertThat(adapter.round(cluster).trouble()).isEmpty();
    }
    cluster.writes.clear();
    adapter.leave(cluster);
    assertThat(cluster.writes).as("nobody knows that it goes").isEmpty();

    cluster.putAt("/api/v1/namespaces/control", "");
    adapter.leave(cluster);
    assertThat(cluster.writes).as("it stays").isEmpty();

    cluster.putAt("/api/v1/namespaces/control", "2026-11-01T00:00:00Z");
    adapter.leave(cluster);
    assertThat(image(APP).path("metadata").path("finalizers")).isEmpty();
    assertThat(cluster.writes).hasSize(1);
  }

  private JsonNode image(String image) {
    return cluster.object(IMAGES, "control", ImageName.of(image));
  }

  private JsonNode ready(String mirror) {
    return status(mirror).path("conditions").path(0);
  }

  private JsonNode status(String mirror) {
    return cluster.object(MIRRORS, "team", mirror).path("status");
  }

  private static PollReport report(String failure, int troubles) {
    return new PollReport(
        HOST + "/ext",
        RepositoryPrefix.parse("quay.io"),
        NOW.minusSeconds(70),
        NOW.minusMillis(59_500),
        new PollCount(2, 1, 0, 0, troubles, List.of("quay.io/app:1: answered 500")),
        failure,
        null);
  }

  private static MirrorRule rule(String target, String source) {
    return MirrorRule.found(RepositoryPrefix.parse(target), RepositoryPrefix.parse(source));
  }

  private static String mirror(String name, String spec) {
    return "{'kind': 'ImageMirror', 'metadata': {'namespace': 'team', 'name': '%s'}, 'spec': {%s}}"
        .formatted(name, spec);
  }

  private static String persons(String name, String metadata) {
    return """
    {'kind': 'Image', 'metadata': {'namespace': 'team', 'name': '%s', %s},
     'spec': {'image': '%s'}}
    """
        .formatted(name, metadata, APP);
  }

  private static final String CONTROLLER = "'app.kubernetes.io/component': 'controller'";

  private static String deployment(String image, String labels, int ready) {
    return """
    {'metadata': {'namespace': 'elsewhere', 'name': 'x', 'labels': {%s}},
     'status': {'readyReplicas': %d},
     'spec': {'template': {'spec': {'containers': [{'image': 'proxy:1'}, {'image': '%s'}]}}}}
    """
        .formatted(labels, ready, image);
  }

  /** What somebody else does once the objects were read. */
  private interface Meanwhile {
    void happens() throws IOException;
  }

  /** Every image is there, unless said otherwise. */
  private static final class World implements QebbeqAdapter.Worker {
    @Nullable Map<String, Set<ObjectReference>> named = new HashMap<>();
    @Nullable List<MirrorRule> rules;
    final Map<String, Instant> promised = new HashMap<>();
    Map<String, Integer> images = Map.of();
    Map<String, Integer> mirrors = Map.of();
    int mirrored;
    Meanwhile meanwhile = () -> {};
    boolean overtaken;
    final Map<RepositoryPrefix, PollReport> polls = new HashMap<>();
    KnownLife life =
        new KnownLife(
            null,
            new Why(
                APP, "PRESENT", null, "prod", null, NOW, List.of(), null, null, List.of(), null, 0,
                List.of()),
            false,
            true,
            null,
            null);

    void named(String image, String pod) {
      if (named != null) {
        named.put(image, Set.of(ObjectReference.pod("shop", pod)));
      }
    }

    @Override
    public Optional<Map<String, Set<ObjectReference>>> named() {
      return Optional.ofNullable(named);
    }

    @Override
    public Function<String, KnownLife> lives(List<String> images) {
      try {
        meanwhile.happens();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return _ -> life;
    }

    @Override
    public Optional<QebbeqAdapter.Ground> ground() {
      return overtaken
          ? Optional.empty()
          : Optional.of(
              new QebbeqAdapter.Ground(
                  List.of(RepositoryPrefix.parse(HOST)),
                  List.of(),
                  rules == null ? Set.of() : Set.copyOf(rules)));
    }

    @Override
    public void counted(Map<String, Integer> byPhase, Map<String, Integer> byReason) {
      images = byPhase;
      mirrors = byReason;
    }

    @Override
    public void promise(Map<String, Instant> until) {
      promised.putAll(until);
    }

    @Override
    public Lending lends(MirrorRule rule) {
      return Lending.NOTHING;
    }

    @Override
    public Map<RepositoryPrefix, PollReport> polls() {
      return polls;
    }

    @Override
    public void mirror(List<MirrorRule> found) {
      rules = found;
      mirrored++;
    }
  }
}
