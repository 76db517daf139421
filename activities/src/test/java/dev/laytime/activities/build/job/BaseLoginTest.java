package dev.laytime.activities.build.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activities.job.JobFailure;
import dev.laytime.activities.job.JobOutcome;
import dev.laytime.build.BuildFailure;
import dev.laytime.build.BuildFailureKind;
import dev.laytime.build.BuildRecipe;
import dev.laytime.build.BuildStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is at fault where a registry refuses a builder. */
class BaseLoginTest {

  private static final BuildRecipe WITHOUT = Samples.withoutCache(BuildStrategy.KANIKO);
  private static final BuildRecipe WITH = WITHOUT.pulling("bases");
  private static final String KANIKO =
      "error building image: GET https://r.test/v2/base/manifests/1: UNAUTHORIZED: authentication"
          + " required";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        KANIKO + " | INFRASTRUCTURE",
        "error building image: unexpected status code 401 Unauthorized | INFRASTRUCTURE",
        "error: failed to solve: r.test/base:1: pull access denied, repository does not exist |"
            + " INFRASTRUCTURE",
        "error: failed to solve: r.test/base:1: unexpected status from HEAD request: 403 Forbidden"
            + " | INFRASTRUCTURE",
        "error building image: parsing dockerfile: unknown instruction: FORM | USER_ERROR",
        "error building image: failed to execute command: mkdir: permission denied | USER_ERROR",
        "error building image: copying dir: open /source/x: permission denied | USER_ERROR",
        "error: failed to solve: process \"/bin/sh -c ./x\" did not complete successfully: exit"
            + " code: 401 | USER_ERROR",
        "curl: (22) 401 Unauthorized | USER_ERROR",
      })
  void doesNotBlameTheSourceForALoginThatIsNotTaken(String log, BuildFailureKind kind) {
    assertThat(judged(log, "build", WITH).kind()).isEqualTo(kind);
  }

  /** As nobody one sees what everybody sees: the source names what is not there. */
  @Test
  void blamesTheSourceWhereTheRuleHasNoLogin() {
    assertThat(judged(KANIKO, "build", WITHOUT).kind()).isEqualTo(BuildFailureKind.USER_ERROR);
  }

  @Test
  void namesTheSecretThatMendsIt() {
    BuildFailure failure = judged(KANIKO, "build", WITH);

    assertThat(failure.said())
        .isEqualTo(
            "step build of its Job: it failed; a registry refuses the login of Secret bases, or has"
                + " no such image");
    assertThat(failure.log()).isEqualTo(KANIKO);
  }

  private static BuildFailure judged(String log, String step, BuildRecipe recipe) {
    JobOutcome.Failed failed = new JobOutcome.Failed(JobFailure.PROGRAM, "it failed", log, step);
    return BaseLogin.judged(JobEnd.failure(failed), failed, recipe);
  }
}
