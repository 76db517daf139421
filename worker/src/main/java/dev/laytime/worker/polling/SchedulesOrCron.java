package dev.laytime.worker.polling;

import dev.laytime.mirror.MirrorRule;
import dev.laytime.mirror.RepositoryPrefix;
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
  public void set(MirrorRule rule) {
    try {
      schedules.set(rule);
    } catch (TemporalException | StatusRuntimeException e) {
      requireMissing(e);
      cron.set(rule);
    }
  }

  @Override
  public void delete(RepositoryPrefix target) {
    try {
      schedules.delete(target);
    } catch (TemporalException | StatusRuntimeException e) {
      requireMissing(e);
      cron.delete(target);
    }
  }

  private static void requireMissing(RuntimeException e) {
    if (!Refusals.is(e, Status.Code.UNIMPLEMENTED)) {
      throw e;
    }
  }
}
