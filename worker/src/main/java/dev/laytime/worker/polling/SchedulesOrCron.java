package dev.laytime.worker.polling;

import dev.laytime.worker.ledger.MirrorPolls.Plan;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.failure.TemporalException;

/** Schedules, or cron where the service says that it has none: the embedded one does. */
final class SchedulesOrCron implements PollSchedules {

  private final PollSchedules schedules;
  private final PollSchedules cron;

  SchedulesOrCron(PollSchedules schedules, PollSchedules cron) {
    this.schedules = schedules;
    this.cron = cron;
  }

  @Override
  public void set(Plan plan) {
    try {
      schedules.set(plan);
    } catch (TemporalException | StatusRuntimeException e) {
      requireMissing(e);
      cron.set(plan);
    }
  }

  @Override
  public void now(String mirror) {
    try {
      schedules.now(mirror);
    } catch (TemporalException | StatusRuntimeException e) {
      requireMissing(e);
      cron.now(mirror);
    }
  }

  @Override
  public void delete(String mirror) {
    try {
      schedules.delete(mirror);
    } catch (TemporalException | StatusRuntimeException e) {
      requireMissing(e);
      cron.delete(mirror);
    }
  }

  private static void requireMissing(RuntimeException e) {
    if (!Refusals.is(e, Status.Code.UNIMPLEMENTED)) {
      throw e;
    }
  }
}
