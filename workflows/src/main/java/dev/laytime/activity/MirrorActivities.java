package dev.laytime.activity;

import dev.laytime.mirror.RepositoryPrefix;
import io.temporal.activity.ActivityInterface;

/**
 * What a poll of a mirror rule asks the ledger and tells lives. Each may be run twice. Failures are
 * of type {@code UNAVAILABLE}, with a {@link Problem}.
 */
@ActivityInterface
public interface MirrorActivities {

  /** Whether a target is polled, and from where, as it is now. */
  MirrorOrders orders(RepositoryPrefix target);

  /**
   * Offers to lives what the ledger owes them; each row is settled after its send. Heartbeats.
   *
   * @return how many were sent
   */
  int offer(RepositoryPrefix target);

  /** Writes how a poll ended. */
  void polled(PollReport report);
}
