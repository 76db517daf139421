package dev.laytime.starter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.starter.output.Interruption;
import dev.laytime.starter.temporal.Directories;
import dev.laytime.starter.temporal.Installation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands that bring their own worker, with a process that stands in for it. */
@Timeout(120)
class OwnWorkerTest {

  private static final String STATE = "--laytime.state=";
  private static final String CONFIG = "--laytime.config=";

  private final Path directory;
  private final Path workerJar;
  private final Interruption interruption = new Interruption();

  OwnWorkerTest(@TempDir Path directory) throws IOException {
    this.directory = directory;
    this.workerJar = FakeWorker.jar(directory);
  }

  @Test
  void copiesALayoutWithAWorkerOfItsOwnAndCleansUp() throws IOException {
    Captured captured = Captured.files();

    int status = run(captured, "mirror", "example.com/app:moved", "oci:images/app");

    assertThat(captured.err()).isEmpty();
    assertThat(status).isZero();
    assertThat(captured.out())
        .startsWith("copied example.com/app:moved → oci:" + directory + "/images/app:latest\n");
    assertNothingIsLeft();
  }

  @Test
  void saysWhatAnArchiveForDockerDoesNotKeep() {
    Captured captured = Captured.files();

    run(captured, "mirror", "example.com/app:moved", "docker-archive:app.tar:app:1");

    Golden.check(
        "mirror-docker-archive.txt", captured.out().replace(directory.toString(), "/DIRECTORY"));
  }

  @Test
  void startsItOnFreePortsAndTiesItToThisProcess() throws IOException {
    run(Captured.files(), "mirror", "example.com/app:moved", "oci:app");

    assertThat(notes().subList(1, notes().size()))
        .containsExactly(
            "--embedded",
            "--laytime.embedded.layouts[0]=" + directory + "/app",
            "--server.port=0",
            "--laytime.temporal.address=",
            "--laytime.temporal.namespace=default",
            "--laytime.embedded.temporal-port=0",
            "--laytime.embedded.registry-port=0",
            "--laytime.embedded.manage=false",
            STATE + state(),
            "--laytime.parent=" + ProcessHandle.current().pid());
  }

  @Test
  void cancelsTheCopyAndEndsTheWorkerWhenInterrupted() throws IOException {
    Captured terminal = Captured.terminal();
    CompletableFuture<Integer> run =
        CompletableFuture.supplyAsync(
            () -> run(terminal, "mirror", "example.com/app:endless", "oci:app"));

    until(() -> terminal.err().contains("looking at source"));
    interruption.run();

    assertThat(run.join()).isEqualTo(130);
    assertThat(terminal.err())
        .contains("app:latest: interrupted\n  cause: the copy was cancelled\n");
    assertNothingIsLeft();
  }

  @Test
  void showsTheEndOfTheLogOfAWorkerThatDoesNotStart() throws IOException {
    Files.createFile(directory.resolve(FakeWorker.BROKEN));
    Captured captured = Captured.files();

    int status = run(captured, "mirror", "example.com/app:moved", "oci:app");

    assertThat(status).isEqualTo(1);
    Golden.check("own-worker-broken.txt", captured.err());
  }

  @Test
  void noticesThatItsWorkerHasDied() {
    Captured terminal = Captured.terminal();
    CompletableFuture<Integer> run =
        CompletableFuture.supplyAsync(
            () -> run(terminal, "mirror", "example.com/app:endless", "oci:app"));

    until(() -> terminal.err().contains("looking at source"));
    worker().orElseThrow().destroyForcibly();

    assertThat(run.join()).isEqualTo(1);
    assertThat(terminal.err()).contains(" run a worker\n  cause: it ended with status 137");
  }

  @Test
  void runsEverythingForDevelopmentUntilInterrupted() throws IOException {
    Captured captured = Captured.files();
    CompletableFuture<Integer> run =
        CompletableFuture.supplyAsync(() ->
            run(
                captured,
                "dev",
                "--state=state",
                "--port=" + freePort(),
                "--temporal-port=" + freePort(),
                "--registry-port=" + freePort()));

    until(() -> captured.out().contains("laytime is ready"));
    interruption.run();

    assertThat(run.join()).isEqualTo(130);
    assertThat(captured.out())
        .contains("Temporal   127.0.0.1:", "none: this Temporal is in memory");
    assertThat(state()).isEqualTo(directory.resolve("state").toString());
    assertThat(worker()).isEmpty();
  }

