package dev.laytime.activities.build.job;

import dev.laytime.activities.job.JobFailure;
import dev.laytime.activities.job.JobNodes;
import dev.laytime.activities.job.JobOutcome;
import dev.laytime.activity.BuildRequest;
import dev.laytime.image.Platform;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What may be the matter where neither a cluster nor a builder knows it. Pure. */
final class JobHint {

  /** As Go says it, and as our own client does; who is kept out is mostly not answered at all. */
  private static final Pattern UNREACHED =
      Pattern.compile(
          "dial tcp|i/o timeout|connect timed out|no such host|there is no host|no route to host"
              + "|network is unreachable");

  private JobHint() {}

  /**
   * What is said besides what the Job says; empty for nothing.
   *
   * @param job what it is called
   * @param nodes that builders run on
   */
  static String of(JobOutcome.Failed failed, BuildRequest request, String job, BuilderNodes nodes) {
    List<Platform> platforms = platforms(request, job);
    JobNodes own = nodes.of(request.rule(), platforms.getFirst());
    boolean building = failed.step().equals(BuildJob.BUILD);
    if (failed.failure() == JobFailure.UNSCHEDULABLE && own.isBound()) {
      return "; only one of %s would: see builders.nodes".formatted(own.architecture());
    }
    if (building && BuildLog.isForeign(failed.log())) {
      String names =
          platforms.stream().map(Platform::toString).collect(Collectors.joining(" and "));
      return isForeignAnywhere(failed, request, job, nodes)
          ? "; it is no program of %s, nor a script that says by #! what runs it".formatted(names)
          : "; its node does not run programs of %s: see builders.nodes. Or it is none"
              .formatted(names);
    }
    String log = building ? BuildLog.end(failed.log()) : failed.log();
    return UNREACHED.matcher(log.toLowerCase(Locale.ROOT)).find()
        ? "; it may be that a NetworkPolicy, as the chart makes one, keeps builders from it: let"
            + " them reach it by builders.networkPolicy.to"
        : "";
  }

  /** Whether a node of the right architecture did not know what it was to run as a program. */
  static boolean isForeignAnywhere(
      JobOutcome.Failed failed, BuildRequest request, String job, BuilderNodes nodes) {
    List<Platform> platforms = platforms(request, job);
    return failed.step().equals(BuildJob.BUILD)
        && BuildLog.isForeign(failed.log())
        && platforms.size() == 1
        && nodes.of(request.rule(), platforms.getFirst()).isBound();
  }

  /** Those that a Job of ours builds for. */
  private static List<Platform> platforms(BuildRequest request, String job) {
    List<Platform> all = request.rule().recipe().platforms();
    List<Platform> jobs = BuildJob.platforms(request.rule().recipe());
    return jobs.size() == 1
        ? all
        : jobs.stream()
            .filter(platform -> BuildJob.id(request, platform).objectName().equals(job))
            .toList();
  }
}
