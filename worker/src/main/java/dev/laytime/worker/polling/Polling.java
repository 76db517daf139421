package dev.laytime.worker.polling;

import dev.laytime.worker.ledger.MirrorPolls;
import dev.laytime.worker.messages.Announcements.Announcement;
import io.grpc.StatusRuntimeException;
import io.temporal.failure.TemporalException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has the mirrors polled that the ledger has polled, and no others. */
public final class Polling {

  private static final Logger log = LoggerFactory.getLogger(Polling.class);

  private final MirrorPolls polls;
  private final PollSchedules schedules;

  Polling(MirrorPolls polls, PollSchedules schedules) {
    this.polls = polls;
    this.schedules = schedules;
  }

  /** What is other than it was made. */
  public Announcement announcement() {
    return new Announcement(
        "schedule the polls of mirrors that changed", () -> schedule(polls::changed), true);
  }

  /** All of it, whatever was done before: somebody may have deleted a schedule, or changed it. */
  public Announcement announcementOfAll() {
    return new Announcement("schedule the polls of all mirrors", this::schedule, true);
  }

  /** That nothing is left to do for a mirror, where that is still so when it is sent. */
  public Announcement announcementOfEnd(String mirror) {
    return new Announcement("poll mirror " + mirror + " no more", () -> end(mirror), true);
  }

  /** One poll of a mirror, at once. */
  public Announcement announcementNow(String mirror) {
    return new Announcement("poll mirror " + mirror + " now", () -> schedules.now(mirror), true);
  }

  void schedule() {
    schedule(polls::wanted);
  }

  /**
   * What is wanted is read last: what comes back meanwhile is polled in the end. What Temporal
   * cannot do now for one mirror keeps no other waiting; it throws in the end.
   */
  private void schedule(Supplier<List<MirrorPolls.Plan>> which) {
    List<RuntimeException> passing = new ArrayList<>();
    for (String mirror : polls.unwanted()) {
      if (done("no more", mirror, () -> schedules.delete(mirror), passing)) {
        polls.unscheduled(mirror);
        log.info("not polled any more mirror={}", mirror);
      }
    }
    for (MirrorPolls.Plan plan : which.get()) {
      polls.scheduling(plan.mirror());
      if (done("from now on", plan.mirror(), () -> schedules.set(plan), passing)) {
        polls.scheduled(plan);
        log.info("polled mirror={} source={} every={}", plan.mirror(), plan.source(), plan.every());
      }
    }
    if (!passing.isEmpty()) {
      throw passing.getFirst();
    }
  }

  /** What comes back meanwhile has a schedule in the end, whoever of the two was first. */
  private void end(String mirror) {
    if (polls.orders(mirror).source() != null) {
      return;
    }
    List<RuntimeException> passing = new ArrayList<>();
    if (done("no more", mirror, () -> schedules.delete(mirror), passing)) {
      polls.unscheduled(mirror);
      log.info("nothing left to do mirror={}", mirror);
    }
    if (!passing.isEmpty()) {
      throw passing.getFirst();
    }
    if (polls.orders(mirror).source() != null) {
      schedule(polls::changed);
    }
  }

  /** What Temporal refuses for good is not asked for again. */
  private static boolean done(
      String what, String mirror, Runnable wish, List<RuntimeException> passing) {
    try {
      wish.run();
      return true;
    } catch (TemporalException | StatusRuntimeException e) {
      if (Refusals.isPassing(e)) {
        passing.add(e);
      }
      log.warn("not scheduled {} mirror={} cause={}", what, mirror, e.toString(), e);
      return false;
    }
  }
}
