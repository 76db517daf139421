package dev.laytime.activity;

import io.temporal.activity.ActivityInterface;

/**
 * Reads signatures and attestations from a registry. Failures are as in {@link RegistryActivities};
 * one that is there and not good is an answer, not a failure.
 */
@ActivityInterface
public interface VerifyActivities {

  /** Whether somebody who is trusted signed an image, or attested something about it. */
  VerifyResult verify(VerifyRequest request);

  /**
   * Puts the attestation of a promotion beside an image, as a referrer. The same request twice
   * leaves one.
   */
  AttestResult attest(AttestRequest request);
}
