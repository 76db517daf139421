package dev.laytime.worker.adapters;

import dev.laytime.activities.crd.imageoperator.ImageOperatorSettings;
import dev.laytime.activities.job.JobOutcome;
import dev.laytime.activities.job.JobRequest;
import dev.laytime.activities.job.Jobs;
import dev.laytime.activities.job.PodMarks;
import dev.laytime.activities.registry.Courier;
import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activity.CopyResult;
import dev.laytime.activity.FailureType;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has what image-operator's objects ask for carried by Jobs, for who insists on isolation. */
final class JobCourier implements Courier {

  private static final Logger log = LoggerFactory.getLogger(JobCourier.class);

  private static final int LONGEST_LOG = 400;

  private final Jobs jobs;
  private final CopyJob form;
  private final SeenMarks marks;

  JobCourier(Jobs jobs, CopyJob form, SeenMarks marks) {
    this.jobs = jobs;
    this.form = form;
    this.marks = marks;
  }

  @Override
  public boolean carries(String mirror) {
    return mirror.startsWith(ImageOperatorSettings.NAME + "/");
  }

  @Override
  public CopyResult carry(Errand errand, Runnable seen) throws IOException, InterruptedException {
    String what = "copy " + errand;
    JobOutcome outcome;
    String job;
    try {
      JobRequest request = form.request(errand).marked(marks(errand));
      job = "%s/%s".formatted(request.namespace(), jobs.name(request.name()));
      outcome = jobs.run(request, seen);
    } catch (IOException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedException("The copy was cancelled");
      }
      throw new RegistryException(
          FailureType.UNAVAILABLE,
          what,
          "how its Job stands is not known: " + e.getMessage(),
          "check the cluster, and whether the worker may do there what its page says");
    }
    return switch (outcome) {
      case JobOutcome.Succeeded(var message) -> {
        log.info("carried by a Job job={} what={}", job, errand);
        yield CopyJob.result(errand.digest(), message);
      }
      case JobOutcome.Failed failed -> {
        log.warn(
            "a Job failed job={} failure={} said={} log={}",
            job,
            failed.failure(),
            failed.said(),
            failed.log());
        throw failure(what, job, failed);
      }
    };
  }

  /** A Pod without them might be given a sidecar that never ends. */
  private PodMarks marks(Errand errand) throws IOException {
    return marks
        .of(errand.mirror())
        .orElseThrow(() -> new IOException("the objects of image-operator are not read yet"));
  }

  private static RegistryException failure(String what, String job, JobOutcome.Failed failed) {
    String end = failed.log().replaceAll("\\s*\\R\\s*", " / ");
    String tail = end.length() <= LONGEST_LOG ? end : end.substring(end.length() - LONGEST_LOG);
    return new RegistryException(
        failed.failure().retryable() ? FailureType.UNAVAILABLE : FailureType.REFUSED,
        what,
        "Job %s: %s%s".formatted(job, failed.said(), tail.isEmpty() ? "" : ": " + tail),
        failed.failure().hint());
  }

  @Override
  public void callOff(Errand errand) {
    try {
      jobs.cancel(form.request(errand));
    } catch (IOException e) {
      // It writes no tag, and its deadline ends it.
      log.warn("a Job goes on that nobody wants what={} cause={}", errand, e.getMessage());
    }
  }
}
