package dev.laytime.activities.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.laytime.activity.GateActivities;
import dev.laytime.activity.GateCommand;
import dev.laytime.activity.GateJob;
import dev.laytime.activity.GateRunResult;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.promotion.PromotionOrder;
import io.temporal.activity.ActivityOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.testing.TestActivityEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What gates run, and what they do not. */
class GateActivitiesTest {

  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Digest DIGEST = Digest.of("sha256", "ab".repeat(32));
  private static final PromotionOrder ORDER =
      new PromotionOrder(
          "request",
          "release",
          PromotionOrder.Kind.PROMOTE,
          Reference.parse("dev.test/app:1"),
          DIGEST,
          "prod",
          Reference.parse("prod.test/app:1"),
          "Ann");
  private static final JobSettings SCAN =
      new JobSettings(
          "scan", "gates", "scanner", List.of(), 1000, "10m", "64Mi", "64Mi", List.of());

  @TempDir Path directory;
  private final TestActivityEnvironment temporal = TestActivityEnvironment.newInstance();

  @AfterEach
  void stop() {
    temporal.close();
  }

  @Test
  void passesWhereItsCommandEndsWith0() {
    assertThat(run(LONG, "sh", "-c", "echo good; exit 0"))
        .isEqualTo(new GateRunResult(true, "ended with 0: good"));
  }

  @Test
  void doesNotPassWhereItEndsWithAnythingElse() {
    assertThat(run(LONG, "sh", "-c", "echo out; echo err >&2; exit 3"))
        .isEqualTo(new GateRunResult(false, "ended with 3: out\nerr"));
  }

  @Test
  void doesNotPassWhereThereIsNoSuchProgram() {
    GateRunResult result = run(LONG, "no-such-program-anywhere");
    assertThat(result.passed()).isFalse();
    assertThat(result.reason()).startsWith("it cannot be started");
  }

  @Test
  void runsOnlyWhatTheConfigurationNamesWordForWord() {
    Path proof = directory.resolve("proof");
    register(List.of(List.of("true"), List.of("touch", "x")), JobRuns.NONE);
    for (List<String> command :
        List.of(List.of("touch", proof.toString()), List.of("touch"), List.of("true", "x"))) {
      GateRunResult result = activities().command(new GateCommand(ORDER, "test", command, LONG));
      assertThat(result.passed()).isFalse();
      assertThat(result.reason()).startsWith("this worker's configuration names no such command");
    }
    assertThat(proof).doesNotExist();
  }

  @Test
  void givesAnEnvironmentWithNothingOfTheWorkers() {
    GateRunResult result = run(LONG, "sh", "-c", "env | grep -v '^_=\\|^SHLVL=\\|^PWD=' | sort");
    assertThat(result.reason().lines().map(line -> line.replaceFirst("^ended with 0: ", "")))
        .satisfiesExactly(
            line -> assertThat(line).startsWith("HOME=").contains("laytime-gate-"),
            line -> assertThat(line).isEqualTo("LAYTIME_DIGEST=" + DIGEST),
            line -> assertThat(line).isEqualTo("LAYTIME_IMAGE=dev.test/app@" + DIGEST),
            line -> assertThat(line).isEqualTo("LAYTIME_PATH=release"),
            line -> assertThat(line).isEqualTo("LAYTIME_SOURCE=dev.test/app:1"),
            line -> assertThat(line).isEqualTo("LAYTIME_STAGE=prod"),
            line -> assertThat(line).isEqualTo("LAYTIME_TARGET=prod.test/app:1"),
            line -> assertThat(line).startsWith("PATH="));
  }

  @Test
  void givesItADirectoryThatIsGoneAfterwards() {
    GateRunResult result = run(LONG, "sh", "-c", "mkdir a; touch a/b; pwd");
    Path home = Path.of(result.reason().replace("ended with 0: ", ""));
    assertThat(home.getFileName().toString()).startsWith("laytime-gate-");
    assertThat(home).doesNotExist();
  }

  @Test
  void takesItsArgumentsAsTheyAre() {
    assertThat(run(LONG, "printf", "%s|", "a b", "$HOME", "*", "").reason())
        .isEqualTo("ended with 0: a b|$HOME|*||");
  }

  @Test
  void showsTheEndOfWhatItPrints() {
    GateRunResult result = run(LONG, "sh", "-c", "yes | head -c 1000000; printf 'the \\033 end'");
    assertThat(result.reason()).endsWith("the ? end");
    assertThat(result.reason().length()).isLessThan(2200);
  }

