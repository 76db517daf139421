package dev.laytime.starter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.lifecycle.StagePause;
import dev.laytime.view.ForbiddenView;
import dev.laytime.view.ImagesPage;
import dev.laytime.view.MirrorsView;
import dev.laytime.view.ObservedView;
import dev.laytime.view.PlanView;
import dev.laytime.view.SourcesView;
import dev.laytime.view.StagesView;
import dev.laytime.view.WhyView;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read from a worker's API, as people and programs see it. */
class ReadingTest {

  private static final String WHY_ALIVE = "why?image=example.com%2Fprod%2Fapp%3A1";

  private final FakeApi api = new FakeApi("127.0.0.1:1");

  ReadingTest() throws IOException {}

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void listsEveryPageOfTheImages() {
    api.with("images?limit=500", Harbour.firstPage());
    api.with("images?limit=500&after=example.com%2Fprod%2Fapp%3A1", Harbour.lastPage());

    Run run = run("images");

    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    Golden.check("images.txt", run.out());
  }

  @Test
  void asksOnlyForTheImagesThatAreWanted() {
    api.with(
        "images?stage=prod&repository=example.com%2Fprod%2Fapp&state=UNUSED&limit=500",
        new ImagesPage(List.of(), null));

    Run run =
        run(
            "images",
            "--stage=prod",
            "--repository=example.com/prod/app",
            "--state=unused",
            "-o",
            "jsonl");

    assertThat(run.out()).isEqualTo("{\"images\":[]}\n");
  }

  @Test
  void doesNotTurnInCirclesWhenPagesDo() {
    api.with("images?limit=500", Harbour.firstPage());
    api.with("images?limit=500&after=example.com%2Fprod%2Fapp%3A1", Harbour.firstPage());

    Run run = run("images");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("the same page again");
  }

  @Test
  void tellsWhatKeepsAnImageFromGoingOn() {
    WhyView.OneLife life = Harbour.quarantined().lives().getFirst();
    String trouble = "nobody polls task queue registry";
    api.with(WHY_ALIVE, new WhyView(Harbour.ALIVE, List.of(life.inTrouble(List.of(trouble)))));

    assertThat(run("why", Harbour.ALIVE).out())
        .contains("\n  trouble    nobody polls task queue registry\n");
  }

  @Test
  void tellsWhyAnImageIsStillHere() {
    api.with(WHY_ALIVE, Harbour.alive());

    Golden.check("why-alive.txt", run("why", Harbour.ALIVE).out());
    Golden.check("why-alive-json.txt", run("why", Harbour.ALIVE, "-o", "json").out());
  }

  @Test
  void tellsOfAnImageInQuarantine() {
    api.with(WHY_ALIVE, Harbour.quarantined());

    Golden.check("why-quarantined.txt", run("why", Harbour.ALIVE).out());
  }

  @Test
  void tellsOnWhichProofAnImageWent() {
    api.with("why?image=example.com%2Fprod%2Fold%3A1", Harbour.dead());

    Golden.check("why-dead.txt", run("why", Harbour.DEAD).out());
  }

  @Test
  void answersForTheStageImagesThatAnImageClaims() {
    api.with("why?image=docker.io%2Flibrary%2Fapp%3A1", Harbour.claimed());

    Golden.check("why-claimed.txt", run("why", "app:1").out());
  }

  @Test
  void saysThatAnImageClaimsNothing() {
    api.with(
        "why?image=docker.io%2Flibrary%2Fapp%3A1",
        new WhyView("docker.io/library/app:1", List.of()));

    assertThat(run("why", "app:1").out())
        .isEqualTo("docker.io/library/app:1 lies in no stage and claims no image of one\n");
  }

  @Test
  void saysThatNobodyKnowsAnImage() {
    api.refusing(WHY_ALIVE, 404, "the ledger knows nothing of it", "check the reference");

    Run run = run("why", Harbour.ALIVE);

    assertThat(run.status()).isEqualTo(1);
    Golden.check("why-unknown.txt", masked(run.err()));
    assertThat(run.out()).isEmpty();
  }

  @Test
  void tellsWhatLeavesNextAndByItsExitCodeWhereAsked() {
    api.with("plan", Harbour.plan());
    api.with("plan?stage=dev", new PlanView(List.of(), List.of()));

    Run run = run("plan");

    assertThat(run.status()).isZero();
    Golden.check("plan.txt", run.out());
    Golden.check("plan-json.txt", run("plan", "-o", "json").out());
    assertThat(run("plan", "--detailed-exitcode").status()).isEqualTo(3);
    assertThat(run("plan", "--detailed-exitcode", "--stage=dev"))
        .isEqualTo(new Run(0, "nothing leaves, and nothing waits for a person\n", ""));
  }

  @Test
  void tellsWhatWouldHaveGoneAndByItsExitCodeWhetherThatWasWrong() {
    api.with("observed", Harbour.observed())
        .with("observed?stage=dev", new ObservedView(List.of(), List.of()));

    Run run = run("observed");

    assertThat(run.status()).isZero();
    Golden.check("observed.txt", run.out());
    Golden.check("observed-json.txt", run("observed", "-o", "json").out());
    assertThat(run("observed", "--detailed-exitcode").status()).isEqualTo(3);
    assertThat(run("observed", "--detailed-exitcode", "--stage=dev"))
        .isEqualTo(new Run(0, "no stage only observes\n", ""));
  }

