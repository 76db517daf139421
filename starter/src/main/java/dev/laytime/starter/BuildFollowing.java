package dev.laytime.starter;

import dev.laytime.activity.BuildAnswer;
import dev.laytime.activity.Problem;
import dev.laytime.build.BuildFailure;
import dev.laytime.build.BuildState;
import dev.laytime.build.BuildStatus;
import dev.laytime.starter.output.CommandFailure;
import dev.laytime.starter.output.ExitCode;
import dev.laytime.starter.output.ProgressLine;
import dev.laytime.starter.output.TimeSpan;
import dev.laytime.starter.report.BuildReport;
import dev.laytime.view.BuildLogView;
import dev.laytime.view.BuildsView;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** What follows an order of a build: its states and its log, until it is over. */
final class BuildFollowing {

  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final CommandContext context;
  private final ServerFlags server;
  private final String attempted;
  private final BuildAnswer answer;
  private final String requestId;

  private List<String> told = List.of();
  private String stands = "";

  BuildFollowing(
      CommandContext context,
      ServerFlags server,
      String attempted,
      BuildAnswer answer,
      String requestId) {
    this.context = context;
    this.server = server;
    this.attempted = attempted;
    this.answer = answer;
    this.requestId = requestId;
  }

  /**
   * Waits for its end.
   *
   * @throws CommandFailure if it ends otherwise than built, or takes too long
   */
  void follow(Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    context.screen().note("%s %s".formatted(answer.answer(), answer.id()));
    try (ProgressLine line = context.screen().progress()) {
      while (true) {
        Optional<BuildsView.One> one = look();
        if (one.isPresent()) {
          line.clear();
          tell(one.get().status());
          if (one.get().status().state().over()) {
            ended(one.get());
            return;
          }
        }
        if (System.nanoTime() - end >= 0) {
          throw late(patience);
        }
        line.show("waiting for the build…");
        LockSupport.parkNanos(Math.clamp(end - System.nanoTime(), 0, LOOK_NANOS));
      }
    }
  }

  /** The ledger may still tell of an earlier order under the same id. */
  private Optional<BuildsView.One> look() {
    return server
        .api(context)
        .find(attempted, "builds/one", Map.of("id", answer.id()), BuildsView.One.class)
        .filter(one ->
            answer.answer().equals("joined") || one.status().order().requestId().equals(requestId));
  }

  private void tell(BuildStatus status) {
    String now = status.state() + (status.cause().isEmpty() ? "" : ": " + status.cause());
    if (!now.equals(stands)) {
      stands = now;
      context.screen().note(now);
    }
    if (status.state() != BuildState.RESOLVING) {
      log();
    }
  }

  private void log() {
    server
        .api(context)
        .find(attempted, "builds/log", Map.of("id", answer.id()), BuildLogView.class)
        .map(BuildLogView::lines)
        .filter(lines -> !lines.isEmpty())
        .ifPresent(lines -> {
          LogTail.added(told, lines).forEach(line -> context.screen().note("  " + line));
          told = lines;
        });
  }

  private void ended(BuildsView.One one) {
    BuildStatus status = one.status();
    if (status.state() != BuildState.DONE) {
      BuildFailure failure = status.failure();
      String hint = failure == null ? "" : failure.kind().hint() + "; ";
      throw new CommandFailure(
          ExitCode.REFUSED,
          new Problem(
              attempted,
              "it ended as %s: %s".formatted(status.state(), status.cause()),
              hint + "look at it: laytime builds show '%s'".formatted(status.id()),
              null),
          null);
    }
    context.screen().result(new BuildReport(one, context.surroundings().clock().instant()));
  }

  private CommandFailure late(Duration patience) {
    return new CommandFailure(
        ExitCode.TIMEOUT,
        new Problem(
            attempted,
            "not built within %s; it goes on".formatted(TimeSpan.text(patience)),
            "look later: laytime builds show '%s'".formatted(answer.id()),
            null),
        null);
  }
}
