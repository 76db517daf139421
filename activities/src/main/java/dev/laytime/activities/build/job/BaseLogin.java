package dev.laytime.activities.build.job;

import dev.laytime.activities.job.JobFailure;
import dev.laytime.activities.job.JobOutcome;
import dev.laytime.build.BuildFailure;
import dev.laytime.build.BuildFailureKind;
import dev.laytime.build.BuildRecipe;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Whether a build failed because the login of its rule is not taken any more: another Secret mends
 * that, and no other source. Pure.
 */
final class BaseLogin {

  private static final Pattern REFUSED =
      Pattern.compile(
          "unauthori[sz]ed|authentication required|\\bdenied:|access denied|"
              + "access to the resource is denied|403 forbidden");

  private BaseLogin() {}

  /** The same failure, or the one that it is where a rule has a login. */
  static BuildFailure judged(BuildFailure failure, JobOutcome.Failed failed, BuildRecipe recipe) {
    return recipe.pullSecret() != null
            && failed.failure() == JobFailure.PROGRAM
            && failed.step().equals(BuildJob.BUILD)
            && failure.kind() == BuildFailureKind.USER_ERROR
            && REFUSED.matcher(BuildLog.end(failed.log()).toLowerCase(Locale.ROOT)).find()
        ? new BuildFailure(
            BuildFailureKind.INFRASTRUCTURE,
            "%s; a registry refuses the login of Secret %s, or has no such image"
                .formatted(failure.said(), recipe.pullSecret()),
            failure.log())
        : failure;
  }
}