  @Test
  void endsAsIfNothingLeftWhereEverythingIsKnownToStay() {
    PlanView.Removal blocked = Harbour.plan().removals().getLast();
    api.with("plan", new PlanView(List.of(blocked), List.of(), List.of(), 7));

    Run run = run("plan", "--detailed-exitcode");
    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("pinned by ann").endsWith("and 7 more later\n");
  }

  @Test
  void saysWhoHasPausedAStage() {
    StagePause pause =
        new StagePause("prod", "ann", "incident", Run.NOW, Run.NOW.plus(Duration.ofDays(1)));
    PlanView plan = Harbour.plan();
    api.with("plan", new PlanView(plan.removals(), plan.breakers(), List.of(pause)))
        .with("plan?stage=prod", new PlanView(List.of(), List.of(), List.of(pause)));

    Golden.check("plan-paused.txt", run("plan").out());
    assertThat(run("plan", "--detailed-exitcode", "--stage=prod"))
        .isEqualTo(new Run(0, pause + "\n\nnothing leaves, and nothing waits for a person\n", ""));
  }

  @Test
  void listsWhatIsForbidden() {
    api.with("forbidden", Harbour.forbidden());

    Golden.check("forbidden.txt", run("forbidden").out());
    Golden.check("forbidden-json.txt", run("forbidden", "-o", "json").out());
    api.with("forbidden", new ForbiddenView(List.of()));
    assertThat(run("forbidden").out()).isEqualTo("nothing is forbidden\n");
  }

  @Test
  void listsMirrorsAndTellsAllOfOne() {
    api.with("mirrors", Harbour.mirrors())
        .with("mirrors?name=registry.example.com%2Fhub%2Fapp", Harbour.mirror());

    Golden.check("mirrors.txt", run("mirrors").out());
    Golden.check("mirrors-one.txt", run("mirrors", "registry.example.com/hub/app").out());
    Golden.check("mirrors-json.txt", run("mirrors", "-o", "json").out());
    api.with("mirrors", new MirrorsView(List.of()));
    assertThat(run("mirrors").out()).isEqualTo("no mirror is polled\n");
  }

  @Test
  void listsSourcesAndStages() {
    api.with("sources", Harbour.sources()).with("stages", Harbour.stages());

    Golden.check("sources.txt", run("sources").out());
    Golden.check("stages.txt", run("stage").out());
    Golden.check("stages-json.txt", run("stage", "-o", "json").out());
  }

  @Test
  void saysWhatItMeansThatThereIsNone() {
    api.with("images?limit=500", new ImagesPage(List.of(), null))
        .with("sources", new SourcesView(List.of()))
        .with("stages", new StagesView(List.of()));

    assertThat(run("images").out()).isEqualTo("no images\n");
    assertThat(run("sources").out()).contains("nothing can be proved unused");
    assertThat(run("stage").out()).isEqualTo("no stages: this worker only copies\n");
  }

  @ParameterizedTest
  @CsvSource({
    "images",
    "why app:1",
    "plan",
    "observed",
    "mirrors",
    "sources",
    "stage",
    "forbidden",
    "forbid app:1 --why=CVE",
    "allow app:1",
    "pause prod --why=incident",
    "resume prod",
    "pin app:1 --why=audit",
    "unpin app:1",
    "restore app:1",
    "retry app:1",
    "approve b --count=1",
    "sources approve apps --scan=1",
    "sources remove apps --confirm",
    "stage adopt prod --confirm",
  })
  void saysHowToStartAWorkerWhereNoneRuns(String line) {
    Run run = Run.of(URI.create("http://127.0.0.1:1"), line.split(" "));

    assertThat(run.status()).isEqualTo(1);
    Golden.check("no-worker.txt", run.err());
  }

  @Test
  void asksTheServerThatIsNamed() {
    api.with("stages", new StagesView(List.of()));
    String address = api.address().toString();
    URI nobody = URI.create("http://127.0.0.1:1");

    assertThat(Run.of(nobody, "stage", "--server", address).status()).isZero();
    assertThat(Run.of(nobody, "sources", "--server", address, "remove", "a", "--confirm").err())
        .contains("no file of one is known");
    assertThat(
            Run.of(Map.of("LAYTIME_SERVER", address), Path.of("/here"), nobody, "stage").status())
        .isZero();
  }

  @Test
  void refusesWhatCannotBeUnderstood() {
    api.with("plan", 200, "{\"removals\":7}")
        .with("sources", 200, "null")
        .with("stages", 502, "<html>");

    assertThat(run("plan").err()).contains("cannot be understood");
    assertThat(run("sources").err()).contains("cannot be understood");
    assertThat(run("stage").err()).contains("HTTP status 502");
    assertThat(run("plan").status()).isEqualTo(1);
  }

  private Run run(String... line) {
    return Run.of(api.address(), line);
  }

  private String masked(String text) {
    return text.replace(api.address().toString(), "SERVER");
  }
}
