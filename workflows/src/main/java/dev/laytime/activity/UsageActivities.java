package dev.laytime.activity;

import io.temporal.activity.ActivityInterface;

/** Looking at sources of use. */
@ActivityInterface
public interface UsageActivities {

  /**
   * Lists one source of use completely and publishes what it names in the ledger. What cannot be
   * read is counted and named in the result, and makes the scan incomplete; it is not a failure.
   *
   * @throws io.temporal.failure.ApplicationFailure of type {@code REFUSED} for a source that no
   *     configuration names, {@code UNAVAILABLE} if the ledger did not take the scan
   */
  ScanResult scan(ScanRequest request);
}
