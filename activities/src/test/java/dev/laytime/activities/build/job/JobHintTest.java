package dev.laytime.activities.build.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.laytime.activities.job.JobFailure;
import dev.laytime.activities.job.JobOutcome;
import dev.laytime.activity.BuildRequest;
import dev.laytime.build.BuildException;
import dev.laytime.build.BuildFailure;
import dev.laytime.build.BuildFailureKind;
import dev.laytime.build.BuildStrategy;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of a Job that neither its cluster nor its builder says. */
class JobHintTest {

  private static final String KEY = "builders.networkPolicy.to";
  private static final String FOREIGN =
      "error building image: error building stage: failed to execute command: starting command:"
          + " fork/exec /bin/sh: exec format error";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "source | dial tcp 10.1.2.3:443: i/o timeout",
        "source | Connect to https://r.test:443 [r.test/10.1.2.3] failed: Connect timed out",
        "push | there is no host r.test",
        "build | error building image: Get \"https://r.test/v2/\": dial tcp 10.1.2.3:443: i/o"
            + " timeout",
      })
  void namesThePolicyThatKeepsBuildersFromWhatTheyNeed(String step, String log) {
    BuildFailure failure = failure(JobFailure.PROGRAM, step, log, text());

    assertThat(failure.kind()).isEqualTo(BuildFailureKind.INFRASTRUCTURE);
    assertThat(failure.said()).startsWith("step %s of its Job: it failed; ".formatted(step));
    assertThat(failure.said()).contains(KEY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "push | r.test answered 503",
        "build | curl: (28) dial tcp 10.1.2.3:443: i/o timeout",
        "build | error: failed to solve: process \"/bin/sh -c dial tcp\" did not complete"
            + " successfully: exit code: 1",
      })
  void namesNoneWhereSomethingElseIsTheMatter(String step, String log) {
    assertThat(failure(JobFailure.PROGRAM, step, log, text()).said()).doesNotContain(KEY);
  }

  @Test
  void saysWhoseProgramsANodeDoesNotRun() {
    BuildRequest both =
        Samples.request(
            Samples.recipe(BuildStrategy.KANIKO, "", Samples.AMD, Samples.ARM), Samples.COMMIT);
    BuildFailure kaniko = failure(JobFailure.PROGRAM, "build", FOREIGN, both);

    assertThat(kaniko.kind()).isEqualTo(BuildFailureKind.INFRASTRUCTURE);
    assertThat(kaniko.said())
        .endsWith(
            "; its node does not run programs of linux/arm64: see builders.nodes. Or it is none");
    BuildRequest buildKit =
        Samples.request(
            Samples.recipe(BuildStrategy.BUILDKIT, "", Samples.AMD, Samples.ARM), Samples.COMMIT);
    assertThat(failure(JobFailure.PROGRAM, "build", FOREIGN, buildKit).said())
        .contains("programs of linux/amd64 and linux/arm64");
  }

  @Test
  void blamesTheSourceWhereTheNodeIsOfThePlatform() {
    BuildFailure failure =
        failure(
            JobFailure.PROGRAM, "build", FOREIGN, Samples.textRequest(Samples.AMD, Samples.ARM));

    assertThat(failure.kind()).isEqualTo(BuildFailureKind.USER_ERROR);
    assertThat(failure.said())
        .endsWith("; it is no program of linux/arm64, nor a script that says by #! what runs it");
  }

  @Test
  void saysWhichNodesItWaitsForWhereNoOtherWillDo() {
    assertThat(failure(JobFailure.UNSCHEDULABLE, "", "", text()).said())
        .endsWith("it failed; only one of arm64 would: see builders.nodes");
    BuildRequest git =
        Samples.request(Samples.recipe(BuildStrategy.KANIKO, "", Samples.ARM), Samples.COMMIT);
    assertThat(failure(JobFailure.UNSCHEDULABLE, "", "", git).said()).endsWith("it failed");
  }

  private static BuildRequest text() {
    return Samples.textRequest(Samples.ARM);
  }

  private static BuildFailure failure(
      JobFailure failure, String step, String log, BuildRequest request) {
    List<BuildFailure> failures =
        BuildJob.platforms(request.rule().recipe()).stream()
            .map(platform -> BuildJob.id(request, platform).objectName())
            .map(job ->
                catchThrowableOfType(
                        BuildException.class,
                        () ->
                            JobEnd.digest(
                                new JobOutcome.Failed(failure, "it failed", log, step),
                                request,
                                job,
                                BuilderNodes.USUAL))
                    .failure())
            .toList();
    return failures.getLast();
  }
}
