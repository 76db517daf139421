package dev.laytime.activities.registry;

import dev.laytime.activities.registry.poll.SourcePoll;
import dev.laytime.activities.registry.poll.Tally;
import dev.laytime.activity.PollActivities;
import dev.laytime.activity.PollCount;
import dev.laytime.activity.PollPage;
import dev.laytime.activity.PollRequest;
import dev.laytime.ledger.LedgerUnavailableException;
import dev.laytime.ledger.Polls;
import dev.laytime.ledger.Prohibitions;
import dev.laytime.ledger.Urgency;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import java.io.IOException;
import java.time.Duration;

/** The activities that look at the sources of mirrors. */
public final class PollActivitiesImpl implements PollActivities {

  private static final Duration STANDSTILL = Duration.ofMinutes(2);

  private final SourcePoll poll;

  public PollActivitiesImpl(ImageStores stores, Polls polls, Prohibitions prohibitions) {
    this.poll = new SourcePoll(stores.at(Urgency.REFRESH).registries(), polls, prohibitions);
  }

  @Override
  public PollPage refresh(PollRequest request) {
    return page(
        "look what there is for " + request.mirror(), tally -> poll.refresh(request, tally));
  }

  @Override
  public PollPage discover(PollRequest request) {
    return page("look what is new for " + request.mirror(), tally -> poll.discover(request, tally));
  }

  private interface Work {
    PollPage on(Tally tally) throws IOException;
  }

  private static PollPage page(String what, Work work) {
    ActivityExecutionContext context = Activity.getExecutionContext();
    Tally tally = new Tally(context.getHeartbeatDetails(PollCount.class).orElse(PollCount.NONE));
    try {
      return new WatchedWork(STANDSTILL)
          .run(what, tally::steps, () -> context.heartbeat(tally.count()), () -> work.on(tally));
    } catch (IOException e) {
      context.heartbeat(tally.count());
      throw Failures.of(e, what);
    } catch (LedgerUnavailableException e) {
      throw Failures.of(e, what);
    }
  }
}
