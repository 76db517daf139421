package dev.laytime.starter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activity.BuildAnswer;
import dev.laytime.build.BuildFailure;
import dev.laytime.build.BuildFailureKind;
import dev.laytime.build.BuildOrder;
import dev.laytime.build.BuildState;
import dev.laytime.build.BuildStatus;
import dev.laytime.build.GitCommit;
import dev.laytime.build.ResolvedRef;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.view.BuildLogView;
import dev.laytime.view.BuildsView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Builds over a worker's API, as people and programs see them. */
class BuildCommandsTest {

  private static final String ID = "build/example.com/dev/app:1.2";
  private static final String IMAGE = "example.com/dev/app:1.2";
  private static final String ONE = "builds/one?id=build%2Fexample.com%2Fdev%2Fapp%3A1.2";
  private static final String LOG = "builds/log?id=build%2Fexample.com%2Fdev%2Fapp%3A1.2";

  private final FakeApi api = new FakeApi("127.0.0.1:1");
  private final Path directory;

  BuildCommandsTest(@TempDir Path directory) throws IOException {
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
    api.with("builds?limit=50", new BuildsView(List.of(done(), failed())));
    api.with("builds?rule=app&state=FAILED&limit=5", new BuildsView(List.of(failed())));
    api.with(ONE, failed());

    Golden.check("builds.txt", run("builds").out());
    Golden.check(
        "builds-json.txt",
        run("builds", "--rule=app", "--state=failed", "--limit=5", "-o", "json").out());
    Golden.check("builds-show-failed.txt", run("builds", "show", ID).out());
    api.with(ONE, done());
    Golden.check("builds-show.txt", run("builds", "show", ID).out());
    api.with("builds?limit=50", new BuildsView(List.of()));
    assertThat(run("builds").out()).isEqualTo("there are no builds\n");
  }

  @Test
  void tellsALogAndWhyThereIsNone() {
    api.with(LOG, new BuildLogView(ID, BuildState.BUILDING, List.of("one", "\u001b[2Jtwo"), ""));
    assertThat(run("builds", "log", ID)).isEqualTo(new Run(0, "one\n?[2Jtwo\n", ""));

    api.with(LOG, new BuildLogView(ID, BuildState.RESOLVING, List.of(), "nothing is built yet"));
    assertThat(run("builds", "log", ID)).isEqualTo(new Run(0, "", "nothing is built yet\n"));
  }

  @Test
  void ordersOneAndEndsIt() {
    api.with("builds", new BuildAnswer(ID, "accepted", null));
    api.with("builds/cancel", failed().status());

    Run ordered =
        run(
            "build",
            "app@v1.2",
            "--to=" + IMAGE,
            "--strategy=jib",
            "--why=it is missing",
            "--token-file=token");
    Run cancelled = run("builds", "cancel", ID, "--token-file=token");
    run("builds", "cancel", ID, "--why=a mistake", "--token-file=id-token");

    assertThat(ordered.status()).as(ordered.err()).isZero();
    assertThat(ordered.out())
        .isEqualTo("accepted %s\n  look at it   laytime builds show '%<s'\n".formatted(ID));
    assertThat(cancelled).isEqualTo(new Run(0, "it is FAILED\n", ""));
    assertThat(api.asked().getFirst())
        .startsWith(
            "POST builds {\"image\":\"%s\",\"source\":\"app\",\"ref\":\"v1.2\",\"strategy\":\"jib\",\"by\":\"ann\",\"why\":\"it is missing\",\"requestId\":\""
                .formatted(IMAGE));
    assertThat(api.asked().getLast())
        .as("the identity token says who asks")
        .isEqualTo("POST builds/cancel {\"id\":\"%s\",\"why\":\"a mistake\"}".formatted(ID));
  }

  @ParameterizedTest
  @CsvSource({
    "app@v1.2, app, v1.2",
    "app, app,",
    "app@branch:release/1, app, branch:release/1",
    "https://git.example.com/team/app.git@main, https://git.example.com/team/app.git, main",
    "https://git.example.com/team/app.git, https://git.example.com/team/app.git,",
    "https://robot@git.example.com/team/app, https://robot@git.example.com/team/app,",
    "https://robot@git.example.com/app@v1, https://robot@git.example.com/app, v1",
    "ssh://git@git.example.com/team/app@tag:v1, ssh://git@git.example.com/team/app, tag:v1",
    "git@git.example.com:team/app, git@git.example.com:team/app,",
    "git@git.example.com:team/app@commit:0123abc, git@git.example.com:team/app, commit:0123abc",
  })
  void tellsARefFromAUrl(String text, String repository, @Nullable String ref) {
    assertThat(BuildCommand.Source.of(text)).isEqualTo(new BuildCommand.Source(repository, ref));
  }

