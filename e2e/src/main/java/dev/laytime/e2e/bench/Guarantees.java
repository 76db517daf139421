package dev.laytime.e2e.bench;

/**
 * What somebody who copies may rely on.
 *
 * @param digests what is read is checked against its digest
 * @param referrers referrers come along
 */
record Guarantees(boolean digests, boolean referrers) {

  /** Whether these are no less than the others. */
  boolean cover(Guarantees others) {
    return (digests || !others.digests) && (referrers || !others.referrers);
  }
}
