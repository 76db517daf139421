package dev.laytime.worker.polling;

import dev.laytime.mirror.MirrorRule;
import dev.laytime.mirror.RepositoryPrefix;
import dev.laytime.worker.ledger.MirrorPolls;
import dev.laytime.worker.messages.Announcements.Announcement;
import io.grpc.StatusRuntimeException;
import io.temporal.failure.TemporalException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has the rules polled that the ledger has polled, and no others. */
public final class Polling {

  private static final Logger log = LoggerFactory.getLogger(Polling.class);

  private final MirrorPolls polls;
  private final PollSchedules schedules;

  Polling(MirrorPolls polls, PollSchedules schedules) {
    this.polls = polls;
    this.schedules = schedules;
  }

  /** All of it, whatever was done before. */
  public Announcement announcement() {
    return new Announcement("schedule the polls of mirrors", this::schedule, true);
  }

  /**
   * What is wanted is read last: what comes back meanwhile is polled in the end. What Temporal
   * cannot do now for one target keeps no other waiting; it throws in the end.
   */
  void schedule() {
    List<RuntimeException> passing = new ArrayList<>();
    for (RepositoryPrefix target : polls.unwanted()) {
      if (done("no more", target, () -> schedules.delete(target), passing)) {
        polls.unscheduled(target);
        log.info("not polled any more target={}", target);
      }
    }
    for (MirrorRule rule : polls.wanted()) {
      polls.scheduling(rule.target());
      if (done("from now on", rule.target(), () -> schedules.set(rule), passing)) {
        log.info("polled target={} source={} every={}", rule.target(), rule.source(), rule.poll());
      }
    }
    if (!passing.isEmpty()) {
      throw passing.getFirst();
    }
  }

  /** What Temporal refuses for good is not asked for again. */
  private static boolean done(
      String what, RepositoryPrefix target, Runnable wish, List<RuntimeException> passing) {
    try {
      wish.run();
      return true;
    } catch (TemporalException | StatusRuntimeException e) {
      if (Refusals.isPassing(e)) {
        passing.add(e);
      }
      log.warn("not scheduled {} target={} cause={}", what, target, e.toString(), e);
      return false;
    }
  }
}
