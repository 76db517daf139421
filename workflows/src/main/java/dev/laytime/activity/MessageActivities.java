package dev.laytime.activity;

import io.temporal.activity.ActivityInterface;

/**
 * Messages between workflows: each sender starts the receiver if it does not run. Every one may be
 * sent twice.
 */
@ActivityInterface
public interface MessageActivities {

  /** Asks for a copy; its outcome comes to the life as a message. */
  CopyAnswer requestCopy(CopyOrder order);

  /** Queues a removal at the repository's reaper. */
  void requestRemoval(RemovalOrder order);

  /** Asks a removal back. */
  void withdrawRemoval(WithdrawOrder order);

  /** Tells a life how its errand ended. */
  void outcome(OutcomeNotice notice);

  /** Tells a life by digest that a name went over to something else. */
  void displaced(DisplacedNotice notice);

  /**
   * Compares a scan with what lives were last told and tells each that must know; each difference
   * is written down after it was sent. Heartbeats.
   */
  TellResult tellScan(TellScanRequest request);

  /**
   * Compares a stage's inventory with its lives: strays get a life, lost and moved images are told
   * to theirs, intentions without an outcome are settled. Where too much of the stage is missed,
   * none of that is told or settled before a person approves it. Heartbeats.
   */
  TellResult tellInventory(TellInventoryRequest request);
}
