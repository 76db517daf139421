package dev.laytime.workflow;

import dev.laytime.build.BuildStatus;
import dev.laytime.promotion.Backoff;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** What a build writes into the ledger. */
final class BuildLedger {

  private static final Logger log = Workflow.getLogger(BuildLedger.class);

  private static final Duration FIRST = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final BuildProgress progress;
  private @Nullable BuildStatus written;

  BuildLedger(BuildProgress progress) {
    this.progress = progress;
  }

  /** Writes where it stands if that is another thing than was written; a ledger may be away. */
  void remember() {
    BuildStatus status = progress.status();
    if (status.equals(written)) {
      return;
    }
    try {
      write(LifeActivities.PROMPTLY, status);
    } catch (ActivityFailure failure) {
      log.warn("not remembered cause={}", ActivityProblems.text(failure, "remember"));
    }
  }

  /** Writes where it stands, however long that takes: nothing goes on without it. */
  void rememberSurely() {
    surely(progress::status);
  }

  /**
   * The same for an order that is not begun.
   *
   * @param unbegun where it stands; null for none
   */
  void rememberSurely(@Nullable BuildStatus unbegun) {
    if (unbegun != null) {
      surely(() -> unbegun);
    }
  }

  private void surely(Supplier<BuildStatus> status) {
    for (int attempt = 1; !status.get().equals(written); attempt++) {
      try {
        write(LifeActivities.PATIENTLY, status.get());
      } catch (ActivityFailure failure) {
        String trouble = ActivityProblems.text(failure, "remember");
        String spread = progress.order().image().text();
        Instant next = WorkflowClock.in(Backoff.after(spread, attempt, FIRST, LONGEST));
        try (Pause pause = Pause.until(next, trouble)) {
          pause.await(() -> false);
        }
      }
    }
  }

  private void write(Duration within, BuildStatus status) {
    BuildStubs.ledger(within, "remember " + status.state()).remember(status);
    written = status;
  }
}