  @Test
  void givesTheWorkerTheConfigurationOfItsDirectory() throws IOException {
    assertThat(configurationOf("dev")).isEmpty();
    Files.writeString(directory.resolve("laytime.yaml"), "");
    Files.writeString(directory.resolve("other.yaml"), "");

    assertThat(configurationOf("dev")).contains(directory + "/laytime.yaml");
    assertThat(configurationOf("dev", "--config=other.yaml")).contains(directory + "/other.yaml");
  }

  @Test
  void endsTheDemonstrationsWorkerAndRemovesItsDirectoryWhateverHappens() throws IOException {
    Captured captured = Captured.files();

    int status = run(captured, "demo");

    assertThat(status).isEqualTo(1);
    assertThat(captured.err())
        .contains("/v2/upstream/shop/manifests/1\n  cause: connection refused");
    assertThat(notes().subList(1, notes().size()).stream().map(OwnWorkerTest::masked))
        .containsExactly(
            "--embedded",
            "--server.port=0",
            "--laytime.temporal.address=",
            "--laytime.temporal.namespace=default",
            "--laytime.embedded.temporal-port=0",
            "--laytime.embedded.registry-port=PORT",
            "--laytime.config=DIR/laytime.yaml",
            "--laytime.state=DIR/state",
            "--laytime.parent=" + ProcessHandle.current().pid());
    assertThat(Path.of(state()).getParent()).doesNotExist();
    assertThat(worker()).isEmpty();
  }

  @Test
  void keepsTheDemonstrationsDirectoryWhereAsked() throws IOException {
    assertThat(run(Captured.files(), "demo", "--keep")).isEqualTo(1);

    Path kept = Path.of(state()).resolve("..").normalize();
    String configuration = Files.readString(kept.resolve("laytime.yaml"));
    assertThat(worker()).isEmpty();
    assertThat(kept.resolve("state/registry/upstream/shop/index.json")).exists();
    assertThat(kept.resolve("state/registry/upstream/keeper/index.json")).exists();
    Golden.check(
        "demo-configuration.txt",
        configuration.replace(kept.toString(), "DIR").replaceAll("127.0.0.1:\\d+", "HOST:PORT"));
    Directories.remove(kept);
  }

  @Test
  void saysWhichOptionChangesATakenPort() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Captured captured = Captured.files();

      int status = run(captured, "dev", "--state=state", "--port=" + taken.getLocalPort());

      assertThat(status).isEqualTo(1);
      assertThat(captured.err())
          .startsWith("error: use port %d for the API\n".formatted(taken.getLocalPort()))
          .endsWith("hint: end that, or choose another port with --port\n");
    }
  }

  /** What the worker of a command is told to read. */
  private Optional<String> configurationOf(String... line) {
    Captured captured = Captured.files();
    List<String> ports = new ArrayList<>(List.of(line));
    Stream.of("--port=", "--temporal-port=", "--registry-port=")
        .forEach(option -> ports.add(option + freePort()));
    ports.add("--state=state");
    CompletableFuture<Integer> run =
        CompletableFuture.supplyAsync(() -> run(captured, ports.toArray(String[]::new)));
    until(() -> captured.out().contains("laytime is ready"));
    interruption.run();
    run.join();
    return notes().stream()
        .filter(argument -> argument.startsWith(CONFIG))
        .map(argument -> argument.substring(CONFIG.length()))
        .findFirst();
  }

  private static String masked(String option) {
    return option
        .replaceAll("=/.*/laytime-demo-\\d+/", "=DIR/")
        .replaceAll("(registry-port=)[1-9]\\d*", "$1PORT");
  }

  private int run(Captured captured, String... line) {
    Surroundings surroundings =
        new Surroundings(
            Map.of("TEMPORAL_CONFIG_FILE", "no-such-file.toml"),
            directory,
            captured.streams(),
            new Installation(Path.of(System.getProperty("java.home"), "bin", "java"), workerJar),
            URI.create("http://127.0.0.1:1"),
            "ann",
            InstantSource.system());
    return LaytimeCommand.run(surroundings, interruption, line);
  }

  private void assertNothingIsLeft() throws IOException {
    assertThat(Path.of(state())).doesNotExist();
    assertThat(worker()).isEmpty();
  }

  private Optional<ProcessHandle> worker() {
    return ProcessHandle.of(Long.parseLong(notes().getFirst())).filter(ProcessHandle::isAlive);
  }

  private String state() {
    return notes().stream()
        .filter(argument -> argument.startsWith(STATE))
        .map(argument -> argument.substring(STATE.length()))
        .findFirst()
        .orElseThrow();
  }

  private List<String> notes() {
    try {
      return Files.readAllLines(directory.resolve(FakeWorker.NOTES));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() {
    try {
      return FakeTemporal.freePort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void until(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }
}
