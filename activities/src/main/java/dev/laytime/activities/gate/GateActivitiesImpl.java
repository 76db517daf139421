package dev.laytime.activities.gate;

import dev.laytime.activity.FailureType;
import dev.laytime.activity.GateActivities;
import dev.laytime.activity.GateCommand;
import dev.laytime.activity.GateJob;
import dev.laytime.activity.GateRunResult;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The activities that run what gates want to succeed. */
public final class GateActivitiesImpl implements GateActivities {

  private static final Logger log = LoggerFactory.getLogger(GateActivitiesImpl.class);

  private static final int LONGEST_REASON = 2200;

  private final Set<List<String>> commands;
  private final Map<String, JobSettings> jobs;
  private final JobRuns cluster;
  private final String path;

  /**
   * Gates of a worker.
   *
   * @param commands that may run here: those that this worker's own configuration file names,
   *     literally. Nobody else can have a program run, be it through Temporal or a cluster
   * @param jobs of different names
   * @param path where programs are
   */
  public GateActivitiesImpl(
      Collection<List<String>> commands,
      Collection<JobSettings> jobs,
      JobRuns cluster,
      String path) {
    this.commands = commands.stream().map(List::copyOf).collect(Collectors.toUnmodifiableSet());
    this.jobs =
        jobs.stream().collect(Collectors.toUnmodifiableMap(JobSettings::name, Function.identity()));
    this.cluster = cluster;
    this.path = path;
  }

  @Override
  public GateRunResult command(GateCommand command) {
    if (!commands.contains(command.command())) {
      return new GateRunResult(
          false, "this worker's configuration names no such command, and it runs no other");
    }
    ActivityExecutionContext context = Activity.getExecutionContext();
    return run(
        "command of gate " + command.gate(),
        () -> new CommandRun(command, path).run(() -> context.heartbeat(null)));
  }

  @Override
  public GateRunResult job(GateJob job) {
    JobSettings settings = jobs.get(job.job());
    if (settings == null) {
      return new GateRunResult(false, "no Job is called '%s'".formatted(job.job()));
    }
    ActivityExecutionContext context = Activity.getExecutionContext();
    return run(
        "Job %s of gate %s".formatted(job.job(), job.gate()),
        () -> cluster.run(job, settings, reading(context), () -> context.heartbeat(null)));
  }

  /** Each time that a gate is read has an activity of its own, whose attempts share this. */
  private static String reading(ActivityExecutionContext context) {
    ActivityInfo activity = context.getInfo();
    return activity.getWorkflowRunId() + "/" + activity.getActivityId();
  }

  /** What a gate runs. */
  private interface Work {
    GateRunResult run() throws IOException, InterruptedException;
  }

  private static GateRunResult run(String what, Work work) {
    try {
      GateRunResult result = work.run();
      log.info("ran {} passed={}", what, result.passed());
      return new GateRunResult(result.passed(), bounded(result.reason()));
    } catch (IOException e) {
      throw failure("%s: %s".formatted(what, e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure(what + ": the worker is shutting down", e);
    }
  }

  private static ApplicationFailure failure(String message, Exception cause) {
    return ApplicationFailure.newBuilder()
        .setMessage(message)
        .setType(FailureType.UNAVAILABLE.name())
        .setCause(cause)
        .build();
  }

  private static String bounded(String reason) {
    return reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON) + "…";
  }
}
