package dev.laytime.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.image.Reference;
import dev.laytime.lifecycle.Prohibition;
import dev.laytime.lifecycle.Why;
import dev.laytime.view.ForbiddenView;
import dev.laytime.view.WhyView;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowStub;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Wishes to lives, against a Temporal service in memory; each test has an image of its own. */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(120)
class LifeTest {

  private static final String DIGEST = "sha256:" + "ab".repeat(32);

  private final FakeTemporal temporal;
  private final FakeApi api;

  LifeTest() throws IOException {
    temporal = new FakeTemporal();
    api = new FakeApi(temporal.address()).with("stages", Harbour.stages());
  }

  @AfterAll
  void stop() {
    api.close();
    temporal.close();
  }

  @Test
  void pinsAnImageAndTakesThePinAway() {
    Run pinned =
        run("pin", "example.com/prod/app:pinned", "--until=30d", "--why=audit of the year");
    Run unpinned = run("unpin", "example.com/prod/app:pinned", "--by=bob");

    assertThat(pinned.err()).isEmpty();
    assertThat(pinned.status()).isZero();
    Golden.check("pin.txt", pinned.out());
    Golden.check("unpin.txt", unpinned.out());
    assertThat(stub("example.com/prod/app:pinned").describe().getStaticSummary())
        .isEqualTo("example.com/prod/app:pinned");
  }

  @Test
  void ordersAPromotion() {
    Run run = run("promote", "example.com/prod/app:1.2.3", "--to=edge");

    assertThat(run.out())
        .isEqualTo(
            """
            accepted promotion/edge/1.2.3
              look at it   laytime promotions show 'promotion/edge/1.2.3'
            """);
    Run refused = run("promote", "example.com/prod/app:refusing", "--to=edge");
    assertThat(refused.status()).isEqualTo(5);
    assertThat(refused.err()).contains("the stage is blank");
    assertThat(run("promote", "example.com/prod/app:1", "--digest=latest").status()).isEqualTo(2);
  }

  @Test
  void wishesOnceForAnAbsentImageHoweverOftenItAsks() {
    Run run = run("promote", "example.com/prod/app:absent", "--to=edge", "--wait", "--timeout=5s");

    assertThat(run.status()).as(run.err()).isEqualTo(124);
    assertThat(run.err()).contains("not begun within 5s", "the image is WANTED", "the wish stands");
    assertThat(stub("example.com/prod/app:absent").query("why", Why.class).reasons())
        .containsExactly("1 wishes");
  }

  @Test
  void writesJson() {
    Golden.check(
        "pin-json.txt",
        run("pin", "example.com/prod/app:json", "--for=2026-12-31", "--why=year", "-o", "json")
            .out());
  }

  @Test
  void restoresAnImage() {
    Golden.check("restore.txt", run("restore", "example.com/prod/app:back").out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"QUARANTINED", "FAILING", "WANTED", "ACQUIRING", "DELETED"})
  void saysThatAnImageCouldNotBeRestored(String state) {
    Run run = run("restore", "example.com/prod/app:stuck-" + state);

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    Golden.check("restore-stuck.txt", run.err().replace(state, "STATE"));
  }

  @Test
  void triesAgain() {
    assertThat(run("retry", "example.com/prod/app:again").out())
        .startsWith("tried again example.com/prod/app:again\n")
        .contains("tried again for ann");
  }

  @Test
  void saysWhatALifeRefuses() {
    Run run = run("pin", "example.com/prod/app:refusing", "--why= ");

    assertThat(run.status()).isEqualTo(5);
    Golden.check("pin-refused.txt", run.err());
  }

  @Test
  void givesUpWaitingForAnAnswer() {
    Run run = run("pin", "example.com/prod/app:slow", "--why=audit", "--timeout=1s");

    assertThat(run.status()).isEqualTo(124);
    Golden.check("pin-late.txt", run.err());
  }

  @Test
  void beginsNoLifeOutsideTheStages() {
    api.with("why?image=docker.io%2Flibrary%2Fapp%3A1", Harbour.claimed());

    Run claiming = run("pin", "app:1", "--why=audit");
    Run foreign = run("restore", "example.com/production/app:1");

    assertThat(claiming.status()).isEqualTo(1);
    Golden.check("pin-claimed.txt", claiming.err());
    assertThat(foreign.status()).isEqualTo(1);
    Golden.check("restore-outside.txt", foreign.err());
    assertNoLife("docker.io/library/app:1");
    assertNoLife("example.com/production/app:1");
  }

