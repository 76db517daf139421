package dev.laytime.starter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activity.PromotionAnswer;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.promotion.Destination;
import dev.laytime.promotion.Gate;
import dev.laytime.promotion.PromotionOrder;
import dev.laytime.promotion.PromotionState;
import dev.laytime.promotion.PromotionStatus;
import dev.laytime.promotion.Statement;
import dev.laytime.view.Answer;
import dev.laytime.view.PromotionHoldsView;
import dev.laytime.view.PromotionPlanView;
import dev.laytime.view.PromotionReleasesView;
import dev.laytime.view.PromotionsView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promotions over a worker's API, as people and programs see them. */
class PromotionCommandsTest {

  private static final Digest DIGEST = Digest.of("sha256", "ab".repeat(32));
  private static final String ID = "promotion/prod/app:1.2.3";
  private static final String ONE = "promotions/one?id=promotion%2Fprod%2Fapp%3A1.2.3";

  private final FakeApi api = new FakeApi("127.0.0.1:1");
  private final Path directory;

  PromotionCommandsTest(@TempDir Path directory) throws IOException {
    this.directory = directory;
    Files.writeString(directory.resolve("token"), FakeApi.TOKEN + "\n");
    Files.writeString(directory.resolve("id-token"), "eyJhbGciOi.eyJzdWIi.c2ln\n");
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void listsThemAndTellsOfOne() {
    api.with("promotions?limit=50", new PromotionsView(List.of(promoted(), waiting())));
    api.with("promotions?stage=prod&state=WAITING&limit=5", new PromotionsView(List.of(waiting())));
    api.with(ONE, waiting());

    Golden.check("promotions.txt", run("promotions").out());
    Golden.check(
        "promotions-json.txt",
        run("promotions", "--stage=prod", "--state=waiting", "--limit=5", "-o", "json").out());
    Golden.check("promotions-show.txt", run("promotions", "show", ID).out());
    api.with(ONE, promoted());
    Golden.check("promotions-show-promoted.txt", run("promotions", "show", ID).out());
    api.with("promotions?limit=50", new PromotionsView(List.of()));
    assertThat(run("promotions").out()).isEqualTo("there are no promotions\n");
  }

  @Test
  void saysWhatIsSaidOfOne() {
    api.with("promotions/approvals", waiting().status());
    api.with("promotions/checks", new Answer("told"));
    api.with("promotions/cancellations", waiting().status());
    api.with(ONE, waiting());

    Run approved =
        run(
            "promotions",
            "approve",
            ID,
            "--digest=" + DIGEST,
            "--why=read it",
            "--token-file=token");
    Run checked =
        run(
            "promotions",
            "check",
            ID,
            "smoke",
            "--digest=" + DIGEST,
            "--failed",
            "--by=bob",
            "--token-file=token");
    Run cancelled = run("promotions", "cancel", ID, "--token-file=token");

    assertThat(approved)
        .isEqualTo(
            new Run(
                0,
                "approved; it is WAITING\n",
                "%s: %s by path to-prod; gates are not read yet\n".formatted(ID, DIGEST)));
    assertThat(checked).isEqualTo(new Run(0, "told\n", ""));
    assertThat(cancelled.status()).isZero();
    assertThat(api.asked())
        .containsExactly(
            "GET " + ONE,
            "POST promotions/approvals {\"id\":\"%s\",\"digest\":\"%s\",\"by\":\"ann\",\"why\":\"read it\",\"path\":\"to-prod\"}"
                .formatted(ID, DIGEST),
            "POST promotions/checks {\"id\":\"%s\",\"name\":\"smoke\",\"digest\":\"%s\",\"passed\":false,\"by\":\"bob\"}"
                .formatted(ID, DIGEST),
            "GET " + ONE,
            "POST promotions/cancellations {\"id\":\"%s\",\"by\":\"ann\",\"digest\":\"%s\",\"path\":\"to-prod\"}"
                .formatted(ID, DIGEST));
  }

  @Test
  void leavesWhoAsksToAnIdentityToken() {
    api.with(ONE, waiting());
    run("promotions", "cancel", ID, "--token-file=id-token");

    assertThat(api.asked())
        .containsExactly(
            "GET " + ONE,
            "POST promotions/cancellations {\"id\":\"%s\",\"digest\":\"%s\",\"path\":\"to-prod\"}"
                .formatted(ID, DIGEST));
  }

  @Test
  void saysWhatAPromotionRefuses() {
    api.with(ONE, waiting());
    api.refusing("promotions/approvals", 409, "who ordered it may not approve it", "ask another");

    Run run = run("promotions", "approve", ID, "--digest=" + DIGEST, "--token-file=token");

    assertThat(run.status()).isEqualTo(5);
    assertThat(run.err()).contains("who ordered it may not approve it", "ask another");
  }

  @Test
  void saysWhatWouldHappen() {
    PromotionOrder order = waiting().status().order();
    api.with(
        "promotions",
        new PromotionPlanView(
            ID,
            order,
            List.of(new PromotionPlanView.Target("prod", order.target().text(), "appears")),
            List.of("example.com/prod/app:latest: follows"),
            waiting().status().gates(),
            List.of(
                new PromotionPlanView.GitPlan(
                    "apps", List.of("--- a/x", "+++ b/x", " tag:", "-1", "+2"), null),
                new PromotionPlanView.GitPlan("more", List.of(), "no branch")),
            "forbidden"));

    Run run =
        run("promote", "example.com/dev/app:1.2.3", "--to=prod", "--dry-run", "--token-file=token");

    assertThat(run.status()).isZero();
    Golden.check("promote-dry-run.txt", run.out());
    assertThat(api.asked())
        .containsExactly(
            "POST promotions"
                + " {\"image\":\"example.com/dev/app:1.2.3\",\"to\":\"prod\",\"by\":\"ann\",\"dryRun\":true}");
  }

  @Test
  void ordersOverTheApiWhereATokenIsNamed() {
    api.with("promotions", new PromotionAnswer(ID, "accepted", null));

    Run run = run("promote", "example.com/dev/app:1.2.3", "--to=prod", "--token-file=token");
    run("promote", "example.com/dev/app:1.2.3", "--to=prod", "--token-file=id-token");

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out()).startsWith("accepted " + ID + "\n");
    assertThat(api.asked().getFirst())
        .startsWith(
            "POST promotions"
                + " {\"image\":\"example.com/dev/app:1.2.3\",\"to\":\"prod\",\"by\":\"ann\",\"requestId\":\"");
    assertThat(api.asked().getLast())
        .as("the identity token says who asks")
        .startsWith(
            "POST promotions"
                + " {\"image\":\"example.com/dev/app:1.2.3\",\"to\":\"prod\",\"requestId\":\"");
  }

