package dev.laytime.worker.messages;

import dev.laytime.activity.MirrorActivities;
import dev.laytime.activity.MirrorOrders;
import dev.laytime.activity.PollReport;
import dev.laytime.activity.PollWait;
import dev.laytime.image.Reference;
import dev.laytime.worker.ledger.MirrorPolls;
import io.temporal.activity.Activity;
import java.util.List;

/** Offers to lives what polls found, each written down after its send. */
final class MirrorActivitiesImpl implements MirrorActivities {

  private static final int BATCH = 100;

  private final LifeOffers lives;
  private final MirrorPolls polls;
  private final Throttle throttle;
  private final PollEnds ends;

  /**
   * @param throttle between two offers: each may begin a life
   * @param ends told of mirrors that are polled no more
   */
  MirrorActivitiesImpl(LifeOffers lives, MirrorPolls polls, Throttle throttle, PollEnds ends) {
    this.lives = lives;
    this.polls = polls;
    this.throttle = throttle;
    this.ends = ends;
  }

  @Override
  public MirrorOrders orders(String mirror) {
    return MessageFailures.orFailure("ask what to poll", () -> polls.orders(mirror));
  }

  @Override
  public int offer(String mirror) {
    return MessageFailures.orFailure(
        "offer what polls of %s found".formatted(mirror), () -> offerAll(mirror));
  }

  private int offerAll(String mirror) {
    int sent = 0;
    Reference last = null;
    for (List<MirrorPolls.Owed> batch = polls.owed(mirror, null, BATCH);
        !batch.isEmpty();
        batch = polls.owed(mirror, last, BATCH)) {
      for (MirrorPolls.Owed owed : batch) {
        lives.offered(owed);
        polls.offered(owed);
        sent++;
        Activity.getExecutionContext().heartbeat(sent);
        throttle.take();
      }
      last = batch.getLast().image();
    }
    return sent;
  }

  @Override
  public void waiting(PollWait wait) {
    var _ =
        MessageFailures.orFailure(
            "write down whether the poll of %s waits".formatted(wait.mirror()),
            () -> {
              polls.waiting(wait);
              return wait;
            });
  }

  @Override
  public void polled(PollReport report) {
    var _ =
        MessageFailures.orFailure(
            "write down how %s was polled".formatted(report.mirror()),
            () -> {
              if (polls.polled(report)) {
                ends.ended(report.mirror());
              }
              return report;
            });
  }
}
