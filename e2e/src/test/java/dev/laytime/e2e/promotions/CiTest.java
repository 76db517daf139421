package dev.laytime.e2e.promotions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.e2e.ProvingGround;
import dev.laytime.e2e.counterpart.Checkout;
import dev.laytime.e2e.counterpart.Cosign;
import dev.laytime.e2e.counterpart.Cosign.Form;
import dev.laytime.e2e.harness.Await;
import dev.laytime.e2e.harness.Command;
import dev.laytime.e2e.harness.Execution;
import dev.laytime.e2e.harness.Workspace;
import dev.laytime.image.Digest;
import dev.laytime.promotion.Gate.Verdict;
import dev.laytime.promotion.PromotionState;
import dev.laytime.promotion.PromotionStatus;
import io.temporal.client.WorkflowException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What CI pushed and signalled arrives in production, through its gates, by the real commands. */
@ExtendWith(ProvingGround.class)
final class CiTest {

  private static final String APP = "app:1.4.2";

  private static Way way;
  private static Cosign team;
  private static Cosign stranger;
  private static Digest digest;

  @BeforeAll
  static void start(Workspace workspace) {
    way = Way.start(workspace, List.of("app"));
    way.paths(
        Way.path(
            "release",
            "app",
            "{checked: {name: smoke}}",
            "{approved: {count: 1}, name: people}",
            "{soaked: {at-least: 5s}}",
            "{signed: {verifier: team}}"),
        "- {name: checked, from: dev, to: prod, repositories: [moved, lost, shared],"
            + " gates: [{checked: {name: smoke}}]}",
        "- {name: hotfix, from: eu, to: prod, repositories: [shared]}");
    team = Cosign.withNewKey(workspace);
    stranger = Cosign.withNewKey(workspace);
    way.configuration()
        .lines("verifiers: [{name: team, key-file: %s}]".formatted(team.publicKey()));
    digest = way.publish("app", "1.4.2");
    for (Form form : Form.values()) {
      team.sign(form, way.inDev("app") + "@" + digest);
    }
    way.work();
  }

  @Test
  void takesASignalThroughGatesToProductionAndIntoGit() {
    String wish = "{\"stage\": \"prod\", \"by\": \"ci\", \"digest\": \"%s\"}".formatted(digest);
    temporal(
            "workflow",
            "signal-with-start",
            "--type=ImageLife",
            "--task-queue=laytime",
            "--workflow-id=image/" + way.inDev(APP),
            "--input={\"image\": \"%s\"}".formatted(way.inDev(APP)),
            "--signal-name=promote",
            "--signal-input=" + wish)
        .orThrow();
    awaitThat(APP, "it waits at its gates", status -> !status.gates().isEmpty());
    assertThat(way.crane().knows(way.inProd(APP))).isFalse();

    check(APP, digest, "run-1", false);
    awaitThat(APP, "its check failed", status -> verdict(status) == Verdict.FAILED);
    assertThat(approve(digest, "ci").exitCode())
        .as("who ordered it may not approve it")
        .isNotZero();
    approve(digest, "ann").orThrow();
    check(APP, digest, "run-2", true);

    PromotionStatus end = way.stub(APP).getResult(PromotionStatus.class);
    assertThat(end.state()).as(end.cause()).isEqualTo(PromotionState.PROMOTED);
    assertThat(end.movedAt()).isAfterOrEqualTo(end.orderedAt());
    assertThat(way.crane().digest(way.inProd(APP))).isEqualTo(digest.value());
    assertThat(way.crane().digest(way.inProd("app:latest"))).isEqualTo(digest.value());
    assertThat(way.crane().digest(way.inEu(APP))).isEqualTo(digest.value());
    assertThat(way.crane().validate(way.inProd(APP)).exitCode()).isZero();
    for (Form form : Form.values()) {
      for (String there : List.of(way.inProd("app"), way.inEu("app"))) {
        team.verify(form, there + "@" + digest).orThrow();
        assertThat(stranger.verify(form, there + "@" + digest).exitCode()).isNotZero();
      }
    }
    assertThat(way.apps().file())
        .isEqualTo(
            "# what runs in production\nimages:\n  - name: %s\n    newTag: 1.4.2 # by promotion"
                .formatted(way.inProd("app")));
    assertThat(way.apps().commits()).hasSize(2);

    assertThat(answer(way.inDev(APP), wish)).contains("\"accepted\"");
    assertThat(
            temporal("workflow", "query", "--type=status", "--workflow-id=" + Way.promotion(APP))
                .orThrow())
        .contains("\"WAITING\"");
  }

