package dev.laytime.activity;

import io.temporal.activity.ActivityInterface;

/**
 * What a poll asks the source of a mirror rule; the ledger remembers what it says. Both look at one
 * page, heartbeat, and may be run again at any time: what the same poll has looked at is left out.
 * Failures are as in {@link RegistryActivities}: what one image's source said is no failure.
 */
@ActivityInterface
public interface PollActivities {

  /** Looks what the source has under the names of known images, by one HEAD each. */
  PollPage refresh(PollRequest request);

  /** Lists the tags of known repositories at the source, and looks up those that are new. */
  PollPage discover(PollRequest request);
}
