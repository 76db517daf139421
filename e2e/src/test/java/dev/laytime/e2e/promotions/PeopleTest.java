package dev.laytime.e2e.promotions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.laytime.e2e.ProvingGround;
import dev.laytime.e2e.counterpart.LaytimeCli;
import dev.laytime.e2e.counterpart.LaytimeWorker;
import dev.laytime.e2e.harness.Await;
import dev.laytime.e2e.harness.Execution;
import dev.laytime.e2e.harness.Workspace;
import dev.laytime.image.Digest;
import dev.laytime.promotion.PromotionState;
import dev.laytime.promotion.PromotionStatus;
import dev.laytime.promotion.Statement;
import dev.laytime.workflow.Promotion.CancelMessage;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What people ask for by our command, wait for, and sign with keys of their own. */
@ExtendWith({ProvingGround.class, OneDelivery.class})
final class PeopleTest {

  private static final int REFUSED = 5;
  private static final int TIMEOUT = 124;

  private static Delivery delivery;
  private static Way way;
  private static LaytimeCli cli;

  @BeforeAll
  static void take(Delivery given, Workspace workspace) {
    delivery = given;
    way = given.way();
    cli = LaytimeCli.beside(workspace, given.worker());
  }

  @Test
  void waitForWhatTheyAskedForAndSeeHowItsGatesStand() {
    String image = "asked:1.0.0";
    Digest digest = way.publish("asked", "1.0.0");
    LaytimeCli.Run run =
        cli.start("promote", way.inDev(image), "--to=prod", "--by=ann", "--wait", "--timeout=4m");
    awaitSaid(run, "gate smoke waits: ");
    delivery.check(image, digest, "asked-1", false);
    awaitSaid(run, "gate smoke failed: ");
    delivery.check(image, digest, "asked-2", true);

    Execution end = run.finish(Way.LONG);
    assertThat(end.exitCode()).as(end.errors()).isZero();
    assertThat(end.errors().lines())
        .startsWith("accepted " + Way.promotion(image))
        .endsWith("PROMOTED")
        .anyMatch(line -> line.startsWith("WAITING"))
        .anyMatch(line -> line.matches("gate smoke failed: .*42 tests.*"))
        .anyMatch(line -> line.matches("gate smoke passed: .*42 tests.*"));
    assertThat(end.output())
        .startsWith(Way.promotion(image) + "\n  state      PROMOTED\n")
        .contains("  digest     " + digest, "by ann", way.inProd(image));
    assertThat(way.crane().digest(way.inProd(image))).isEqualTo(digest.value());
  }

  @Test
  void learnThatItTakesLongerAndThatItEndedOtherwise() {
    String image = "asked:2.0.0";
    Digest _ = way.publish("asked", "2.0.0");
    Execution late = cli.run("promote", way.inDev(image), "--to=prod", "--wait", "--timeout=5s");
    assertThat(late.exitCode()).as(late.errors()).isEqualTo(TIMEOUT);
    assertThat(late.errors())
        .contains("it goes on", "laytime promotions show '%s'".formatted(Way.promotion(image)));
    assertThat(late.output()).isEmpty();

    LaytimeCli.Run joined = cli.start("promote", way.inDev(image), "--to=prod", "--wait");
    awaitSaid(joined, "joined " + Way.promotion(image));
    var _ =
        way.stub(image)
            .update("cancel", PromotionStatus.class, new CancelMessage("c-1", "ann", "not today"));
    Execution end = joined.finish(Way.LONG);
    assertThat(end.exitCode()).as(end.errors()).isEqualTo(REFUSED);
    assertThat(end.errors()).contains("it ended as CANCELLED: ", "not today");
    assertThat(way.crane().knows(way.inProd(image))).isFalse();
  }

  @Test
  void proveWhatTheySayWithKeysOfTheirOwn() {
    String image = "keys:1.0.0";
    String promotion = Way.promotion(image);
    LaytimeWorker worker = delivery.worker();
    People people = delivery.people();
    Digest digest = way.publish("keys", "1.0.0");
    cli.run("promote", way.inDev(image), "--to=prod", "--by=mallory").orThrow();
    delivery.awaitThat(image, "it is at its gate", status -> !status.gates().isEmpty());

    assertThat(people.order(worker, way.inDev(image), promotion, digest).orThrow())
        .contains("\"joined\"");
    delivery.awaitThat(
        image, "it goes on as ann ordered it", status -> status.order().by().equals("ann"));
    assertThat(people.forge(worker, promotion, digest).errors())
        .contains("is not signed with a key of 'bob'");
    people.approve(worker, promotion, digest).orThrow();
    people.approveWithCosign(worker, promotion, digest).orThrow();

    PromotionStatus end = way.stub(image).getResult(PromotionStatus.class);
    assertThat(end.state()).as(end.cause()).isEqualTo(PromotionState.PROMOTED);
    assertThat(end.statements())
        .extracting(Statement::by, Statement::proof)
        .containsExactlyInAnyOrder(tuple("bob", "signature bob"), tuple("cid", "signature cid"));
    assertThat(way.crane().digest(way.inProd(image))).isEqualTo(digest.value());
    assertThat(cli.run("promotions", "show", promotion).orThrow())
        .contains("by ann (signature ann)");
    assertThat(people.sendAgain(worker, promotion, digest).exitCode())
        .as("it counted once")
        .isNotZero();
  }

  private static void awaitSaid(LaytimeCli.Run run, String words) {
    Await.until("it says " + words, Way.LONG, () -> run.errorsSoFar().contains(words));
  }
}
