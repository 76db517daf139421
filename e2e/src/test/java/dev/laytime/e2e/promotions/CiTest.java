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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What CI pushed and signalled arrives in production, through its gates, by the real commands. */
@ExtendWith(ProvingGround.class)
final class CiTest {

  private static final String APP = "app:1.4.2";

  @Test
  void takesASignalThroughGatesToProductionAndIntoGit(Workspace workspace) {
    Way way = Way.start(workspace, List.of("app"));
    way.paths(
        Way.path(
            "release",
            "app",
            "{checked: {name: smoke}}",
            "{approved: {count: 1}, name: people}",
            "{soaked: {at-least: 5s}}",
            "{signed: {verifier: team}}"));
    Cosign team = Cosign.withNewKey(workspace);
    Cosign stranger = Cosign.withNewKey(workspace);
    way.configuration()
        .lines("verifiers: [{name: team, key-file: %s}]".formatted(team.publicKey()));
    Digest digest = way.publish("app", "1.4.2");
    for (Form form : Form.values()) {
      team.sign(form, way.inDev("app") + "@" + digest);
    }
    way.work();

    String wish = "{\"stage\": \"prod\", \"by\": \"ci\", \"digest\": \"%s\"}".formatted(digest);
    temporal(
            way,
            "workflow",
            "signal-with-start",
            "--type=ImageLife",
            "--task-queue=laytime",
            "--workflow-id=image/" + way.inDev(APP),
            "--input={\"image\": \"%s\"}".formatted(way.inDev(APP)),
            "--signal-name=promote",
            "--signal-input=" + wish)
        .orThrow();
    awaitThat(way, "it waits at its gates", status -> !status.gates().isEmpty());
    assertThat(way.crane().knows(way.inProd(APP))).isFalse();

    check(way, digest, "run-1", false);
    awaitThat(way, "its check failed", status -> verdict(status) == Verdict.FAILED);
    assertThat(approve(way, digest, "ci").exitCode())
        .as("who ordered it may not approve it")
        .isNotZero();
    approve(way, digest, "ann").orThrow();
    check(way, digest, "run-2", true);

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

    assertThat(answer(way, wish)).contains("\"accepted\"");
    assertThat(
            temporal(
                    way,
                    "workflow",
                    "query",
                    "--type=status",
                    "--workflow-id=" + Way.promotion(APP))
                .orThrow())
        .contains("\"WAITING\"");
  }

  private static String answer(Way way, String wish) {
    return temporal(
            way,
            "workflow",
            "execute-update-with-start",
            "--type=ImageLife",
            "--task-queue=laytime",
            "--workflow-id=image/" + way.inDev(APP),
            "--id-conflict-policy=UseExisting",
            "--input={\"image\": \"%s\"}".formatted(way.inDev(APP)),
            "--update-name=promote",
            "--update-input=" + wish,
            "--output=json")
        .orThrow();
  }

  private static Verdict verdict(PromotionStatus status) {
    return status.gates().getFirst().verdict();
  }

  private static void check(Way way, Digest digest, String requestId, boolean passed) {
    temporal(
            way,
            "workflow",
            "signal",
            "--workflow-id=" + Way.promotion(APP),
            "--name=check",
            ("--input={\"requestId\": \"%s\", \"name\": \"smoke\", \"digest\": \"%s\","
                    + " \"passed\": %s, \"by\": \"ci\", \"detail\": \"42 tests\"}")
                .formatted(requestId, digest, passed))
        .orThrow();
  }

  private static Execution approve(Way way, Digest digest, String by) {
    return temporal(
        way,
        "workflow",
        "update",
        "execute",
        "--workflow-id=" + Way.promotion(APP),
        "--name=approve",
        "--input={\"requestId\": \"a-%s\", \"digest\": \"%s\", \"by\": \"%s\", \"why\": \"good\"}"
            .formatted(by, digest, by));
  }

  private static Execution temporal(Way way, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--address=" + way.temporal().address());
    return way.workspace()
        .run(Command.of("temporal-cli", Checkout.binary("temporal")).with(all), Way.LONG);
  }

  private static void awaitThat(
      Way way, String what, java.util.function.Predicate<PromotionStatus> holds) {
    Await.until(
        what,
        Way.LONG,
        () -> {
          try {
            return holds.test(way.status(APP));
          } catch (WorkflowException notYet) {
            return false;
          }
        });
  }
}
