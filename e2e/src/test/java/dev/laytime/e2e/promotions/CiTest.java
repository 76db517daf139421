package dev.laytime.e2e.promotions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.e2e.ProvingGround;
import dev.laytime.e2e.counterpart.Cosign;
import dev.laytime.e2e.counterpart.Cosign.Form;
import dev.laytime.e2e.harness.Execution;
import dev.laytime.e2e.harness.Workspace;
import dev.laytime.image.Digest;
import dev.laytime.promotion.Gate.Verdict;
import dev.laytime.promotion.PromotionState;
import dev.laytime.promotion.PromotionStatus;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What CI pushed and signalled arrives in production, through its gates, by the real commands. */
@ExtendWith({ProvingGround.class, OneDelivery.class})
@Order(3)
final class CiTest {

  private static final String APP = "app:1.4.2";

  private static Delivery delivery;
  private static Way way;

  @BeforeAll
  static void take(Delivery given) {
    delivery = given;
    way = given.way();
  }

  @Test
  void takesASignalThroughGatesToProductionAndIntoGit(Workspace workspace) {
    Cosign team = delivery.team();
    Cosign stranger = Cosign.withNewKey(workspace);
    Digest digest = way.publish("app", "1.4.2");
    for (Form form : Form.values()) {
      team.sign(form, way.inDev("app") + "@" + digest);
    }
    String wish = "{\"stage\": \"prod\", \"by\": \"ci\", \"digest\": \"%s\"}".formatted(digest);
    delivery
        .temporal(
            "workflow",
            "signal-with-start",
            "--type=ImageLife",
            "--task-queue=laytime",
            "--workflow-id=image/" + way.inDev(APP),
            "--input={\"image\": \"%s\"}".formatted(way.inDev(APP)),
            "--signal-name=promote",
            "--signal-input=" + wish)
        .orThrow();
    delivery.awaitThat(APP, "it waits at its gates", status -> !status.gates().isEmpty());
    assertThat(way.crane().knows(way.inProd(APP))).isFalse();

    delivery.check(APP, digest, "run-1", false);
    delivery.awaitThat(APP, "its check failed", status -> verdict(status) == Verdict.FAILED);
    assertThat(approve(digest, "ci").exitCode())
        .as("who ordered it may not approve it")
        .isNotZero();
    approve(digest, "ann").orThrow();
    delivery.check(APP, digest, "run-2", true);

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

    assertThat(delivery.answer(way.inDev(APP), wish)).contains("\"accepted\"");
    assertThat(
            delivery
                .temporal(
                    "workflow", "query", "--type=status", "--workflow-id=" + Way.promotion(APP))
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

    delivery.check(image, ordered, "moved-1", true);
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

    delivery.check(image, ordered, "lost-1", true);
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
    assertThat(delivery.answer(way.inEu(image), hotfix))
        .contains("\"refused\"", "path checked waits with " + ordered);

    delivery.check(image, ordered, "shared-1", true);
    PromotionStatus end = way.stub(image).getResult(PromotionStatus.class);
    assertThat(end.state()).as(end.cause()).isEqualTo(PromotionState.PROMOTED);
    assertThat(end.order().path()).isEqualTo("checked");
    assertThat(way.crane().digest(way.inProd(image))).isEqualTo(ordered.value());
  }

  @ParameterizedTest
  @EnumSource(Sdk.class)
  void takesTheSameFromAnSdk(Sdk sdk, Workspace workspace) {
    String image = "sdk/%s:1.4.2".formatted(sdk.name().toLowerCase(Locale.ROOT));
    Digest digest = way.publish(image.substring(0, image.indexOf(':')), "1.4.2");
    sdk.promote(workspace, way.temporal().address(), way.inDev(image), digest);

    delivery.awaitThat(image, "it is asked for", _ -> true);
    PromotionStatus end = way.stub(image).getResult(PromotionStatus.class);
    assertThat(end.state()).as(end.cause()).isEqualTo(PromotionState.PROMOTED);
    assertThat(end.order().by()).isEqualTo("ci");
    assertThat(way.crane().digest(way.inProd(image))).isEqualTo(digest.value());
  }

  private static void order(String image, Digest digest) {
    String wish = "{\"stage\": \"prod\", \"by\": \"ci\", \"digest\": \"%s\"}".formatted(digest);
    assertThat(delivery.answer(way.inDev(image), wish)).contains("\"accepted\"");
    delivery.awaitThat(image, "it waits at its gates", status -> !status.gates().isEmpty());
  }

  private static Verdict verdict(PromotionStatus status) {
    return status.gates().getFirst().verdict();
  }

  private static Execution approve(Digest digest, String by) {
    return delivery.temporal(
        "workflow",
        "update",
        "execute",
        "--workflow-id=" + Way.promotion(APP),
        "--name=approve",
        "--input={\"requestId\": \"a-%s\", \"digest\": \"%s\", \"by\": \"%s\", \"why\": \"good\"}"
            .formatted(by, digest, by));
  }
}
