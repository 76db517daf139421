package dev.laytime.starter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activity.FailureType;
import dev.laytime.starter.output.Interruption;
import dev.laytime.starter.temporal.Installation;
import dev.laytime.workflow.ImageCopy;
import io.temporal.client.WorkflowStub;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The command against a Temporal service in memory; each test has a target of its own. */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(120)
class MirrorTest {

  private static final URI NOWHERE = URI.create("http://127.0.0.1:1");

  /** Each after 50 ms. */
  private static final int TRIES = 1200;

  private final FakeTemporal temporal;
  private final FakeServer server;

  MirrorTest() throws IOException {
    temporal = new FakeTemporal();
    server = new FakeServer(200, temporal.info());
  }

  @AfterAll
  void stop() {
    server.close();
    temporal.close();
  }

  @Test
  void saysWhatWasMoved() {
    Run run = mirror("moved", "said");

    assertThat(run.status()).isZero();
    Golden.check("mirror-copied.txt", run.out());
    assertThat(run.err()).isEmpty();
  }

  @Test
  void saysThatNothingHadToBeMoved() {
    Run run = mirror("there", "nothing");

    assertThat(run.status()).isZero();
    Golden.check("mirror-there.txt", run.out());
  }

  @Test
  void saysThatAPlatformAloneHasAnotherDigest() {
    Golden.check(
        "mirror-platform.txt", mirror("moved", "platform", "--platform=linux/arm64").out());
  }

  @Test
  void writesJson() {
    Golden.check("mirror-json.txt", withoutRun(mirror("moved", "json", "-o", "json").out()));
    Golden.check("mirror-jsonl.txt", withoutRun(mirror("there", "jsonl", "-o", "jsonl").out()));
  }

  @Test
  void leavesItsResultInAFileToo(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("result");

    Run run = mirror("moved", "kept", "--result-file=" + file);

    assertThat(run.out()).startsWith("copied ");
    assertThat(Files.readString(file)).startsWith("{\"source\":").contains("\"bytesCopied\":");
    assertThat(mirror("moved", "unkept", "--result-file=" + directory).status()).isOne();
  }

  @ParameterizedTest
  @EnumSource(FailureType.class)
  void saysWhyACopyFailed(FailureType type) {
    Run run = mirror(type.name(), "failing");

    Golden.check("mirror-" + type + ".txt", run.err());
    assertThat(run.out()).isEmpty();
    assertThat(run.status())
        .isEqualTo(
            switch (type) {
              case FORBIDDEN_ADDRESS, FORBIDDEN_IMAGE -> 5;
              case TIMED_OUT -> 124;
              default -> 1;
            });
  }

  @Test
  void showsAFailureOfUnknownKind() {
    Run run = mirror("odd", "odd");

    assertThat(run.status()).isEqualTo(1);
    Golden.check("mirror-odd.txt", run.err());
  }

  @Test
  void joinsACopyOfTheSameImage() {
    order("awhile", "joined");

    Run run = mirror("awhile", "joined");

    assertThat(run.status()).isZero();
    assertThat(run.err()).contains("joined it");
  }

  @Test
  void waitsForAnotherCopyAndAsksAgain() {
    order("awhile", "held");

    Run run = mirror("moved", "held");

    assertThat(run.status()).isZero();
    Golden.check("mirror-busy.txt", run.err());
    assertThat(run.out()).startsWith("copied example.com/app:moved → example.com/held:1");
  }

  @Test
  void asksAgainWhenTheOtherCopyFails() {
    order("endless", "held-in-vain");
    CompletableFuture<Run> run =
        CompletableFuture.supplyAsync(() -> mirror("moved", "held-in-vain"));

    cancelOnce("held-in-vain", 2);

    assertThat(run.join().status()).isZero();
  }

  @Test
  void leavesACopyToAWorker() {
    Run run = mirror("moved", "detached", "--detach");

    assertThat(run.status()).isZero();
    assertThat(run.out()).startsWith("started example.com/app:moved → example.com/detached:1");
    Golden.check(
        "mirror-detached.txt",
        withoutRun(mirror("moved", "detached-json", "--detach", "-o", "json").out()));
  }

