package dev.laytime.activities.crd.imagebuilder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.laytime.activities.crd.EventWriter;
import dev.laytime.activities.crd.FakeCluster;
import dev.laytime.activities.crd.ObjectKind;
import dev.laytime.activities.crd.imagebuilder.ImageBuilderAdapter.Answer;
import dev.laytime.activities.crd.imagebuilder.ImageBuilderAdapter.FoundRule;
import dev.laytime.activities.crd.imagebuilder.ImageBuilderAdapter.Standing;
import dev.laytime.activities.crd.imagebuilder.ImageBuilderSettings.Allowed;
import dev.laytime.build.BuildFailure;
import dev.laytime.build.BuildFailureKind;
import dev.laytime.build.BuildLimits;
import dev.laytime.build.BuildOrder;
import dev.laytime.build.BuildResources;
import dev.laytime.build.BuildRule;
import dev.laytime.build.BuildSource;
import dev.laytime.build.BuildState;
import dev.laytime.build.BuildStatus;
import dev.laytime.build.BuildStrategy;
import dev.laytime.image.Digest;
import dev.laytime.image.Platform;
import dev.laytime.image.Reference;
import dev.laytime.image.Tag;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageBuilderAdapterTest {

  private static final ObjectKind BUILDERS = ImageBuilderSettings.BUILDERS;
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  private static final BuildFailure TROUBLE =
      BuildFailure.of(BuildFailureKind.QUOTA, "no room in its namespace");
  private static final Digest BUILT = Digest.of("sha256", "ab".repeat(32));
  private static final Reference TOOL = Reference.parse("registry.example.com/team-a/tool:1.0");
  private static final String TEXT = "FROM scratch\nCOPY --from=busybox:1.37 /bin/busybox /bin/\n";

  /** As an object was that image-operator took. */
  private static final String BOTH =
      """
      {'architecture': 'both',
       'image': {'name': 'registry.example.com/team-a/tool', 'version': '1.0'},
       'source': '%s',
       'resources': {'limits': {'cpu': '1', 'memory': '512Mi'},
                     'requests': {'cpu': '100m', 'memory': '128Mi'}}}
      """
          .formatted(TEXT.replace("\n", "\\n"));

  private final FakeCluster cluster = new FakeCluster();
  private final World world = new World();
  private Instant now = NOW;
  private List<Allowed> allowed =
      List.of(new Allowed(List.of("team-*"), List.of("registry.example.com/team-a/*")));

  /** A worker that remembers what it was told. */
  private static final class World implements ImageBuilderAdapter.Worker {

    final List<BuildOrder> orders = new ArrayList<>();
    final Map<String, Standing> standings = new HashMap<>();
    List<FoundRule> found = List.of();
    boolean agreed = true;
    Answer answer = new Answer.Taken();

    @Override
    public boolean isAgreed() {
      return agreed;
    }

    @Override
    public void found(List<FoundRule> rules) {
      found = rules;
    }

    @Override
    public Optional<Standing> standing(Reference image, String request) {
      return Optional.ofNullable(standings.get(request));
    }

    @Override
    public boolean isBuilding(Reference image) {
      return standings.values().stream()
          .map(Standing::status)
          .anyMatch(status -> status.order().image().equals(image) && !status.state().over());
    }

    @Override
    public Answer order(BuildOrder order, String namespace) {
      assertThat(namespace).isEqualTo("team-a");
      orders.add(order);
      return answer;
    }

    void stands(BuildState state, @Nullable BuildFailure failure) {
      BuildOrder order = orders.getLast();
      BuildStatus status =
          new BuildStatus(
              "build/" + order.image(),
              order,
              state,
              null,
              state == BuildState.DONE ? order.image().repository().pinned(BUILT) : null,
              1,
              List.of(),
              "",
              failure,
              0,
              NOW,
              null);
      standings.put(order.requestId(), new Standing(status, state.over() ? NOW : null));
    }
  }

  @Test
  void buildsForTwoArchitecturesWithWhatItsObjectSays() throws IOException {
    put("tool", BOTH);
    round();

    FoundRule found = world.found.getFirst();
    BuildRule rule = found.rule();
    assertThat(found.object()).isEqualTo("team-a/tool");
    assertThat(found.text()).isEqualTo(TEXT);
    assertThat(rule.source()).isEqualTo(new BuildSource.Text(BuildPlan.digest(TEXT)));
    assertThat(rule.covers(TOOL)).isTrue();
    assertThat(rule.covers(TOOL.repository().tagged(new Tag("1.1")))).isFalse();
    assertThat(rule.recipe().platforms())
        .containsExactly(Platform.parse("linux/amd64"), Platform.parse("linux/arm64"));
    assertThat(rule.recipe().resources())
        .isEqualTo(new BuildResources("100m", "512Mi", BuildResources.USUAL.disk(), "128Mi"));
    assertThat(rule.recipe().strategy()).isEqualTo(BuildStrategy.KANIKO);
    assertThat(world.orders)
        .containsExactly(
            new BuildOrder(
                status("tool", "uid") + "/1",
                TOOL,
                rule.name(),
                null,
                "ImageBuilder team-a/tool",
                "generation 1"));
    assertThat(ready("tool")).isEqualTo("Unknown NotBegunYet");
    assertThat(object("tool").at("/status/ranJobs").toString())
        .isEqualTo("[\"buildah-job-tool-amd64\",\"buildah-job-tool-arm64\"]");
    assertThat(object("tool").at("/status/lastGenerationSeen").asLong()).isEqualTo(1);
  }

  @Test
  void saysWhatBecameOfItAndBuildsOnceUntilItChanges() throws IOException {
    put("tool", BOTH);
    round();
    world.stands(BuildState.BUILDING, null);
    round();
    assertThat(ready("tool")).isEqualTo("Unknown Building");
    assertThat(object("tool").at("/status/pushed").asBoolean(true)).isFalse();

    world.stands(BuildState.DONE, null);
    round();
    assertThat(ready("tool")).isEqualTo("True Built");
    assertThat(object("tool").at("/status/pushed").asBoolean()).isTrue();
    assertThat(object("tool").at("/status/digest").asText()).isEqualTo(BUILT.value());
    assertThat(world.orders).hasSize(1);

    put("tool", BOTH.replace("1.37", "1.38"));
    round();
    assertThat(world.orders)
        .extracting(BuildOrder::reason)
        .containsExactly("generation 1", "generation 2");
    assertThat(object("tool").at("/status/pushed").asBoolean(true)).isFalse();
  }

  @Test
  void waitsForTheBuildOfAnEarlierTextBeforeItOrdersTheNext() throws IOException {
    put("tool", BOTH);
    round();
    world.stands(BuildState.BUILDING, null);
    put("tool", BOTH.replace("1.37", "1.38"));
    round();
    assertThat(ready("tool")).isEqualTo("Unknown NotBegunYet");
    assertThat(world.orders).hasSize(1);

    world.stands(BuildState.DONE, null);
    round();
    assertThat(world.orders).hasSize(2);
    assertThat(object("tool").at("/status/pushed").asBoolean(true)).isFalse();
  }

  @Test
  void saysWhyNothingWasBuiltAndLeavesItAtThat() throws IOException {
    put("tool", BOTH);
    round();
    world.stands(
        BuildState.FAILED, BuildFailure.of(BuildFailureKind.USER_ERROR, "no stage is called x"));
    round();
    round();

    assertThat(ready("tool")).isEqualTo("False BuildFailed");
    assertThat(message("tool")).contains("USER_ERROR: no stage is called x");
    assertThat(world.orders).hasSize(1);
  }

  @Test
  void buildsAgainLaterWhatOthersWereAtFaultFor() throws IOException {
    put("tool", BOTH);
    round();
    world.stands(BuildState.FAILED, TROUBLE);
    now = NOW.plus(Duration.ofHours(6)).minusSeconds(1);
    round();
    assertThat(world.orders).hasSize(1);
    assertThat(message("tool"))
        .contains("QUOTA: no room in its namespace", "from 2026-11-01T18:00:00Z on");

    now = now.plusSeconds(1);
    world.answer = new Answer.Refused("it lies in no stage");
    round();
    assertThat(ready("tool")).isEqualTo("False BuildFailed");
    assertThat(message("tool")).contains("it is not yet: it lies in no stage");
    world.answer = new Answer.Later("it has 2 builds under way");
    round();
    assertThat(ready("tool")).isEqualTo("Unknown NotBegunYet");
    assertThat(message("tool"))
        .contains("it has 2 builds under way", "QUOTA: no room in its namespace");
    world.answer = new Answer.Taken();
    round();
    assertThat(world.orders)
        .extracting(BuildOrder::requestId)
        .startsWith(status("tool", "uid") + "/1")
        .endsWith(status("tool", "uid") + "/1/1");
    world.stands(BuildState.DONE, null);
    round();
    assertThat(ready("tool")).isEqualTo("True Built");
  }

  @Test
  void givesUpInTheEndWhatOthersAreAtFaultFor() throws IOException {
    put("tool", BOTH);
    for (int i = 0; i < 10; i++) {
      round();
      world.stands(BuildState.FAILED, TROUBLE);
      now = now.plus(Duration.ofDays(1));
    }
    round();

    assertThat(world.orders).extracting(BuildOrder::requestId).hasSize(5).doesNotHaveDuplicates();
    assertThat(message("tool")).contains("change the object to have it built again");
  }

  @Test
  void buildsWithNoMoreThanItsNamespaceMayUse() throws IOException {
    put("tool", BOTH);
    allowed = List.of(most("99m", "4Gi"));
    round();
    assertThat(ready("tool")).isEqualTo("False TooMuch");
    assertThat(message("tool")).contains("cpu '100m' is more than 99m", "builders.allowed");
    allowed = List.of(most("1", "511Mi"));
    round();
    assertThat(message("tool")).contains("memory '512Mi' is more than 511Mi");
    assertThat(world.orders).isEmpty();

    allowed = List.of(most("100m", "512Mi"));
    put(
        "tool",
        BOTH.replace("'memory': '512Mi'", "'memory': '512Mi', 'ephemeral-storage': '11Gi'"));
    round();
    assertThat(message("tool")).contains("disk '11Gi' is more than 10Gi");
    assertThat(world.orders).isEmpty();
    put("tool", BOTH);
    round();

    assertThat(world.orders).hasSize(1);
    BuildRule rule = world.found.getFirst().rule();
    assertThat(rule.orders()).isEqualTo(new BuildLimits(List.of(), List.of(), 3, 5));
    assertThat(rule.recipe().pullSecret()).isEqualTo("team-bases");
  }

  private static Allowed most(String cpu, String memory) {
    return new Allowed(
        List.of("team-*"),
        List.of("registry.example.com/team-a/*"),
        3,
        5,
        new BuildResources(cpu, memory, BuildResources.USUAL.disk()),
        "team-bases");
  }

  @Test
  void buildsNothingAnewThatImageOperatorBuilt() throws IOException {
    put(
        "tool",
        BOTH.strip()
            + ", 'status': {'ranJobs': ['buildah-job-tool-amd64', 'buildah-job-tool-arm64'],"
            + " 'pushed': true, 'lastGenerationSeen': 1}");
    round();

    assertThat(world.orders).isEmpty();
    assertThat(ready("tool")).isEqualTo("True Built");
    assertThat(object("tool").at("/status/pushed").asBoolean()).isTrue();
  }

  @Test
  void buildsForNobodyWhomNobodyNamed() throws IOException {
    put("tool", BOTH);
    put("other", BOTH.replace("team-a/tool", "team-b/tool"));
    allowed = List.of();
    round();
    assertThat(ready("tool")).isEqualTo("False NotAllowed");

    allowed = List.of(new Allowed(List.of("team-a"), List.of("registry.example.com/team-a/*")));
    round();
    assertThat(ready("other")).isEqualTo("False DestinationNotAllowed");
    assertThat(world.orders).extracting(BuildOrder::image).containsExactly(TOOL);
    assertThat(world.found).hasSize(1);
  }

  @Test
  void lendsNoNamespaceWhatAnotherMayWrite() throws IOException {
    put("tool", BOTH);
    allowed =
        List.of(
            new Allowed(List.of("team-a"), List.of("registry.example.com/other/*")),
            new Allowed(List.of("team-b"), List.of("registry.example.com/team-a/*")));
    round();

    assertThat(ready("tool")).isEqualTo("False DestinationNotAllowed");
    assertThat(world.orders).isEmpty();
  }

  @Test
  void leavesAnImageToTheOlderOfTwo() throws IOException {
    put("tool", BOTH);
    put("again", "2026-10-02", BOTH);
    round();

    assertThat(ready("again")).isEqualTo("False Shadowed");
    assertThat(message("again")).contains("team-a/tool");
    assertThat(world.orders).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'source': ' '",
        "'resources': {'limits': {'memory': '1Gi; rm'}}",
        "'image': {'name': 'Not A Name', 'version': '1'}",
        "'image': {'name': 'registry.example.com/team-a/tool', 'version': 'no tag'}",
      })
  void refusesWhatCannotBeBuilt(String field) throws IOException {
    String name = field.substring(0, field.indexOf(':'));
    String rest = BOTH.strip();
    put(
        "tool",
        rest.substring(0, rest.length() - 1) + ", " + name + field.substring(name.length()) + "}");
    round();

    assertThat(ready("tool")).startsWith("False ");
    assertThat(world.orders).isEmpty();
  }

  @Test
  void saysWhatTheWorkerRefuses() throws IOException {
    put("tool", BOTH);
    world.answer = new Answer.Refused("registry.example.com/team-a/tool lies in no stage");
    round();

    assertThat(ready("tool")).isEqualTo("False NotBuilt");
    assertThat(message("tool")).isEqualTo("registry.example.com/team-a/tool lies in no stage");
    world.answer = new Answer.Taken();
    round();
    assertThat(ready("tool")).isEqualTo("Unknown NotBegunYet");
  }

  /** A queue is nobody's fault: what waits for an object would give it up as failed. */
  @Test
  void waitsForItsTurnWhereItsNamespaceHasAsManyAsItMay() throws IOException {
    for (String name : List.of("first", "second", "third")) {
      world.answer =
          name.equals("third") ? new Answer.Later("it has 2 builds under way") : new Answer.Taken();
      put(name, BOTH.replace("team-a/tool", "team-a/" + name));
      round();
      if (!name.equals("third")) {
        world.stands(BuildState.BUILDING, null);
      }
    }

    assertThat(ready("third")).isEqualTo("Unknown NotBegunYet");
    assertThat(message("third")).isEqualTo("it has 2 builds under way");
    assertThat(conditions("third")).containsExactly("Ready Unknown", "Reconciling True");

    world.answer = new Answer.Taken();
    round();
    world.stands(BuildState.BUILDING, null);
    round();
    assertThat(ready("third")).isEqualTo("Unknown Building");
  }

  private List<String> conditions(String name) {
    return object(name)
        .at("/status/conditions")
        .valueStream()
        .map(each -> each.path("type").asText() + " " + each.path("status").asText())
        .toList();
  }

  @Test
  void saysWhatAnObjectCanDoAboutWhatItUses() throws IOException {
    put("tool", BOTH);
    round();
    world.stands(
        BuildState.FAILED, BuildFailure.of(BuildFailureKind.OUT_OF_DISK, "its Pod was evicted"));
    round();
    assertThat(message("tool"))
        .contains("limits.ephemeral-storage", "most.disk", "change the object")
        .doesNotContain("rule");
  }

  @Test
  void writesNothingWhileImageOperatorRunsOrOthersDoNotAgree() throws IOException {
    put("tool", BOTH);
    world.agreed = false;
    assertThat(adapter().round(cluster).trouble()).contains("another worker");
    cluster.put(
        new ObjectKind("apps/v1", "Deployment", "deployments", true),
        """
        {'metadata': {'namespace': 'image-operator', 'name': 'image-operator'},
         'spec': {'template': {'spec': {'containers': [{'image': 'tchoupinax/image-operator:v2'}]}}},
         'status': {'readyReplicas': 1}}
        """);
    assertThat(adapter().round(cluster).trouble()).contains("scale it to 0");
    assertThat(cluster.writes).isEmpty();
    assertThat(world.orders).isEmpty();
  }

  @Test
  void knowsThatATextHasNoFiles() {
    assertThatThrownBy(
            () -> new ImageBuilderSettings(BuildStrategy.JIB, List.of(), Duration.ofHours(1)))
        .hasMessageContaining("kaniko or buildkit");
  }

  private ImageBuilderAdapter adapter() {
    return new ImageBuilderAdapter(
        new ImageBuilderSettings(BuildStrategy.KANIKO, allowed, Duration.ofHours(1)),
        world,
        new EventWriter("worker", () -> now),
        () -> now);
  }

  private void round() throws IOException {
    assertThat(adapter().round(cluster).trouble()).isEmpty();
  }

  private void put(String name, String spec) throws IOException {
    put(name, "2026-10-01", spec);
  }

  private void put(String name, String day, String spec) throws IOException {
    cluster.put(
        BUILDERS,
        """
        {'metadata': {'namespace': 'team-a', 'name': '%s',
          'creationTimestamp': '%sT00:00:00Z'}, 'spec': %s}
        """
            .formatted(name, day, spec));
  }

  private JsonNode object(String name) {
    return cluster.object(BUILDERS, "team-a", name);
  }

  private String status(String name, String field) {
    return object(name).path("metadata").path(field).asText();
  }

  private String ready(String name) {
    JsonNode ready = object(name).at("/status/conditions/0");
    return ready.path("status").asText() + " " + ready.path("reason").asText();
  }

  private String message(String name) {
    return object(name).at("/status/conditions/0/message").asText();
  }
}
