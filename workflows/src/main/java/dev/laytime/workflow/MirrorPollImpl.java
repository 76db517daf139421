package dev.laytime.workflow;

import dev.laytime.activity.MirrorOrders;
import dev.laytime.activity.PollCount;
import dev.laytime.activity.PollPage;
import dev.laytime.activity.PollPhase;
import dev.laytime.activity.PollReport;
import dev.laytime.activity.PollRequest;
import dev.laytime.activity.PollStop;
import dev.laytime.activity.PollWait;
import dev.laytime.activity.Problem;
import dev.laytime.ledger.NextSlot;
import dev.laytime.mirror.RepositoryPrefix;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Page by page: looks, offers what came of it, copies what no life does, goes on. */
public final class MirrorPollImpl implements MirrorPoll {

  /** Longer a source is not waited for that asks for patience: the next poll asks it again. */
  private static final Duration PATIENCE = Duration.ofHours(6);

  private static final String MOVED = "offer what moved or is new";

  private static final int MOST_PAGES = 100;

  private static final Logger log = Workflow.getLogger(MirrorPollImpl.class);

  private final String mirror;
  private final Instant startedAt;
  private final boolean carries;
  private PollPhase phase;
  private @Nullable String after;
  private PollCount count;
  private @Nullable RepositoryPrefix source;
  private String failure = "";
  private boolean moving;
  private boolean throttled;
  private int pages;

  /** A query may come before {@link #run}. */
  @WorkflowInit
  public MirrorPollImpl(Start start) {
    Progress carried = HandedOn.orNull(start.carried());
    this.mirror = start.mirror();
    this.carries = carried != null;
    this.moving = carries;
    this.startedAt = carried == null ? WorkflowClock.now() : carried.startedAt();
    this.phase = carried == null ? PollPhase.REFRESH : carried.phase();
    this.after = carried == null ? null : carried.after();
    this.count = carried == null ? PollCount.NONE : carried.count();
  }

  @Override
  public PollReport run(Start unused) {
    try {
      MirrorOrders orders = MirrorPollStubs.ledger("what to poll").orders(mirror);
      source = orders.source();
      if (source != null) {
        describe(orders);
        begin(orders);
        poll();
      }
    } catch (ActivityFailure failed) {
      failure = ActivityProblems.text(failed, "poll " + mirror);
      log.warn("not polled to the end mirror={} cause={}", mirror, failure);
    }
    return report();
  }

  /** A source that throttles would otherwise be asked for the first names alone, ever again. */
  private void begin(MirrorOrders orders) {
    if (carries) {
      return;
    }
    phase = orders.tags() ? PollPhase.SELECT : PollPhase.REFRESH;
    PollStop stop = orders.stop();
    if (stop != null && stop.phase().next() == phase.next()) {
      phase = stop.phase();
      after = stop.after();
    }
  }

  /** Where a source fails that does not throttle, it may do so for ever: one gets by in turns. */
  private @Nullable PollStop stop() {
    return !failure.isEmpty() && (moving || throttled) ? new PollStop(phase, after) : null;
  }

  private void describe(MirrorOrders orders) {
    RepositoryPrefix target = orders.target();
    if (target != null) {
      Workflow.upsertTypedSearchAttributes(
          SearchAttributes.REGISTRY.valueSet(target.registry()),
          SearchAttributes.REPOSITORY.valueSet(target.toString()));
    }
    if (orders.stage() != null) {
      Workflow.upsertTypedSearchAttributes(SearchAttributes.STAGE.valueSet(orders.stage()));
    }
  }

  private void poll() {
    if (!carries) {
      offer("offer what an earlier poll found and could not tell");
    }
    while (true) {
      show(after == null ? "" : " after " + after);
      PollPage page = page();
      count = count.plus(page.count());
      if (page.count().offered() > 0) {
        offer(MOVED);
      }
      moving = true;
      after = page.next();
      if (after == null && phase.isLast()) {
        return;
      }
      phase = after == null ? phase.next() : phase;
      renewIfDue();
    }
  }

