package dev.laytime.activity;

import io.temporal.activity.ActivityInterface;

/**
 * What is done in a stage's registry besides copying into it. Everything here may be run again at
 * any time. Failures are as in {@link RegistryActivities}; an error is never taken for absence.
 */
@ActivityInterface
public interface StageActivities {

  /**
   * What an image's tag or digest names now, by one HEAD; nothing where that shall be there as a
   * whole and is not.
   */
  LookResult look(LookRequest request);

  /** Walks an image's closure and writes its members into the ledger. */
  LearnResult learn(LearnRequest request);

  /**
   * Puts a manifest's own bytes under its hold tag and looks that they are there.
   *
   * @return whether it is held; false where the repository has no such manifest any more
   */
  HoldResult hold(HoldRequest request);

  /**
   * Gives an image its tag back: the same bytes, after the manifests of its closure that are gone,
   * from what was kept of them. A tag that names something else by now is left alone, and none is
   * written on an image of which a part is missing.
   */
  RestoreResult restore(RestoreRequest request);

  /**
   * Builds one complete map of a repository from the registry itself and says what each removal
   * comes to: which requests in which order, or why nothing may go. Of what is to go the closure is
   * recorded in the ledger; nothing is written in the registry.
   */
  SurveyResult survey(SurveyRequest request);

  /**
   * Takes one thing away with one DELETE, after the ledger was asked once more for objections. It
   * must be tried once only, never again on the same proof.
   */
  RemoveResult remove(RemoveRequest request);

  /** Finds out with a tag of its own what the stage's registry can do. */
  Capabilities probe(ProbeRequest request);

  /** Writes this installation's owner record and tells whose else are there. */
  OwnResult own(OwnRequest request);

  /** Lists what the stage's registry holds and writes it into the ledger. Heartbeats. */
  InventoryResult inventory(InventoryRequest request);
}
