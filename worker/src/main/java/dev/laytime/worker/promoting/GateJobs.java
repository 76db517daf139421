package dev.laytime.worker.promoting;

import dev.laytime.activities.gate.JobRuns;
import dev.laytime.activities.gate.JobSettings;
import dev.laytime.activities.job.JobMount;
import dev.laytime.activities.job.JobOutcome;
import dev.laytime.activities.job.JobPod;
import dev.laytime.activities.job.JobRequest;
import dev.laytime.activities.job.JobResources;
import dev.laytime.activities.job.JobStep;
import dev.laytime.activities.job.Jobs;
import dev.laytime.activities.job.PodSecurity;
import dev.laytime.activity.GateJob;
import dev.laytime.activity.GateRunResult;
import dev.laytime.promotion.PromotionOrder;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Runs gates' Jobs in clusters. The same reading of a gate finds the Job that it began, another one
 * has one of its own; what came to nothing for no fault of its own is tried again.
 */
final class GateJobs implements JobRuns {

  /** The kind of these Jobs. */
  static final String KIND = "gate";

  private static final Duration KEPT = Duration.ofHours(1);

  private final Map<String, Jobs> clusters;

  /**
   * @param clusters by the name of the Job that runs there
   */
  GateJobs(Map<String, Jobs> clusters) {
    this.clusters = Map.copyOf(clusters);
  }

  @Override
  public GateRunResult run(GateJob job, JobSettings settings, String reading, Runnable seen)
      throws IOException, InterruptedException {
    Jobs cluster = clusters.get(settings.name());
    if (cluster == null) {
      return JobRuns.NONE.run(job, settings, reading, seen);
    }
    JobRequest request = request(job, settings, reading);
    String name = cluster.name(request.name());
    return switch (cluster.run(request, seen)) {
      case JobOutcome.Succeeded(var message) ->
          new GateRunResult(true, "Job %s succeeded%s".formatted(name, after(": ", message)));
      case JobOutcome.Failed(var failure, var said, var log, _) -> {
        if (failure.retryable()) {
          throw new IOException("%s; %s".formatted(said, failure.hint()));
        }
        yield new GateRunResult(
            false, "Job %s: %s; %s%s".formatted(name, said, failure.hint(), after("\n", log)));
      }
    };
  }

  private static String after(String separator, String text) {
    return text.isBlank() ? "" : separator + text;
  }

  static JobRequest request(GateJob job, JobSettings settings, String reading) {
    PromotionOrder order = job.order();
    String image = order.source().repository() + "@" + order.digest();
    return new JobRequest(
        settings.namespace(),
        JobRequest.named(
            "laytime-gate",
            order.requestId(),
            order.path(),
            order.target().text(),
            order.digest().value(),
            job.gate(),
            reading,
            // Records print all that they hold: what is configured otherwise is another Job.
            settings.toString(),
            job.timeout().toString()),
        KIND,
        Map.of(
            "laytime.dev/gate", job.gate(),
            "laytime.dev/image", image,
            "laytime.dev/target", order.target().text()),
        JobPod.of(step(settings, order, image), null, settings.pullSecrets()),
        job.timeout(),
        KEPT);
  }

  private static JobStep step(JobSettings settings, PromotionOrder order, String image) {
    return new JobStep(
        KIND,
        settings.image(),
        List.of(),
        settings.arguments(),
        Map.of(
            "LAYTIME_IMAGE", image,
            "LAYTIME_DIGEST", order.digest().value(),
            "LAYTIME_SOURCE", order.source().text(),
            "LAYTIME_TARGET", order.target().text(),
            "LAYTIME_STAGE", order.stage(),
            "LAYTIME_PATH", order.path()),
        List.of(new JobMount.Scratch("scratch", "/tmp", false)),
        new JobResources(settings.cpu(), settings.memory(), settings.disk()),
        PodSecurity.restricted(settings.user()));
  }
}
