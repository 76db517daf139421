package dev.laytime.worker.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.laytime.activity.PinRequest;
import dev.laytime.activity.Problem;
import dev.laytime.image.Reference;
import dev.laytime.ledger.LedgerUnavailableException;
import dev.laytime.ledger.RemovalKind;
import dev.laytime.ledger.Removals;
import dev.laytime.lifecycle.Pin;
import dev.laytime.worker.startup.RefusedToStartException;
import io.temporal.failure.ApplicationFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {

  private static final Reference IMAGE = LedgerTest.APP;
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final String UNCHECKED = "com.zaxxer.hikari.aliveBypassWindowMs";

  @TempDir Path directory;

  private static void pin(Ledger ledger, int second) {
    Pin pin = new Pin(null, "ann", "pin " + second);
    ledger
        .activities()
        .pin(new PinRequest(IMAGE, pin, "ann", LedgerTest.START.plusSeconds(second)));
  }

  private static String pinned(Ledger ledger) {
    return Objects.requireNonNull(ledger.activities().recall(IMAGE).pin()).why();
  }

  @Test
  void findsEverythingAgainInTheSameFile() {
    String url = Ledger.fileIn(directory);
    try (Ledger ledger = Ledger.open(url, null, null)) {
      pin(ledger, 1);
    }

    assertThat(directory.resolve("ledger.mv.db")).exists();
    try (Ledger ledger = Ledger.open(url, null, null)) {
      assertThat(pinned(ledger)).isEqualTo("pin 1");
    }
  }

  @Test
  void losesNothingThatItHasAnsweredWhenTheProcessIsKilled() throws Exception {
    Process writer = java(Writer.class.getName(), directory.toString());
    int last = 0;
    try (BufferedReader lines = writer.inputReader(StandardCharsets.UTF_8)) {
      while (last < 50) {
        String line = lines.readLine();
        assertThat(line).isNotNull();
        if (line.startsWith("pin ")) {
          last = Integer.parseInt(line.substring("pin ".length()));
        }
      }
      writer.destroyForcibly().waitFor();
    }

    try (Ledger ledger = Ledger.open(Ledger.fileIn(directory), null, null)) {
      assertThat(Integer.parseInt(pinned(ledger).substring("pin ".length())))
          .isGreaterThanOrEqualTo(last);
    }
  }

  /** Pins, and says so when the ledger has it, until it is killed. */
  static final class Writer {

    public static void main(String[] args) {
      try (Ledger ledger = Ledger.open(Ledger.fileIn(Path.of(args[0])), null, null)) {
        for (int i = 1; ; i++) {
          pin(ledger, i);
          System.out.println("pin " + i);
        }
      }
    }
  }

  @Test
  void refusesAFileThatAnotherWorkerHas() {
    String url = Ledger.fileIn(directory);
    try (Ledger first = Ledger.open(url, null, null)) {
      pin(first, 1);
      // Within one process a database may be opened twice: another process cannot.
      assertThatThrownBy(() -> Ledger.open(url + ";IFEXISTS=TRUE", "somebody", "else"))
          .isInstanceOf(RefusedToStartException.class)
          .hasMessageContaining("open the ledger " + url)
          .hasMessageContaining("laytime.ledger");
    }
  }

  @Test
  void refusesADatabaseThatIsNotThereAndTellsNoPassword() {
    assertThatThrownBy(() ->
            Ledger.open(
                "jdbc:postgresql://127.0.0.1:1/laytime?password=hidden",
                "laytime",
                "secret",
                InstantSource.system(),
                PATIENCE))
        .isInstanceOf(RefusedToStartException.class)
        .hasMessageContaining("open the ledger jdbc:postgresql://127.0.0.1:1/laytime:")
        .message()
        .doesNotContain("hidden", "secret");
  }

  @Test
  void refusesADirectoryThatNoUrlCanName() {
    assertThatThrownBy(() -> Ledger.fileIn(directory.resolve("a;b")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("';'");
  }

  @Test
  void failsWhileItsDatabaseIsDownAndGoesOnWhereItWas() throws Exception {
    int port = freePort();
    String url = "jdbc:h2:tcp://127.0.0.1:%d/./ledger".formatted(port);
    Process server = server(port);
    // A connection that was used a moment ago is not looked at again before half a second is over;
    // the test does not wait as long as Temporal does before it tries again.
    System.setProperty(UNCHECKED, "0");
    try (Ledger ledger = Ledger.open(url, "sa", "", InstantSource.system(), PATIENCE)) {
      pin(ledger, 1);
      server.destroyForcibly().waitFor();

      isUnavailable(ledger);

      server = server(port);
      assertThat(pinnedInTheEnd(ledger)).isEqualTo("pin 1");
      pin(ledger, 2);
      assertThat(pinned(ledger)).isEqualTo("pin 2");
    } finally {
      System.clearProperty(UNCHECKED);
      server.destroyForcibly().waitFor();
    }
  }

  /** Asks again, as Temporal does: nobody tells a pool at once that its database is back. */
  private static String pinnedInTheEnd(Ledger ledger) {
    long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (true) {
      try {
        return pinned(ledger);
      } catch (ApplicationFailure failure) {
        if (!failure.getType().equals("UNAVAILABLE") || System.nanoTime() > end) {
          throw failure;
        }
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** A database server in a process of its own; it listens when this returns. */
  private Process server(int port) throws IOException {
    Process server =
        java(
            "-Dh2.bindAddress=127.0.0.1",
            "org.h2.tools.Server",
            "-tcp",
            "-tcpPort",
            String.valueOf(port),
            "-ifNotExists",
            "-baseDir",
            directory.toString());
    String listening = server.inputReader(StandardCharsets.UTF_8).readLine();
    assertThat(listening).contains("running");
    return server;
  }

  private static Process java(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static void isUnavailable(Ledger ledger) throws InterruptedException {
    ApplicationFailure failure =
        (ApplicationFailure) LedgerTest.together(4, i -> failure(ledger, i)).getFirst();
    assertThat(failure.getType()).isEqualTo("UNAVAILABLE");
    assertThat(failure.isNonRetryable()).isFalse();
    assertThat(Objects.requireNonNull(failure.getDetails().get(Problem.class)).cause())
        .startsWith("write down the pin of " + IMAGE);
  }

  /** All at once, for each waits as long as it has patience. */
  private static Throwable failure(Ledger ledger, int number) {
    return switch (number) {
      case 0 -> catchThrowableOfType(ApplicationFailure.class, () -> pin(ledger, 9));
      case 1 -> unavailable(() -> ledger.removals().objections(claim()));
      case 2 -> unavailable(() -> ledger.removals().roots(IMAGE.repository(), Set.of()));
      default ->
          unavailable(
              () -> ledger.scans().publish("git", Instant.EPOCH, LedgerTest.listing("a:1")));
    };
  }

  private static Throwable unavailable(ThrowableAssert.ThrowingCallable call) {
    Throwable thrown = catchThrowable(call);
    assertThat(thrown).isInstanceOf(LedgerUnavailableException.class);
    return thrown;
  }

  private static Removals.Claim claim() {
    return new Removals.Claim(
        "image/" + IMAGE,
        IMAGE,
        LedgerTest.DIGEST,
        1,
        Instant.EPOCH,
        "in-0",
        RemovalKind.QUARANTINE);
  }

  @Test
  void keepsItsTablesWhereTheyWere() {
    String url = Ledger.fileIn(directory);
    for (int i = 0; i < 2; i++) {
      try (Ledger ledger = Ledger.open(url, null, null)) {
        List<String> migrations =
            ledger
                .sql()
                .read(
                    "read",
                    () ->
                        ledger
                            .sql()
                            .sql(
                                "SELECT \"script\" FROM \"ledger_history\" WHERE \"version\" IS NOT"
                                    + " NULL")
                            .query((row, _) -> Cells.text(row, "script"))
                            .list());
        assertThat(migrations)
            .containsExactly(
                "V1__first_ledger.sql",
                "V2__tags_of_bodies.sql",
                "V3__copies_on_their_way.sql",
                "V4__looks.sql",
                "V5__rules_on_demand.sql",
                "V6__leases.sql",
                "V7__holds.sql",
                "V8__every_owner.sql",
                "V9__lives_of_holds.sql",
                "V10__uploads.sql",
                "V11__pauses.sql",
                "V12__forbidden_and_missed.sql",
                "V13__workloads.sql",
                "V14__departures.sql",
                "V15__pulls.sql",
                "V16__pulled.sql",
                "V17__glimpsed_sets.sql",
                "V18__written_images.sql",
                "V19__aliases.sql",
                "V20__selections.sql",
                "V21__pull_processes.sql",
                "V22__naming_objects.sql",
                "V23__adapter_rules.sql",
                "V24__custom_resources.sql",
                "V26__polls.sql",
                "V27__order_limits.sql",
                "V29__tag_mirrors.sql",
                "V30__login_hosts.sql",
                "V32__precedence.sql",
                "V33__patient_mirrors.sql",
                "V35__promotions.sql",
                "V36__seen_signatures.sql",
                "V37__promotion_memory.sql",
                "V38__object_paths.sql",
                "V39__resting_mirrors.sql",
                "V40__fetched_manifests.sql",
                "V41__order_of_moves.sql",
                "V42__offered_rounds.sql",
                "V44__paths_not_judged_yet.sql",
                "V45__builds.sql",
                "V47__builders.sql",
                "V48__object_build_rules.sql",
                "V49__rules_not_judged_yet.sql",
                "V50__what_gates_are_read_as.sql",
                "V51__words_come_with_a_nonce.sql",
                "V54__revision_of_build_rules.sql",
                "V55__builder_images.sql",
                "V56__older_versions.sql",
                "V59__builds_at_once.sql",
                "V64__build_waits.sql");
      }
    }
  }
}
