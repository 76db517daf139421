package dev.laytime.activity;

import io.temporal.activity.ActivityInterface;

/**
 * What a poll of a mirror asks the ledger and tells lives; a mirror is known by its name. Each may
 * be run twice. Failures are of type {@code UNAVAILABLE}, with a {@link Problem}.
 */
@ActivityInterface
public interface MirrorActivities {

  /** Whether a mirror is polled, and from where, as it is now. */
  MirrorOrders orders(String mirror);

  /**
   * Offers to lives what the ledger owes them; each row is settled after its send. Heartbeats.
   *
   * @return how many were sent
   */
  int offer(String mirror);

  /** Writes that a poll waits, or does no more. */
  void waiting(PollWait wait);

  /** Writes how a poll ended. */
  void polled(PollReport report);
}
