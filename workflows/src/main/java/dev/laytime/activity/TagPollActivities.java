package dev.laytime.activity;

import io.temporal.activity.ActivityInterface;

/**
 * What a poll asks the source of a mirror that selects tags. It looks at one page, heartbeats, and
 * may be run again at any time: what the same poll has looked at is left out. Failures are as in
 * {@link RegistryActivities}: what one image's or repository's source said is no failure.
 */
@ActivityInterface
public interface TagPollActivities {

  /**
   * Lists tags, selects, looks each up by one HEAD, and writes down what is due.
   *
   * @return where the next page begins, in a repository that this one may not have ended
   */
  PollPage select(PollRequest request);
}
