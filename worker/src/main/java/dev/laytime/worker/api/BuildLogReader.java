package dev.laytime.worker.api;

import dev.laytime.activities.build.BuildLogs;
import dev.laytime.activities.build.StrategyLogs;
import dev.laytime.build.BuildFailure;
import dev.laytime.build.BuildId;
import dev.laytime.build.BuildRecipe;
import dev.laytime.build.BuildRule;
import dev.laytime.build.BuildState;
import dev.laytime.build.BuildStatus;
import dev.laytime.build.BuildStrategy;
import dev.laytime.build.ResolvedRef;
import dev.laytime.build.SafeText;
import dev.laytime.usage.FileTree.UnreadableException;
import dev.laytime.view.BuildLogView;
import dev.laytime.worker.ledger.Builds;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds what a builder says, or what was kept of it. */
final class BuildLogReader {

  private static final int LONGEST = 200_000;

  private final Builds builds;
  private final StrategyLogs logs;

  BuildLogReader(Builds builds, StrategyLogs logs) {
    this.builds = builds;
    this.logs = logs;
  }

  /** The end of it; where there is none, why. */
  BuildLogView read(BuildStatus status) {
    BuildFailure failure = status.failure();
    if (failure != null && !failure.log().isEmpty()) {
      return view(status, failure.log().lines().toList(), "the end of it, as it was kept");
    }
    ResolvedRef source = status.source();
    BuildRecipe recipe = recipe(status);
    if (source == null || status.state() == BuildState.RESOLVING) {
      return view(status, List.of(), "nothing is built yet");
    }
    if (recipe == null) {
      return view(status, List.of(), "its rule is no more");
    }
    return told(status, recipe, source);
  }

  private BuildLogView told(BuildStatus status, BuildRecipe recipe, ResolvedRef source) {
    BuildStrategy strategy = recipe.strategy();
    BuildLogs builder = logs.logs().get(strategy);
    if (builder == null) {
      return view(status, List.of(), "this worker does not see what builds by " + strategy);
    }
    BuildId id = BuildId.of(status.order(), source.commit(), strategy);
    try {
      List<String> lines = builder.tail(id, recipe.platforms());
      return view(status, lines, lines.isEmpty() ? "its builder keeps no log here" : "");
    } catch (UnreadableException e) {
      return view(status, List.of(), "cannot be had now: " + e.getMessage());
    }
  }

  /** How it was made, or else is: its rule may say something else by now. */
  private @Nullable BuildRecipe recipe(BuildStatus status) {
    return status.run() == null
        ? builds.rule(status.order().rule()).map(BuildRule::recipe).orElse(null)
        : status.run().recipe();
  }

  /** A secret may lie across lines. */
  private static BuildLogView view(BuildStatus status, List<String> lines, String note) {
    String safe = SafeText.end(String.join("\n", lines), LONGEST);
    return new BuildLogView(status.id(), status.state(), safe.lines().toList(), note);
  }
}