  @Test
  void bringsWhatWasOrderedThoughItsTagWasMovedMeanwhile() {
    String image = "moved:1.0.0";
    Digest ordered = way.publish("moved", "1.0.0");
    order(image, ordered);
    Digest other = way.publish("moved", "1.0.0");
    assertThat(way.crane().digest(way.inDev(image))).isEqualTo(other.value());

    check(image, ordered, "moved-1", true);
    PromotionStatus end = way.stub(image).getResult(PromotionStatus.class);
    assertThat(end.state()).as(end.cause()).isEqualTo(PromotionState.PROMOTED);
    assertThat(way.crane().digest(way.inProd(image))).isEqualTo(ordered.value());
  }

  @Test
  void bringsNothingWhereItsSourceIsLost() {
    String image = "lost:1.0.0";
    Digest ordered = way.publish("lost", "1.0.0");
    order(image, ordered);
    way.crane().run("delete", way.inDev("lost@" + ordered)).orThrow();

    check(image, ordered, "lost-1", true);
    PromotionStatus end = way.stub(image).getResult(PromotionStatus.class);
    assertThat(end.state()).as(end.cause()).isEqualTo(PromotionState.REFUSED);
    assertThat(end.cause()).contains("has no " + ordered);
    assertThat(way.crane().knows(way.inProd(image))).isFalse();
  }

  @Test
  void bringsOneOfTwoDigestsThatWantOneTagByTwoPaths() {
    String image = "shared:1.0.0";
    Digest ordered = way.publish("shared", "1.0.0");
    Digest other = way.images().image(way.first(), "eu/shared", "1.0.0", 1, 100);
    order(image, ordered);
    String hotfix = "{\"stage\": \"prod\", \"by\": \"ann\", \"digest\": \"%s\"}".formatted(other);
    assertThat(answer(way.inEu(image), hotfix))
        .contains("\"refused\"", "path checked waits with " + ordered);

    check(image, ordered, "shared-1", true);
    PromotionStatus end = way.stub(image).getResult(PromotionStatus.class);
    assertThat(end.state()).as(end.cause()).isEqualTo(PromotionState.PROMOTED);
    assertThat(end.order().path()).isEqualTo("checked");
    assertThat(way.crane().digest(way.inProd(image))).isEqualTo(ordered.value());
  }

  private static void order(String image, Digest digest) {
    String wish = "{\"stage\": \"prod\", \"by\": \"ci\", \"digest\": \"%s\"}".formatted(digest);
    assertThat(answer(way.inDev(image), wish)).contains("\"accepted\"");
    awaitThat(image, "it waits at its gates", status -> !status.gates().isEmpty());
  }

  private static String answer(String image, String wish) {
    return temporal(
            "workflow",
            "execute-update-with-start",
            "--type=ImageLife",
            "--task-queue=laytime",
            "--workflow-id=image/" + image,
            "--id-conflict-policy=UseExisting",
            "--input={\"image\": \"%s\"}".formatted(image),
            "--update-name=promote",
            "--update-input=" + wish,
            "--output=json")
        .orThrow();
  }

  private static Verdict verdict(PromotionStatus status) {
    return status.gates().getFirst().verdict();
  }

  private static void check(String image, Digest digest, String requestId, boolean passed) {
    temporal(
            "workflow",
            "signal",
            "--workflow-id=" + Way.promotion(image),
            "--name=check",
            ("--input={\"requestId\": \"%s\", \"name\": \"smoke\", \"digest\": \"%s\","
                    + " \"passed\": %s, \"by\": \"ci\", \"detail\": \"42 tests\"}")
                .formatted(requestId, digest, passed))
        .orThrow();
  }

  private static Execution approve(Digest digest, String by) {
    return temporal(
        "workflow",
        "update",
        "execute",
        "--workflow-id=" + Way.promotion(APP),
        "--name=approve",
        "--input={\"requestId\": \"a-%s\", \"digest\": \"%s\", \"by\": \"%s\", \"why\": \"good\"}"
            .formatted(by, digest, by));
  }

  private static Execution temporal(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--address=" + way.temporal().address());
    return way.workspace()
        .run(Command.of("temporal-cli", Checkout.binary("temporal")).with(all), Way.LONG);
  }

  private static void awaitThat(String image, String what, Predicate<PromotionStatus> holds) {
    Await.until(
        what,
        Way.LONG,
        () -> {
          try {
            return holds.test(way.status(image));
          } catch (WorkflowException notYet) {
            return false;
          }
        });
  }
}
