package dev.laytime.e2e.life;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.e2e.counterpart.FaultProxy;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.workflow.ImageLife;
import dev.laytime.workflow.WorkflowIds;
import io.temporal.client.WorkflowClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of images in every registry and under every behaviour of one. */
@ExtendWith(OneTeam.class)
@Execution(ExecutionMode.CONCURRENT)
final class WholeLifeTest {

  static Stream<String> registries() {
    return Stream.concat(Stream.of("distribution", "olareg"), Team.BEHAVIOURS.keySet().stream());
  }

  @ParameterizedTest
  @MethodSource("registries")
  void mirrorsQuarantinesRestoresAndDeletes(String registry, Team team) {
    Scene scene = team.scene(registry);
    Digest digest = scene.arrive("app:1");
    assertThat(scene.isTagged("app:1", digest)).isTrue();

    scene.remove("app:1");
    scene.awaitState("app:1", "QUARANTINED");
    assertThat(scene.isPullable("app:1", digest)).isTrue();
    boolean clockOnly = registry.equals("immutable-tags");
    assertThat(scene.isTagged("app:1", digest)).isEqualTo(clockOnly);
    assertThat(scene.isHeld("app:1", digest)).isTrue();

    scene.deploy("app:1");
    scene.awaitState("app:1", "PRESENT");
    assertThat(scene.isTagged("app:1", digest)).isTrue();

    scene.remove("app:1");
    scene.awaitBuried("app:1");
    assertThat(scene.isTagged("app:1", digest)).isFalse();
    assertThat(scene.isPullable("app:1", digest)).isFalse();
    assertThat(scene.reasons("app:1")).contains(digest.value()).contains("not named");
  }

  @Test
  void twoTagsOnOneDigestLeaveOneByOneAndTheManifestGoesWithTheLast(Team team) {
    Scene scene = team.scene("shared");
    Digest digest = arriveUnderTwoTags(scene);

    scene.remove("app:1");
    scene.awaitBuried("app:1");
    assertThat(scene.isTagged("app:1", digest)).isFalse();
    assertThat(scene.isTagged("app:2", digest)).isTrue();

    scene.remove("app:2");
    scene.awaitBuried("app:2");
    assertThat(scene.isPullable("app:2", digest)).isFalse();
  }

  @Test
  void twoTagsOnOneDigestThatNobodyNeedsAnyMoreBothLeave(Team team) {
    Scene scene = team.scene("together");
    Digest digest = arriveUnderTwoTags(scene);

    scene.remove("app:1");
    scene.remove("app:2");
    for (String app : List.of("app:1", "app:2")) {
      scene.awaitBuried(app);
      assertThat(scene.isTagged(app, digest)).isFalse();
    }
    assertThat(scene.isPullable("app:1", digest)).isFalse();
    assertThat(scene.isHeld("app:1", digest)).isFalse();
  }

  private static Digest arriveUnderTwoTags(Scene scene) {
    Digest digest = scene.arrive("app:1");
    scene.images().tag(scene.upstream(), "upstream/" + scene.name() + "/app", digest, "2");
    scene.deploy("app:2");
    scene.awaitState("app:2", "PRESENT");
    assertThat(scene.isTagged("app:2", digest)).isTrue();
    return digest;
  }

  @Test
  void childrenAndReferrersGoWithTheirRootAndNeverBefore(Team team) {
    Scene scene = team.scene("closure");
    Digest digest = scene.publish("app:1");
    Digest signature = scene.images().referrer(scene.upstream(), "upstream/closure/app", digest);
    List<Digest> children =
        scene.images().children(scene.upstream(), "upstream/closure/app", digest);
    scene.deploy("app:1");
    scene.awaitState("app:1", "PRESENT");
    assertThat(scene.isPullable("app:1", signature)).isTrue();

    scene.remove("app:1");
    scene.awaitState("app:1", "QUARANTINED");
    assertThat(children).isNotEmpty().allMatch(child -> scene.isPullable("app:1", child));
    assertThat(scene.isPullable("app:1", signature)).isTrue();

    scene.awaitBuried("app:1");
    assertThat(children).noneMatch(child -> scene.isPullable("app:1", child));
    assertThat(scene.isPullable("app:1", signature)).isFalse();
  }

  @Test
  void holdsWhatAForeignPushMovesATagAwayFrom(Team team) {
    Scene scene = team.scene("foreign");
    Digest old = scene.arrive("app:1");
    Digest young = scene.images().image(scene.stage(), "foreign/app", "1", 1, 1_000);

    scene.await("app:1", "has its old digest held", () -> scene.isHeld("app:1", old));
    String life = scene.byDigest("app:1", old);
    scene.await(
        "app:1",
        "gave its old digest a life",
        () -> !scene.api().get().life(life).path("story").isEmpty());
    assertThat(scene.isTagged("app:1", young)).isTrue();

    scene.await("app:1", "let its old digest go", () -> scene.api().get().isBuried(life));
    assertThat(scene.isPullable("app:1", old)).isFalse();
    assertThat(scene.isTagged("app:1", young)).isTrue();
  }

  @Test
  void letsGoOfWhatIsHeldForNobody(Team team) {
    Scene scene = team.scene("orphan");
    Digest digest = scene.images().held(scene.stage(), "orphan/app");
    String life = scene.byDigest("app:1", digest);
    scene.await("app:1", "let go of " + digest, () -> scene.api().get().isBuried(life));
    assertThat(scene.isPullable("app:1", digest)).isFalse();
    assertThat(scene.isHeld("app:1", digest)).isFalse();
  }

  @Test
  void asksAStageThatOnlyObservesForNothingButGetAndHead(Team team) {
    Scene scene = team.scene(Team.OBSERVED);
    Digest digest = scene.images().image(team.behindProxy(), "observed/app", "1", 1, 1_000);

    scene.awaitState("app:1", "UNUSED");
    scene.await(
        "app:1",
        "has had its grace period",
        () ->
            scene.reasons("app:1").contains("observe-only")
                || scene.reasons("app:1").contains("only observes"));
    assertThat(scene.isTagged("app:1", digest)).isTrue();
    List<String> asked =
        team.proxy().seen().stream()
            .filter(request -> request.target().contains("/observed/"))
            .map(FaultProxy.Seen::method)
            .toList();
    assertThat(asked).isNotEmpty().isSubsetOf("GET", "HEAD");
  }

  @Test
  void continuesAsNewUnderSignalsAndLosesNone(Team team) {
    Scene scene = team.scene("flooded");
    scene.arrive("app:1");
    Reference image = Reference.parse(scene.image("app:1"));
    WorkflowClient client = team.temporal().client();
    String first =
        client.newUntypedWorkflowStub(WorkflowIds.life(image)).describe().getExecution().getRunId();
    int sources = 50;
    List<String> told = new ArrayList<>();
    for (int i = 1; i <= 10 * sources; i++) {
      String source = "flood-" + i % sources;
      client
          .newWorkflowStub(ImageLife.class, WorkflowIds.life(image))
          .usage(
              new ImageLife.UsageMessage(
                  "message-" + i, source, i, Instant.now().toString(), i, "flood", List.of()));
      told.add("\"source\":\"%s\",\"epoch\":%d,".formatted(source, i));
    }
    List<String> last = told.subList(told.size() - sources, told.size());
    scene.await(
        "app:1",
        "heard every source's last word",
        () -> last.stream().allMatch(scene.reasons("app:1")::contains));
    String now =
        client.newUntypedWorkflowStub(WorkflowIds.life(image)).describe().getExecution().getRunId();
    assertThat(now).isNotEqualTo(first);
  }
}
