package dev.laytime.activity;

import io.temporal.activity.ActivityInterface;

/**
 * Leaves beside what was built what is known of it. Failures are as in {@link RegistryActivities}.
 */
@ActivityInterface(namePrefix = "BuildAttest")
public interface BuildAttestActivities {

  /**
   * Puts the provenance of an image and a bill of its materials beside it, as referrers. The same
   * request twice leaves one of each.
   */
  BuildAttestResult attest(BuildAttestRequest request);
}