  @Test
  void doesNotLeaveACopyBehindAnother() {
    order("endless", "detached-held");

    Run run = mirror("moved", "detached-held", "--detach");

    assertThat(run.status()).isEqualTo(1);
    Golden.check("mirror-detached-busy.txt", run.err());
  }

  @Test
  void saysThatACopyWasCancelled() {
    CompletableFuture<Run> run = CompletableFuture.supplyAsync(() -> mirror("endless", "stopped"));

    cancelOnce("stopped", 0);

    assertThat(run.join().status()).isEqualTo(1);
    Golden.check("mirror-cancelled.txt", run.join().err());
  }

  @Test
  void saysThatACopyWasTerminated() {
    CompletableFuture<Run> run = CompletableFuture.supplyAsync(() -> mirror("endless", "killed"));

    // Before it has taken the request, Temporal's test server would never answer that.
    once(() -> stub("killed").query("status", ImageCopy.Status.class));
    stub("killed").terminate("maintenance");

    assertThat(run.join().status()).isEqualTo(1);
    Golden.check("mirror-terminated.txt", run.join().err());
  }

  @Test
  void givesUpWhenTheTimeIsOverAndLeavesASharedCopyRunning() {
    Run run = mirror("endless", "late", "--timeout=1s");

    assertThat(run.status()).isEqualTo(124);
    Golden.check("mirror-late.txt", run.err().replace(temporal.address(), "HOST:PORT"));
    assertThat(stub("late").describe().getStatus().name()).endsWith("RUNNING");
  }

  @Test
  void leavesASharedCopyRunningWhenInterrupted() {
    Interruption interruption = new Interruption();
    Captured captured = Captured.files();
    CompletableFuture<Integer> run =
        CompletableFuture.supplyAsync(() -> mirror(captured, interruption, "endless", "left"));

    once(() -> stub("left").describe());
    untilHeld(interruption, captured);

    Golden.check("mirror-interrupted.txt", captured.err().replace(temporal.address(), "HOST:PORT"));
    assertThat(stub("left").describe().getStatus().name()).endsWith("RUNNING");
    stub("left").terminate("the test is over");
    assertThat(run.join()).isEqualTo(130);
  }

  @Test
  void showsProgressOnATerminalAndEachFailedAttempt() {
    Captured terminal = Captured.terminal();

    int status = mirror(terminal, new Interruption(), "shaky", "shaky");

    assertThat(status).isZero();
    assertThat(terminal.err())
        .contains("attempt 1 failed: pull blob: 503 Service Unavailable; trying again soon")
        .contains("37 %  3/12 blobs  45.2 MB of 120 MB")
        .endsWith("\r\u001b[K");
  }

  @Test
  void saysThatARegistryAsksForPatience() {
    assertThat(mirror("throttled", "throttled").err())
        .isEqualTo("waiting: a registry asks for patience\n");
  }

  @Test
  void setsASummaryThatPeopleCanRead() {
    mirror("moved", "summary");

    assertThat(stub("summary").describe().getStaticSummary())
        .isEqualTo("mirror example.com/app:moved → example.com/summary:1");
  }

  @Test
  void usesTheServerThatIsNamed() {
    Run run =
        run(
            Map.of("LAYTIME_SERVER", server.address().toString()),
            NOWHERE,
            "mirror",
            "example.com/app:moved",
            "example.com/by-server:1");

    assertThat(run.status()).isZero();
  }

  @Test
  void refusesAServerThatIsNotLaytime() throws IOException {
    try (FakeServer other = new FakeServer(200, "{\"name\":\"other\"}")) {
      Run run =
          run(Map.of(), NOWHERE, "mirror", "--server=" + other.address(), "alpine", "a.io/b:1");

      assertThat(run.status()).isEqualTo(1);
      assertThat(run.err()).contains("what answers there is not Laytime");
    }
  }

  @Test
  void saysThatANamedServerDoesNotAnswer() {
    Run run = run(Map.of(), NOWHERE, "mirror", "--server=http://127.0.0.1:1", "alpine", "a.io/b:1");

    assertThat(run.status()).isEqualTo(1);
    Golden.check("mirror-no-server.txt", run.err());
  }

