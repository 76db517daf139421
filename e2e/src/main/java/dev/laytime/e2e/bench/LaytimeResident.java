package dev.laytime.e2e.bench;

import dev.laytime.e2e.counterpart.LaytimeWorker;
import dev.laytime.e2e.counterpart.TemporalServer;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** A worker that has been running, asked through Temporal by this process: a workflow an image. */
record LaytimeResident(String version, LaytimeWorker worker, TemporalServer temporal)
    implements Tool {

  @Override
  public String name() {
    return "laytime resident";
  }

  @Override
  public boolean peer() {
    return false;
  }

  @Override
  public boolean copiesReferrers() {
    return true;
  }

  /** So often one image is copied before it counts: a worker that runs has been warm long. */
  private static final int WARM = 30;

  @Override
  public List<Integer> concurrencies(Job job) {
    return switch (job) {
      case Job.OneImage _ -> Collections.nCopies(WARM, 1);
      case Job.Repositories _ -> List.of(8, 16, 32);
    };
  }

  @Override
  public Work work(Job job, int concurrency) {
    Copies copies = new Copies(temporal.client(), job.referrers());
    return new Work.Calls(
        () -> copies.carryOut(job.moves(), concurrency),
        Map.of("worker", worker.process(), "temporal", temporal.process()));
  }
}
