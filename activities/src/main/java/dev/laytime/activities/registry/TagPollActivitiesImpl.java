package dev.laytime.activities.registry;

import dev.laytime.activities.registry.poll.TagPoll;
import dev.laytime.activities.registry.poll.Tally;
import dev.laytime.activity.PollCount;
import dev.laytime.activity.PollPage;
import dev.laytime.activity.PollRequest;
import dev.laytime.activity.TagPollActivities;
import dev.laytime.ledger.LedgerUnavailableException;
import dev.laytime.ledger.Prohibitions;
import dev.laytime.ledger.TagPolls;
import dev.laytime.ledger.Urgency;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import java.io.IOException;
import java.time.Duration;

/** The activity that looks at the sources of mirrors that select tags. */
public final class TagPollActivitiesImpl implements TagPollActivities {

  private static final Duration STANDSTILL = Duration.ofMinutes(2);

  private final TagPoll poll;

  public TagPollActivitiesImpl(ImageStores stores, TagPolls polls, Prohibitions prohibitions) {
    this.poll = new TagPoll(stores.at(Urgency.REFRESH).registries(), polls, prohibitions);
  }

  @Override
  public PollPage select(PollRequest request) {
    String what = "look what mirror %s selects".formatted(request.mirror());
    ActivityExecutionContext context = Activity.getExecutionContext();
    Tally tally = new Tally(context.getHeartbeatDetails(PollCount.class).orElse(PollCount.NONE));
    try {
      return new WatchedWork(STANDSTILL)
          .run(
              what,
              tally::steps,
              () -> context.heartbeat(tally.count()),
              () -> poll.select(request, tally));
    } catch (IOException e) {
      context.heartbeat(tally.count());
      throw Failures.of(e, what);
    } catch (LedgerUnavailableException e) {
      throw Failures.of(e, what);
    }
  }
}
