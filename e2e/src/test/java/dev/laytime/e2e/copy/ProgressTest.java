package dev.laytime.e2e.copy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activity.CopyProgress;
import dev.laytime.e2e.ProvingGround;
import dev.laytime.e2e.counterpart.DistributionRegistry;
import dev.laytime.e2e.counterpart.FaultProxy;
import dev.laytime.e2e.counterpart.LaytimeCli;
import dev.laytime.e2e.harness.Execution;
import dev.laytime.e2e.harness.Workspace;
import dev.laytime.e2e.image.Images;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a person sees of a copy while its bytes move. */
@ExtendWith(ProvingGround.class)
final class ProgressTest {

  private static final long MIB = 1 << 20;
  private static final int LAYERS = 3;
  private static final Pattern BAR = Pattern.compile("\\r[^\\r\\n]*\\[#*-*] +(\\d+) %");

  private static DistributionRegistry registry;
  private static FaultProxy slow;
  private static Team team;
  private static Images images;

  @BeforeAll
  static void start(Workspace workspace) {
    registry = DistributionRegistry.start(workspace);
    slow = workspace.keep(FaultProxy.before(registry));
    slow.throttle(4 * MIB);
    team = Team.start(workspace);
    images = workspace.keep(new Images(workspace.directory("images")));
  }

  @Test
  void isInTheHeartbeatsWhileBytesMove() {
    images.image(registry, "slow/beats", "1", LAYERS, 8 * MIB);
    String target = registry.image("moved/beats:1");

    LaytimeCli.Run run = team.cli().start("mirror", slow.image("slow/beats:1"), target);
    team.awaitProgress(target, progress -> progress.bytesDone() > 0);
    CopyProgress early = team.progress(target);
    team.awaitProgress(target, progress -> progress.bytesDone() > early.bytesDone());
    CopyProgress later = team.progress(target);

    assertThat(later.bytesTotal()).isGreaterThan(LAYERS * 8 * MIB);
    assertThat(early.bytesDone()).isLessThan(later.bytesTotal());
    assertThat(later.blobsTotal()).isEqualTo(LAYERS + 1);
    assertThat(run.finish().exitCode()).isZero();
  }

  @Test
  void isABarThatIsRedrawnOnATerminal() {
    images.image(registry, "slow/bar", "1", LAYERS, 8 * MIB);
    Execution seen =
        team.cli().onTerminal("mirror", slow.image("slow/bar:1"), registry.image("moved/bar:1"));
    assertThat(seen.exitCode()).isZero();
    assertThat(BAR.matcher(seen.output()).results().map(bar -> bar.group(1)).distinct().count())
        .isGreaterThan(2);
  }

  @Test
  void isNotDrawnWhereThereIsNoTerminal() {
    images.image(registry, "slow/quiet", "1", LAYERS, MIB);
    Execution said =
        team.cli().run("mirror", slow.image("slow/quiet:1"), registry.image("moved/quiet:1"));
    assertThat(said.output()).contains("copied", "digest");
    assertThat(said.output() + said.errors()).doesNotContain("\r", "\u001b", "[#");
  }
}
