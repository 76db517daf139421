package dev.laytime.activity;

import dev.laytime.build.Resolution;
import io.temporal.activity.ActivityInterface;

/**
 * What builds ask of Git and of builders. All may be run again at any time: what a worker that died
 * has begun is found again. What takes long heartbeats. Failures are of the types of {@link
 * FailureType}, with a {@link Problem}; what is wrong with the build itself is no failure but a
 * result.
 */
@ActivityInterface(namePrefix = "Build")
public interface BuildActivities {

  /** Which commit is meant. Trouble is a failure: it is never taken for absence. */
  Resolution resolve(BuildSourceRequest request);

  /** Whether a commit comes after others, by history as it is now. Trouble is no answer, either. */
  BuildAncestryResult compare(BuildAncestryRequest request);

  /** Builds, and pushes what came out under its digest, or a tag of its own. */
  BuildOutcome build(BuildRequest request);

  /** Has what goes on elsewhere for a build end: nobody waits for it any more. */
  void abandon(BuildRequest request);
}