  @Test
  void usesAConfiguredTemporalWhoseWorkerAnswers() {
    Run run =
        run(
            Map.of("TEMPORAL_ADDRESS", temporal.address()),
            server.address(),
            "mirror",
            "example.com/app:moved",
            "example.com/configured:1");

    assertThat(run.status()).isZero();
  }

  @Test
  void refusesAConfiguredTemporalWithoutAWorker() {
    Run run =
        run(
            Map.of("TEMPORAL_ADDRESS", temporal.address()),
            NOWHERE,
            "mirror",
            "alpine",
            "a.io/b:1");

    assertThat(run.status()).isEqualTo(1);
    Golden.check("mirror-no-worker.txt", run.err().replace(temporal.address(), "HOST:PORT"));
  }

  @Test
  void doesNotDetachWhereNothingWouldGoOn() {
    Run run = run(Map.of(), NOWHERE, "mirror", "--detach", "alpine", "a.io/b:1");

    assertThat(run.status()).isEqualTo(2);
    Golden.check("mirror-detached-alone.txt", run.err());
  }

  @Test
  void startsAWorkerOfItsOwnWhereNobodyAnswers() {
    Run run = run(Map.of(), NOWHERE, "mirror", "alpine", "a.io/b:1");

    assertThat(run.status()).isEqualTo(1);
    Golden.check("mirror-no-jar.txt", run.err());
  }

  private Run mirror(String tag, String target, String... options) {
    List<String> line = new ArrayList<>(List.of("mirror"));
    line.addAll(List.of(options));
    line.addAll(List.of("example.com/app:" + tag, "example.com/" + target + ":1"));
    return run(Map.of(), server.address(), line.toArray(String[]::new));
  }

  private int mirror(Captured captured, Interruption interruption, String tag, String target) {
    return LaytimeCommand.run(
        surroundings(Map.of(), server.address(), captured),
        interruption,
        "mirror",
        "example.com/app:" + tag,
        "example.com/" + target + ":1");
  }

  private Run run(Map<String, String> environment, URI usualServer, String... line) {
    Captured captured = Captured.files();
    int status =
        LaytimeCommand.run(
            surroundings(environment, usualServer, captured), new Interruption(), line);
    return new Run(status, captured.out(), captured.err());
  }

  private static Surroundings surroundings(
      Map<String, String> environment, URI usualServer, Captured captured) {
    Map<String, String> hermetic = new TreeMap<>(environment);
    hermetic.put("TEMPORAL_CONFIG_FILE", "no-such-file.toml");
    return new Surroundings(
        hermetic,
        Path.of("/here"),
        captured.streams(),
        new Installation(Path.of("java"), Path.of("no-worker.jar")),
        usualServer,
        "ann",
        InstantSource.system());
  }

  /** Another caller's copy of the same target. */
  private void order(String tag, String target) {
    assertThat(mirror(tag, target, "--detach").status()).isZero();
  }

  private WorkflowStub stub(String target) {
    return temporal.client().newUntypedWorkflowStub("copy/example.com/" + target + ":1");
  }

  /** Cancels the target's copy once it runs, and a command has asked it for so many answers. */
  private void cancelOnce(String target, int asked) {
    once(() -> {
      long updates =
          temporal.client().fetchHistory("copy/example.com/" + target + ":1").getEvents().stream()
              .filter(e -> e.hasWorkflowExecutionUpdateCompletedEventAttributes())
              .count();
      if (updates < asked) {
        throw new IllegalStateException("not yet");
      }
      stub(target).cancel();
    });
  }

  private static void once(Runnable works) {
    for (int tried = 0; ; tried++) {
      try {
        works.run();
        return;
      } catch (RuntimeException e) {
        if (tried == TRIES) {
          throw e;
        }
        pause();
      }
    }
  }

  private static void untilHeld(Interruption interruption, Captured captured) {
    once(() -> {
      interruption.run();
      if (captured.err().isEmpty()) {
        throw new IllegalStateException("nothing to interrupt yet");
      }
    });
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String withoutRun(String json) {
    return json.replaceAll("\"runId\" ?: ?\"[0-9a-f-]{36}\"", "\"runId\" : \"RUN\"");
  }

  private record Run(int status, String out, String err) {}
}
