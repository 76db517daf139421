package dev.laytime.activities.build.job;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.laytime.activities.job.JobFailure;
import dev.laytime.activities.job.JobOutcome;
import dev.laytime.activity.BuildRequest;
import dev.laytime.build.BuildException;
import dev.laytime.build.BuildFailure;
import dev.laytime.build.BuildFailureKind;
import dev.laytime.image.Digest;
import dev.laytime.image.InvalidReferenceException;
import java.io.IOException;

/** What the end of a Job means to its build. Pure. */
final class JobEnd {

  private static final ObjectMapper JSON = new ObjectMapper();

  private JobEnd() {}

  /** Whether there is a Job of that name that does something else. */
  static boolean isOfAnother(JobOutcome outcome) {
    return outcome instanceof JobOutcome.Failed failed && failed.failure() == JobFailure.TAKEN;
  }

  /**
   * The digest of what was pushed, as our own image told it last.
   *
   * @param job what it is called
   * @param nodes that it could run on
   * @throws BuildException if nothing was
   * @throws IOException if it cannot be understood
   */
  static Digest digest(JobOutcome outcome, BuildRequest request, String job, BuilderNodes nodes)
      throws IOException {
    return switch (outcome) {
      case JobOutcome.Succeeded(var message) -> {
        try {
          yield new Digest(JSON.readTree(message).path("digest").asText());
        } catch (InvalidReferenceException e) {
          throw new IOException("its Job does not say what it pushed", e);
        }
      }
      case JobOutcome.Failed failed -> {
        BuildFailure failure = BaseLogin.judged(failure(failed), failed, request.rule().recipe());
        throw new BuildException(
            new BuildFailure(
                JobHint.isForeignAnywhere(failed, request, job, nodes)
                    ? BuildFailureKind.USER_ERROR
                    : failure.kind(),
                failure.said() + JobHint.of(failed, request, job, nodes),
                failure.log()));
      }
    };
  }

  /** Why a build failed whose Job did. */
  static BuildFailure failure(JobOutcome.Failed failed) {
    boolean building = failed.step().equals(BuildJob.BUILD);
    BuildFailureKind kind =
        switch (failed.failure()) {
          case PROGRAM -> building ? BuildLog.kind(failed.log()) : BuildFailureKind.INFRASTRUCTURE;
          // A builder may end as a program of its Dockerfile did, which was not to be found.
          case IMAGE ->
              building && BuildLog.hasEnd(failed.log())
                  ? BuildLog.kind(failed.log())
                  : BuildFailureKind.IMAGE_PULL;
          case OUT_OF_MEMORY ->
              building ? BuildFailureKind.OUT_OF_MEMORY : BuildFailureKind.INFRASTRUCTURE;
          // All steps share what the rule gives them.
          case DISK -> BuildFailureKind.OUT_OF_DISK;
          case DEADLINE -> BuildFailureKind.TIMEOUT;
          case IMAGE_PULL -> BuildFailureKind.IMAGE_PULL;
          case QUOTA -> BuildFailureKind.QUOTA;
          case LATER,
              EVICTED,
              UNSCHEDULABLE,
              UNMOUNTED,
              REFUSED,
              FORBIDDEN,
              TAKEN,
              GONE,
              DISRUPTED ->
              BuildFailureKind.INFRASTRUCTURE;
        };
    String step = failed.step().isEmpty() ? "its Job" : "step " + failed.step() + " of its Job";
    return new BuildFailure(kind, "%s: %s".formatted(step, failed.said()), failed.log());
  }
}