  @Test
  void endsWhatTakesTooLongWithAllThatItStarted() throws IOException {
    Path pids = directory.resolve("pids");
    GateRunResult result =
        run(
            Duration.ofSeconds(3),
            "sh",
            "-c",
            "(sh -c 'echo $$ >>%1$s; sleep 600' & echo $! >>%1$s); sleep 600".formatted(pids));
    assertThat(result.passed()).isFalse();
    assertThat(result.reason()).isEqualTo("did not end within PT3S");
    assertEnded(pids);
  }

  @Test
  void endsWhatItLeavesBehind() throws IOException {
    Path pids = directory.resolve("pids");
    String left = "sleep 600 & echo $! >%s; sleep 1".formatted(pids);
    assertThat(run(LONG, "sh", "-c", left).passed()).isTrue();
    assertEnded(pids);
  }

  @Test
  void endsItWhereTemporalWantsItEnded() throws IOException {
    Path pids = directory.resolve("pids");
    List<String> command = List.of("sh", "-c", "echo $$ >%s; sleep 600".formatted(pids));
    register(List.of(command), JobRuns.NONE);
    temporal.setActivityHeartbeatListener(
        Object.class,
        _ -> {
          if (pids.toFile().length() > 0) {
            temporal.requestCancelActivity();
          }
        });
    assertThat(
            catchThrowableOfType(
                CanceledFailure.class,
                () -> activities().command(new GateCommand(ORDER, "test", command, LONG))))
        .isNotNull();
    assertEnded(pids);
  }

  @Test
  void runsAJobOfTheConfiguration() {
    List<JobSettings> ran = new ArrayList<>();
    List<String> readings = new ArrayList<>();
    register(
        List.of(),
        (_, settings, reading, seen) -> {
          seen.run();
          ran.add(settings);
          readings.add(reading);
          return new GateRunResult(true, "done");
        });
    assertThat(activities().job(new GateJob(ORDER, "test", "scan", LONG)))
        .isEqualTo(new GateRunResult(true, "done"));
    assertThat(activities().job(new GateJob(ORDER, "test", "other", LONG)))
        .isEqualTo(new GateRunResult(false, "no Job is called 'other'"));
    assertThat(ran).containsExactly(SCAN);
    assertThat(readings).singleElement().asString().isNotBlank();
  }

  @Test
  void triesAgainWhereTheClusterDoesNotAnswer() {
    register(
        List.of(),
        (_, _, _, _) -> {
          throw new IOException("no answer");
        });
    ActivityFailure failure =
        catchThrowableOfType(
            ActivityFailure.class,
            () -> activities().job(new GateJob(ORDER, "test", "scan", LONG)));
    ApplicationFailure cause = (ApplicationFailure) Objects.requireNonNull(failure.getCause());
    assertThat(cause.getType()).isEqualTo("UNAVAILABLE");
    assertThat(cause.isNonRetryable()).isFalse();
  }

  private static void assertEnded(Path pids) throws IOException {
    List<String> lines = Files.readAllLines(pids);
    assertThat(lines).isNotEmpty();
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    for (String pid : lines) {
      while (runs(pid) && System.nanoTime() < end) {
        Thread.onSpinWait();
      }
      assertThat(runs(pid)).as(pid).isFalse();
    }
  }

  /** One that nobody has waited for yet is ended all the same. */
  private static boolean runs(String pid) {
    return ProcessHandle.of(Long.parseLong(pid.strip()))
        .flatMap(process -> process.info().command())
        .isPresent();
  }

  private GateRunResult run(Duration timeout, String... command) {
    register(List.of(List.of(command)), JobRuns.NONE);
    return activities().command(new GateCommand(ORDER, "test", List.of(command), timeout));
  }

  private void register(List<List<String>> commands, JobRuns cluster) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin");
    temporal.registerActivitiesImplementations(
        new GateActivitiesImpl(commands, List.of(SCAN), cluster, path));
  }

  private GateActivities activities() {
    return temporal.newActivityStub(
        GateActivities.class,
        ActivityOptions.newBuilder()
            .setStartToCloseTimeout(Duration.ofMinutes(10))
            .setHeartbeatTimeout(Duration.ofSeconds(2))
            .build());
  }
}
