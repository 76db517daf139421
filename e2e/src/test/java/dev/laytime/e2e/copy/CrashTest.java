package dev.laytime.e2e.copy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.e2e.ProvingGround;
import dev.laytime.e2e.counterpart.Configuration;
import dev.laytime.e2e.counterpart.Crane;
import dev.laytime.e2e.counterpart.DistributionRegistry;
import dev.laytime.e2e.counterpart.FaultProxy;
import dev.laytime.e2e.counterpart.LaytimeCli;
import dev.laytime.e2e.counterpart.LaytimeWorker;
import dev.laytime.e2e.counterpart.LoggedRequest;
import dev.laytime.e2e.counterpart.PostgresServer;
import dev.laytime.e2e.counterpart.ThrottledLink;
import dev.laytime.e2e.harness.Await;
import dev.laytime.e2e.harness.Workspace;
import dev.laytime.e2e.image.Images;
import dev.laytime.image.Digest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Copies during which a process dies; with {@code -Dlayer.mib=1024} the large layer is of a
 * gibibyte. They run at the same time, since Temporal needs a while to miss a worker.
 */
@ExtendWith(ProvingGround.class)
final class CrashTest {

  private static final long MB = 1_000_000;
  private static final int LAYERS = 10;
  private static final long LARGE = Long.getLong("layer.mib", 160) << 20;
  private static final long LINE = 32 << 20;
  private static final Duration LINE_PATIENCE = Duration.ofSeconds(90 + LARGE / LINE);

  private DistributionRegistry source;
  private DistributionRegistry target;
  private FaultProxy slow;
  private Images images;
  private Workspace workspace;

  @BeforeEach
  void start(Workspace given) {
    workspace = given;
    source = DistributionRegistry.start(given);
    target = DistributionRegistry.start(given);
    slow = FaultProxy.before(source);
    images = new Images(given.directory("images"));
  }

  @AfterEach
  void stop() {
    slow.close();
    images.close();
    source.close();
    target.close();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void finishesHalfAGigabyteWhenItsWorkerIsKilledAndSendsNoFinishedBlobTwice() {
    Digest digest = images.image(source, "big/app", "1", LAYERS, 50 * MB);
    Team team = Team.start(workspace);
    slow.throttle(60 * MB);

    LaytimeCli.Run run = mirror(team);
    team.awaitProgress(copied(), progress -> progress.blobsDone() >= 3);
    team.worker().kill();
    assertThat(tagsWritten()).isEmpty();
    slow.throttle(Long.MAX_VALUE);
    LaytimeWorker.start(workspace, team.temporal());

    assertThat(run.finish().exitCode()).isZero();
    assertIsThere(digest);
    assertThat(blobsSent()).hasSize(LAYERS + 1).doesNotHaveDuplicates();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void finishesWhenTemporalIsKilledAndStartedAgain() {
    Digest digest = images.image(source, "big/app", "1", LAYERS, 10 * MB);
    Team team = Team.start(workspace);
    slow.throttle(10 * MB);

    LaytimeCli.Run run = mirror(team);
    team.awaitProgress(copied(), progress -> progress.bytesDone() > 0);
    team.temporal().kill();
    slow.throttle(Long.MAX_VALUE);
    team.temporal().startAgain();

    assertThat(run.finish().exitCode()).isZero();
    assertIsThere(digest);
    assertThat(blobsSent()).hasSize(LAYERS + 1).doesNotHaveDuplicates();
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void sendsLessThanAFifthAgainOfALayerWhoseWorkerIsKilledAtNineTenths() {
    Digest digest = images.image(source, "big/app", "1", 1, LARGE);
    List<String> sharedLedger = sharedLedger();
    Team team = Team.start(workspace, sharedLedger);
    try (ThrottledLink line = ThrottledLink.to(target, LINE)) {
      LaytimeCli.Run run =
          team.cli().start("mirror", source.image("big/app:1"), line.image("safe/app:1"));
      Await.until("nine tenths are sent", LINE_PATIENCE, () -> line.sent() >= LARGE / 10 * 9);
      team.worker().kill();
      assertThat(tagsWritten()).isEmpty();
      LaytimeWorker.start(workspace, team.temporal(), sharedLedger);

      assertThat(run.finish(LINE_PATIENCE).exitCode()).isZero();
      assertIsThere(digest);
      long again = line.sent() - LARGE;
      System.out.printf("of a layer of %d bytes %d were sent again%n", LARGE, again);
      assertThat(again).as("bytes that were sent again").isLessThan(LARGE / 5);
    }
  }

  /** A team's workers share one. */
  private List<String> sharedLedger() {
    Configuration configuration =
        new Configuration().lines("ledger:", "  url: " + PostgresServer.start(workspace).url());
    return List.of("--laytime.config=" + configuration.writeTo(workspace.directory("config")));
  }

  private LaytimeCli.Run mirror(Team team) {
    return team.cli().start("mirror", slow.image("big/app:1"), copied());
  }

  private String copied() {
    return target.image("safe/app:1");
  }

  private void assertIsThere(Digest digest) {
    Crane crane = new Crane(workspace);
    assertThat(crane.digest(copied())).isEqualTo(digest.value());
    assertThat(crane.validate(copied()).orThrow()).startsWith("PASS");
  }

  /** The digests of the uploads that the target's registry accepted. */
  private List<String> blobsSent() {
    return target.requests().stream()
        .filter(LoggedRequest::isBlobSent)
        .map(request -> request.target().replaceFirst(".*[?&]digest=", "").replaceFirst("&.*", ""))
        .toList();
  }

  private List<LoggedRequest> tagsWritten() {
    return target.requests().stream().filter(LoggedRequest::isManifestWritten).toList();
  }
}
