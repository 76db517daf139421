package dev.laytime.worker.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activities.build.BuildLogs;
import dev.laytime.activities.build.StrategyLogs;
import dev.laytime.build.BuildOrder;
import dev.laytime.build.BuildRecipe;
import dev.laytime.build.BuildRule;
import dev.laytime.build.BuildRun;
import dev.laytime.build.BuildState;
import dev.laytime.build.BuildStatus;
import dev.laytime.build.BuildStrategy;
import dev.laytime.build.GitCommit;
import dev.laytime.build.ResolvedRef;
import dev.laytime.image.Reference;
import dev.laytime.view.BuildLogView;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Where the log of a build is looked for. */
class BuildLogReaderTest {

  private final BuildLogReader reader =
      new BuildLogReader(
          new FakeBuilds(),
          new StrategyLogs(
              Map.of(
                  BuildStrategy.JIB, says("by jib"), BuildStrategy.BUILDKIT, says("by buildkit"))));

  private static BuildLogs says(String line) {
    return (_, _) -> List.of(line);
  }

  @Test
  void isFoundForTheRuleOfAnObject() {
    assertThat(reader.read(status("builder-tool", null)).lines()).containsExactly("by jib");
  }

  @Test
  void isThatOfWhatItWasBuiltByThoughItsRuleIsAnotherNow() {
    assertThat(reader.read(status("app", run(BuildStrategy.BUILDKIT))).lines())
        .containsExactly("by buildkit");
    assertThat(reader.read(status("gone", run(BuildStrategy.BUILDKIT))).lines())
        .containsExactly("by buildkit");
  }

  @Test
  void isNoneWithoutARule() {
    BuildLogView log = reader.read(status("gone", null));

    assertThat(log.lines()).isEmpty();
    assertThat(log.note()).isEqualTo("its rule is no more");
  }

  private static BuildRun run(BuildStrategy strategy) {
    BuildRule rule = FakeBuilds.APP;
    BuildRecipe is = rule.recipe();
    BuildRecipe was =
        new BuildRecipe(
            strategy,
            is.context(),
            is.file(),
            is.target(),
            is.args(),
            is.platforms(),
            is.resources(),
            is.secrets(),
            is.cache(),
            is.bases(),
            is.timeout());
    return new BuildRun(rule.name(), rule.source(), was, FakeLedger.AT, FakeLedger.AT);
  }

  private static BuildStatus status(String rule, @Nullable BuildRun run) {
    return new BuildStatus(
        FakeBuilds.ID,
        new BuildOrder("1", Reference.parse("127.0.0.1:8481/demo/app:1"), rule, null, "ann", ""),
        run == null ? BuildState.BUILDING : BuildState.VERIFYING,
        new ResolvedRef("refs/tags/v1", new GitCommit("ab".repeat(20))),
        null,
        1,
        List.of(),
        "",
        null,
        0,
        FakeLedger.AT,
        null,
        run);
  }
}