  @Test
  void refusesALineThatNamesNothing() {
    for (String[] line :
        new String[][] {
          {"build", "app@", "--to=" + IMAGE},
          {"build", "@v1", "--to=" + IMAGE},
          {"build", "app@v1;x", "--to=" + IMAGE},
          {"build", "app@v1", "--to=example.com/App:1"},
          {"build", "app@v1", "--to=example.com/app@sha256:" + "ab".repeat(32)},
          {"build", "app@v1"},
        }) {
      assertThat(run(line).status()).as(String.join(" ", line)).isEqualTo(2);
    }
    assertThat(api.asked()).isEmpty();
  }

  @Test
  void followsABuildWithItsLog() {
    api.with("builds", new BuildAnswer(ID, "joined", null))
        .with(ONE, done())
        .with(LOG, new BuildLogView(ID, BuildState.DONE, List.of("on scratch", "pushed"), ""));

    Run run = run("build", "app@v1.2", "--to=" + IMAGE, "--wait", "--token-file=token");

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out()).startsWith(ID + "\n  state      DONE\n");
    assertThat(run.err()).contains("joined " + ID, "DONE", "on scratch", "pushed");
  }

  @Test
  void endsAsTheBuildDoes() {
    api.with("builds", new BuildAnswer(ID, "joined", null)).with(ONE, failed());
    Run failed = run("build", "app@v1.2", "--to=" + IMAGE, "--wait", "--token-file=token");
    api.with(ONE, one(BuildState.BUILDING, null));
    Run late =
        run("build", "app@v1.2", "--to=" + IMAGE, "--wait", "--timeout=1s", "--token-file=token");
    api.refusing("builds", 409, "no build rule is called 'app'", "name another");
    Run refused = run("build", "app@v1.2", "--to=" + IMAGE, "--token-file=token");

    assertThat(failed.status()).isEqualTo(5);
    assertThat(failed.err())
        .contains("it ended as FAILED: the source has no file x", "mend the source");
    assertThat(late.status()).isEqualTo(124);
    assertThat(late.err()).contains("BUILDING", "it goes on");
    assertThat(refused.status()).isEqualTo(5);
    assertThat(refused.err()).contains("no build rule is called 'app'", "name another");
  }

  @Test
  void tellsOfALogOnlyWhatItHadNot() {
    List<String> first = List.of("1", "2", "3");

    assertThat(LogTail.added(List.of(), first)).isEqualTo(first);
    assertThat(LogTail.added(first, first)).isEmpty();
    assertThat(LogTail.added(first, List.of("1", "2", "3", "4"))).containsExactly("4");
    assertThat(LogTail.added(first, List.of("3", "4", "5"))).containsExactly("4", "5");
    assertThat(LogTail.added(first, List.of("7", "8"))).containsExactly("7", "8");
    assertThat(LogTail.added(first, List.of("2", "3"))).isEmpty();
  }

  private static BuildsView.One done() {
    return one(BuildState.DONE, null);
  }

  private static BuildsView.One failed() {
    return one(
        BuildState.FAILED,
        new BuildFailure(
            BuildFailureKind.USER_ERROR, "the source has no file x", "step 1\nno file x"));
  }

  private static BuildsView.One one(BuildState state, @Nullable BuildFailure failure) {
    boolean done = state == BuildState.DONE;
    BuildStatus status =
        new BuildStatus(
            ID,
            new BuildOrder("1", Reference.parse(IMAGE), "app", null, "ann", "it is missing"),
            state,
            new ResolvedRef("refs/tags/v1.2", new GitCommit("ab".repeat(20))),
            done
                ? Reference.parse(
                    "example.com/dev/laytime-build/app@" + Digest.of("sha256", "cd".repeat(32)))
                : null,
            2,
            done ? List.of("1.2", "latest") : List.of(),
            failure == null ? "" : failure.said(),
            failure,
            3,
            Run.NOW.minus(Duration.ofHours(1)),
            null);
    return new BuildsView.One(
        status,
        done ? "oidc https://login.example.com" : null,
        state.over() ? Run.NOW : null,
        Run.NOW);
  }

  private Run run(String... line) {
    return Run.of(Map.of(), directory, api.address(), line);
  }
}
