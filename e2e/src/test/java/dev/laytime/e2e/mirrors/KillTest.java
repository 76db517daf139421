package dev.laytime.e2e.mirrors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activity.PollReport;
import dev.laytime.e2e.ProvingGround;
import dev.laytime.e2e.counterpart.LaytimeWorker;
import dev.laytime.e2e.counterpart.LoggedRequest;
import dev.laytime.e2e.counterpart.MirrorSchedule;
import dev.laytime.e2e.harness.Await;
import dev.laytime.e2e.harness.Workspace;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A mirror of a thousand tags whose worker is killed in the middle. */
@ExtendWith(ProvingGround.class)
@Order(1)
final class KillTest {

  private static final int TAGS = Integer.getInteger("mirror.tags", 1_000);
  private static final String NAME = "many";

  @Test
  void isFinishedByTheNextWorkerAndNothingIsCopiedTwice(Workspace workspace) {
    Site site = Site.start(workspace);
    List<String> tags = IntStream.range(0, TAGS).mapToObj("1.%d.0"::formatted).toList();
    site.publish(NAME, tags);
    MirrorSchedule poller = site.mirror(NAME, "tags: {semver: [\">=1\"]}");
    LaytimeWorker worker = site.work();

    Await.until("some are there", Site.LONG, () -> written(site).size() > TAGS / 3);
    worker.kill();
    int killedAt = written(site).size();
    assertThat(killedAt).as("not all were there").isLessThan(TAGS);
    site.work();

    PollReport report = poller.first().getResult(PollReport.class);
    assertThat(report.failure()).isEmpty();
    assertThat(report.count().troubles()).isZero();
    assertThat(written(site))
        .as("tags that were written at the target, %d of them before the end", killedAt)
        .doesNotHaveDuplicates()
        .hasSize(TAGS);
    assertThat(site.target().requests().stream().filter(LoggedRequest::isBlobSent))
        .as("a layer and a configuration of each")
        .hasSize(2 * TAGS);
  }

  private static List<String> written(Site site) {
    return site.target().requests().stream()
        .filter(LoggedRequest::isManifestWritten)
        .map(LoggedRequest::target)
        .toList();
  }
}