  @Test
  void beginsNoLifeForBookkeepingNorForTwoNames() {
    Run hold = run("unpin", "example.com/prod/app:laytime-hold-sha256-" + "ab".repeat(32));
    Run both = run("pin", "example.com/prod/app:both@" + DIGEST, "--why=audit");

    assertThat(hold.status()).isEqualTo(2);
    assertThat(hold.err()).contains("is bookkeeping, no image");
    assertThat(both.status()).isEqualTo(2);
    Golden.check("pin-both.txt", both.err());
    assertNoLife("example.com/prod/app@" + DIGEST);
  }

  @Test
  void offersAnImageToTheLifeOfAStagesImageAndFollowsIt() {
    Run run = run("mirror", "docker.io/library/app@" + DIGEST, "example.com/prod/app:offered");

    assertThat(run.status()).isZero();
    Golden.check("mirror-offered.txt", run.out());
    assertThat(run.err()).contains("laytime mirror offers docker.io/library/app@" + DIGEST);
    assertThat(temporal.client().newUntypedWorkflowStub("copy/example.com/prod/app:offered"))
        .satisfies(copy ->
            assertThatThrownBy(copy::describe).isInstanceOf(WorkflowNotFoundException.class));
  }

  @Test
  void leavesAnOfferToTheLife() {
    Run run = run("mirror", "--detach", "app@" + DIGEST, "example.com/prod/app:left", "-o", "json");

    Golden.check("mirror-offered-json.txt", run.out());
    assertThat(stub("example.com/prod/app:left").describe().getStatus().name()).endsWith("RUNNING");
  }

  @Test
  void saysWhereALifeStandsWhenTheTimeIsOver() {
    Run run = run("mirror", "--timeout=1s", "app@" + DIGEST, "example.com/prod/app:slow");

    assertThat(run.status()).isEqualTo(124);
    assertThat(run.err()).contains("not there within 1s; its life is QUARANTINED");
  }

  @Test
  void offersNothingButAWholeImageByDigest() {
    Run byTag = run("mirror", "app:1", "example.com/prod/app:moved");
    Run part =
        run("mirror", "--platform=linux/arm64", "app@" + DIGEST, "example.com/prod/app:moved");

    assertThat(byTag.status()).isEqualTo(2);
    Golden.check("mirror-stage-by-tag.txt", byTag.err());
    assertThat(part.status()).isEqualTo(2);
    assertThat(part.err()).contains("copied whole");
    assertNoLife("example.com/prod/app:moved");
  }

  @Test
  void offersNothingThatIsForbidden() {
    Prohibition word =
        new Prohibition(
            Reference.parse("example.com/prod/app:bad"), "ann", Run.NOW, "leaks its keys");
    api.with("forbidden", new ForbiddenView(List.of(word)));

    Run run = run("mirror", "--detach", "app@" + DIGEST, "example.com/prod/app:bad");

    assertThat(run.status()).isEqualTo(5);
    Golden.check("mirror-stage-forbidden.txt", run.err());
    assertNoLife("example.com/prod/app:bad");
  }

  @Test
  void copiesAsBeforeBesideTheStages() {
    Run run = run("mirror", "example.com/app:moved", "example.com/beside:1");

    assertThat(run.status()).isZero();
    assertThat(run.out()).startsWith("copied example.com/app:moved → example.com/beside:1");
  }

  @Test
  void knowsNoClaimsWhereTheWorkerKnowsNone() {
    api.with("why?image=docker.io%2Flibrary%2Fnone%3A1", new WhyView("none", List.of()));

    assertThat(run("pin", "none:1", "--why=audit").err())
        .contains("it lies in no stage and claims no image of one");
  }

  private Run run(String... line) {
    return Run.of(api.address(), line);
  }

  private WorkflowStub stub(String image) {
    return temporal.client().newUntypedWorkflowStub("image/" + image);
  }

  private void assertNoLife(String image) {
    assertThatThrownBy(stub(image)::describe).isInstanceOf(WorkflowNotFoundException.class);
  }
}
