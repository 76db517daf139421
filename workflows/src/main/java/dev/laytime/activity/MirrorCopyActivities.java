package dev.laytime.activity;

import io.temporal.activity.ActivityInterface;

/**
 * Brings what mirrors owe outside of stages. It heartbeats, and may be run again at any time: what
 * was brought is written down at once. Failures are as in {@link RegistryActivities}: what was
 * wrong with one image is no failure.
 */
@ActivityInterface
public interface MirrorCopyActivities {

  /**
   * Brings what is due, for as long as a page lasts.
   *
   * @return as its next page anything where more is due, and null where nothing is
   */
  PollPage bring(PollRequest request);
}