  @Test
  void asksForAnAbsentImageWithOneRequestIdUntilItsTimeIsOver() {
    Run run =
        run(
            "promote",
            "example.com/dev/app:1.2.3",
            "--to=prod",
            "--wait",
            "--timeout=3s",
            "--token-file=token");

    assertThat(run.status()).as(run.err()).isEqualTo(124);
    assertThat(run.err())
        .contains("not begun within 3s", "does not know what it is yet", "nothing was ordered");
    assertThat(api.asked()).hasSizeGreaterThan(1).containsOnly(api.asked().getFirst());
  }

  @Test
  void rollsBackAndWaits() {
    api.with("stages", Harbour.stages())
        .with("rollbacks", new PromotionAnswer(ID, "joined", null, "1"))
        .with(ONE + "&requestId=1", promoted());

    Run run =
        run(
            "rollback",
            "example.com/prod/app",
            "--why=bad",
            "--to=1.2.2",
            "--wait",
            "--token-file=token");

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out()).startsWith(ID + "\n  state      PROMOTED\n");
    assertThat(run.err()).contains("joined " + ID, "gate soak passed: in its stage", "PROMOTED");
    assertThat(api.asked().get(1))
        .startsWith(
            "POST rollbacks"
                + " {\"stage\":\"prod\",\"repository\":\"example.com/prod/app\",\"to\":\"1.2.2\",\"by\":\"ann\",\"why\":\"bad\",\"requestId\":\"")
        .endsWith("\"dryRun\":false}");
  }

  @Test
  void namesATagOnlyWhereOneWasNamed() {
    api.with("stages", Harbour.stages())
        .with("rollbacks", new PromotionAnswer(ID, "accepted", null));

    Run run = run("rollback", "example.com/prod/app:stable", "--why=bad", "--token-file=token");

    assertThat(run.out()).startsWith("accepted " + ID + "\n");
    assertThat(api.asked().get(1)).contains("\"tag\":\"stable\"");
    assertThat(run("rollback", "example.org/app", "--why=bad", "--token-file=token").err())
        .contains("it lies in no stage");
  }

  @Test
  void endsAsThePromotionDoes() {
    api.with("stages", Harbour.stages())
        .with("rollbacks", new PromotionAnswer(ID, "joined", null, "1"))
        .with(ONE + "&requestId=1", one(PromotionState.EXPIRED, "it waited for 7 d"));

    Run expired = rollBackAndWait("30s");
    api.with(ONE + "&requestId=1", waiting());
    Run late = rollBackAndWait("1s");

    assertThat(expired.status()).isEqualTo(5);
    assertThat(expired.err()).contains("it ended as EXPIRED: it waited for 7 d");
    assertThat(late.status()).isEqualTo(124);
    assertThat(late.err()).contains("gate people waits: 1 of 2");
  }

  private Run rollBackAndWait(String timeout) {
    return run(
        "rollback",
        "example.com/prod/app",
        "--why=bad",
        "--wait",
        "--timeout=" + timeout,
        "--token-file=token");
  }

  @Test
  void followsTheOrderThatTookOverTheSame() {
    api.with("stages", Harbour.stages())
        .with("rollbacks", new PromotionAnswer(ID, "joined", null, "1"))
        .with(ONE + "&requestId=1", one(PromotionState.SUPERSEDED, "bob ordered the same"))
        .with(ONE, one("2", DIGEST, PromotionState.WAITING, ""))
        .with(ONE + "&requestId=2", one("2", DIGEST, PromotionState.PROMOTED, ""));

    Run run = rollBackAndWait("30s");

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.err())
        .contains("SUPERSEDED: bob ordered the same", "goes on as ci ordered it", "PROMOTED");
  }

  @Test
  void saysByWhichOrderItWasSuperseded() {
    Digest other = Digest.of("sha256", "cd".repeat(32));
    api.with("stages", Harbour.stages())
        .with("rollbacks", new PromotionAnswer(ID, "joined", null, "1"))
        .with(ONE + "&requestId=1", one(PromotionState.SUPERSEDED, "another one"))
        .with(ONE, one("2", other, PromotionState.PROMOTED, ""));

    Run run = rollBackAndWait("30s");

    assertThat(run.status()).as(run.err()).isEqualTo(5);
    assertThat(run.err())
        .contains("it was superseded: ci ordered %s by path to-prod (request 2)".formatted(other));
  }

  @Test
  void listsHoldsAndReleasesOne() {
    api.with(
        "holds",
        new PromotionHoldsView(
            List.of(
                new PromotionHoldsView.Hold(
                    "to-prod", "example.com/prod/app", "ann", null, "bad", Run.NOW))));
    api.with("holds/releases", new Answer("released"));

    Golden.check("holds.txt", run("holds").out());
    assertThat(
            run(
                    "holds",
                    "release",
                    "to-prod",
                    "example.com/prod/app",
                    "--why=mended",
                    "--token-file=token")
                .out())
        .isEqualTo("released\n");
    assertThat(api.asked().getLast())
        .isEqualTo(
            "POST holds/releases"
                + " {\"path\":\"to-prod\",\"repository\":\"example.com/prod/app\",\"by\":\"ann\",\"why\":\"mended\"}");
    run(
        "holds",
        "release",
        "example.com/prod/app",
        "--since=2026-01-01T00:00:00Z",
        "--token-file=token");
    assertThat(api.asked().getLast()).contains("\"since\":\"2026-01-01T00:00:00Z\"");
    run("holds", "release", "example.com/prod/app", "--token-file=token");
    assertThat(api.asked().getLast())
        .isEqualTo("POST holds/releases {\"repository\":\"example.com/prod/app\",\"by\":\"ann\"}");
    api.with(
        "holds/releases",
        new PromotionReleasesView(
            List.of(
                new PromotionReleasesView.Release(
                    "to-prod",
                    "example.com/prod/app",
                    "bob",
                    "oidc https://login.example.com",
                    "mended",
                    Run.NOW,
                    "ann",
                    "bad",
                    Run.NOW))));
    Golden.check("holds-released.txt", run("holds", "--released").out());
    api.with("holds", new PromotionHoldsView(List.of()));
    assertThat(run("holds").out()).isEqualTo("nothing is held\n");
  }

  private static PromotionsView.One waiting() {
    return one(PromotionState.WAITING, "");
  }

  private static PromotionsView.One promoted() {
    return one(PromotionState.PROMOTED, "");
  }

  private static PromotionsView.One one(PromotionState state, String cause) {
    return one("1", DIGEST, state, cause);
  }

  private static PromotionsView.One one(
      String requestId, Digest digest, PromotionState state, String cause) {
    boolean over = state == PromotionState.PROMOTED;
    PromotionStatus status =
        new PromotionStatus(
            ID,
            new PromotionOrder(
                requestId,
                "to-prod",
                PromotionOrder.Kind.PROMOTE,
                Reference.parse("example.com/dev/app:1.2.3"),
                digest,
                "prod",
                Reference.parse("example.com/prod/app:1.2.3"),
                "ci"),
            state,
            List.of(
                new Gate.Report("soak", Gate.Verdict.PASSED, "in its stage for 2 h", null),
                new Gate.Report(
                    "people",
                    over ? Gate.Verdict.PASSED : Gate.Verdict.WAITING,
                    over ? "ann, bob" : "1 of 2",
                    null)),
            List.of(
                new Statement(
                    "2",
                    "people",
                    DIGEST,
                    "",
                    true,
                    "ann",
                    "oidc https://login.example.com",
                    "read it",
                    Run.NOW.minus(Duration.ofMinutes(5)))),
            over
                ? List.of(
                    new Destination(
                        "prod",
                        Reference.parse("example.com/prod/app:1.2.3"),
                        Destination.Step.ATTESTED,
                        null,
                        List.of("latest"),
                        List.of("1: 1.3.0 is there"),
                        ""))
                : List.of(),
            over ? List.of("apps 0123456789abcdef0123456789abcdef01234567") : List.of(),
            cause,
            Run.NOW.minus(Duration.ofHours(1)),
            over ? Run.NOW : null,
            over ? null : Run.NOW.plus(Duration.ofMinutes(10)),
            List.of());
    return new PromotionsView.One(status, null, false, over ? Run.NOW : null, Run.NOW);
  }

  private Run run(String... line) {
    return Run.of(Map.of(), directory, api.address(), line);
  }
}
