package dev.laytime.activities.registry;

import dev.laytime.activities.registry.poll.Tally;
import dev.laytime.activity.MirrorCopyActivities;
import dev.laytime.activity.PollCount;
import dev.laytime.activity.PollPage;
import dev.laytime.activity.PollRequest;
import dev.laytime.ledger.LedgerUnavailableException;
import dev.laytime.ledger.Prohibitions;
import dev.laytime.ledger.TagPolls;
import dev.laytime.ledger.Urgency;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCanceledException;
import io.temporal.client.ActivityCompletionClient;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;

/** The activity that brings what mirrors owe outside of stages. */
public final class MirrorCopyActivitiesImpl implements MirrorCopyActivities {

  private static final Duration STANDSTILL = Duration.ofMinutes(2);

  private final Bringing bringing;

  /**
   * @param courier carries images of some mirrors in this process's place
   * @param atATime how many images of one mirror are copied at a time, 1 or more
   */
  public MirrorCopyActivitiesImpl(
      ImageStores stores,
      TagPolls polls,
      Prohibitions prohibitions,
      Courier courier,
      CopyMeter meter,
      InstantSource clock,
      int atATime) {
    this.bringing =
        new Bringing(
            stores.at(Urgency.REFRESH),
            polls,
            new Permission(prohibitions),
            courier,
            meter,
            clock,
            atATime);
  }

  @Override
  public PollPage bring(PollRequest request) {
    String what = "copy what mirror %s selects".formatted(request.mirror());
    ActivityExecutionContext context = Activity.getExecutionContext();
    Tally tally = new Tally(context.getHeartbeatDetails(PollCount.class).orElse(PollCount.NONE));
    ActivityCompletionClient temporal = context.getWorkflowClient().newActivityCompletionClient();
    CopyBeat beat =
        new CopyBeat(
            () -> context.heartbeat(tally.count()),
            () -> temporal.heartbeat(context.getTaskToken(), tally.count()),
            context.getInfo().getHeartbeatTimeout(),
            System::nanoTime,
            what);
    BringRound round = bringing.round(request, tally, beat);
    try {
      return new WatchedWork(STANDSTILL).run(what, round::pulse, beat, round::page);
    } catch (ActivityCanceledException e) {
      round.callOff();
      throw e;
    } catch (IOException e) {
      throw Failures.of(e, what);
    } catch (LedgerUnavailableException e) {
      throw Failures.of(e, what);
    }
  }
}