  private void offer(String summary) {
    int _ = MirrorPollStubs.offering(summary).offer(mirror);
  }

  private PollPage page() {
    while (true) {
      try {
        PollRequest request = new PollRequest(mirror, startedAt, after);
        pages++;
        return switch (phase) {
          case REFRESH -> MirrorPollStubs.page(summary()).refresh(request);
          case DISCOVER -> MirrorPollStubs.page(summary()).discover(request);
          case SELECT -> MirrorPollStubs.selection(summary()).select(request);
          case COPY -> MirrorPollStubs.copying(summary()).bring(request);
        };
      } catch (ActivityFailure failed) {
        await(failed);
      }
    }
  }

  private String summary() {
    return switch (phase) {
      case REFRESH -> "what the source has of known images";
      case DISCOVER -> "which tags are new";
      case SELECT -> "which tags are selected, and what is due";
      case COPY -> "copy what is due";
    };
  }

  /** Waits as long as the source asks for, within bounds. */
  private void await(ActivityFailure failed) {
    Problem problem = ActivityProblems.of(failed);
    // What it found before that is not kept waiting for what it did not, and no count tells of it.
    offer(MOVED);
    Instant until = problem.until();
    throttled = until != null;
    if (until == null || until.isAfter(startedAt.plus(PATIENCE))) {
      throw failed;
    }
    String why = ActivityProblems.text(problem, "poll " + source);
    String slot = NextSlot.in(Duration.between(WorkflowClock.now(), until));
    show(": %s, at %s: %s".formatted(slot, until, why));
    tell(new PollWait(mirror, until, why));
    try (Pause pause = Pause.until(until, "the source asked for patience")) {
      pause.await(() -> false);
    }
    tell(new PollWait(mirror, null, ""));
  }

  private void tell(PollWait wait) {
    try {
      MirrorPollStubs.ledger(wait.until() == null ? "write that it goes on" : "write that it waits")
          .waiting(wait);
    } catch (ActivityFailure failed) {
      // It waits all the same.
      log.warn("not written mirror={} cause={}", mirror, ActivityProblems.text(failed, "write"));
    }
  }

  /** A cron schedule would end with the run that goes on in a new one. */
  private void renewIfDue() {
    String cron = Workflow.getInfo().getCronSchedule();
    boolean due = pages >= MOST_PAGES || Workflow.getInfo().isContinueAsNewSuggested();
    if (due && (cron == null || cron.isEmpty())) {
      Workflow.continueAsNew(new Start(mirror, progress()));
    }
  }

  private PollReport report() {
    PollReport report =
        new PollReport(mirror, source, startedAt, WorkflowClock.now(), count, failure, stop());
    show(source == null ? ": not polled any more" : ": done");
    if (source != null) {
      write(report);
      log.info("polled mirror={} source={} result=\"{}\"", mirror, source, count.text());
    }
    return report;
  }

  private void write(PollReport report) {
    try {
      MirrorPollStubs.ledger("write down how it ended").polled(report);
    } catch (ActivityFailure failed) {
      // It is in the result all the same.
      log.warn("not written mirror={} cause={}", mirror, ActivityProblems.text(failed, "write"));
    }
  }

  private void show(String where) {
    String from = source == null ? "" : " from `%s`, %s".formatted(source, phase);
    StringBuilder details = new StringBuilder();
    details.append("`%s`%s%s".formatted(mirror, from, where));
    details.append("\n\n").append(count.text());
    count.causes().forEach(cause -> details.append("\n- ").append(cause));
    if (!failure.isEmpty()) {
      details.append("\n\nfailed: ").append(failure);
    }
    Workflow.setCurrentDetails(details.toString());
  }

  @Override
  public Progress progress() {
    return new Progress(startedAt, phase, after, count);
  }
}
