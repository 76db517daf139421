package dev.laytime.activity;

import dev.laytime.image.Reference;
import dev.laytime.lifecycle.Memory;
import dev.laytime.lifecycle.Policy;
import io.temporal.activity.ActivityInterface;

/**
 * What lives and loops ask of the ledger and write into it. Each may be run twice: the rows are the
 * same. Failures are of type {@code UNAVAILABLE}, with a {@link Problem}.
 */
@ActivityInterface
public interface LedgerActivities {

  /** What is remembered of an image; its {@code told} rows go, so that every source says anew. */
  Memory recall(Reference image);

  /** What people decided for an image, as it is now. */
  Policy policy(Reference image);

  /** Writes where a life stands, its raised epoch first of all, and its story so far. */
  void remember(LifeRecord record);

  /** Whether an image may leave: every source's evidence, and everything else that keeps it. */
  EvidenceResult evidence(EvidenceRequest request);

  /** Counts a removal; over the bounds it waits under a breaker. */
  IntendResult intend(IntendRequest request);

  /** Writes how an intention ended. */
  void settle(SettleRequest request);

  /** Writes a pin, or takes it away. */
  void pin(PinRequest request);

  /** Writes what a finished life leaves. */
  void bury(BuryRequest request);

  /** What a loop over a source of use needs to know, as it is now. */
  SourceOrders source(String source);

  /** What a sweep over a stage needs to know, as it is now. */
  StageOrders stage(String stage);

  /** The stage that a repository lies in, as its reaper needs it now. */
  StageOrders stageOf(String repository);

  /** Writes what was found out about a stage's registry and its owners. */
  void probed(ProbedRequest request);
}
