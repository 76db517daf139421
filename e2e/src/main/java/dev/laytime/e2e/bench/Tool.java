package dev.laytime.e2e.bench;

import java.util.List;

/** What copies images. */
interface Tool {

  /** As the table names it. */
  String name();

  /** As it says itself. */
  String version();

  /** Whether Laytime is compared with it. */
  boolean peer();

  /** Whether it can take referrers along. */
  boolean copiesReferrers();

  /** How many things at once are worth a try; empty if it does not do such a job. */
  List<Integer> concurrencies(Job job);

  /** How it does the job. */
  Work work(Job job, int concurrency);

  /** What it guarantees for a job; every tool here checks digests. */
  default Guarantees guarantees(Job job) {
    return new Guarantees(true, copiesReferrers() && job.referrers());
  }
}
