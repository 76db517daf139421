package dev.laytime.activities.build.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activities.job.JobFailure;
import dev.laytime.activities.job.JobOutcome;
import dev.laytime.build.BuildFailure;
import dev.laytime.build.BuildFailureKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is at fault for a build. */
class BuildLogTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "error building image: error building stage: failed to execute command: waiting for process"
            + " to exit: exit status 1 | USER_ERROR",
        "error building image: parsing dockerfile: unknown instruction: FORM | USER_ERROR",
        "error building image: GET https://r.test/v2/x: MANIFEST_UNKNOWN | USER_ERROR",
        "error building image: Get \"https://r.test/v2/\": dial tcp 10.0.0.1:443: connect:"
            + " connection refused | INFRASTRUCTURE",
        "error building image: unexpected status code 503 Service Unavailable | INFRASTRUCTURE",
        "error building image: GET https://r.test: TOOMANYREQUESTS: slow down | INFRASTRUCTURE",
        "error building image: failed to execute command: waiting for process to exit: signal:"
            + " killed | OUT_OF_MEMORY",
        "error: failed to solve: process \"/bin/sh -c make\" did not complete successfully: exit"
            + " code: 2 | USER_ERROR",
        "error: failed to solve: process \"/bin/sh -c make\" did not complete successfully: exit"
            + " code: 137 | OUT_OF_MEMORY",
        "error: failed to solve: r.test/base:1: failed to do request: Head: dial tcp: lookup"
            + " r.test: no such host | INFRASTRUCTURE",
        "error building image: Get \"https://r.test/v2/\": tls: failed to verify certificate: x509:"
            + " certificate signed by unknown authority | INFRASTRUCTURE",
        "error: failed to solve: r.test/base:1: failed to do request: Head: tls: failed to verify"
            + " certificate: x509: certificate has expired | INFRASTRUCTURE",
        "could not connect to unix:///run/buildkit/buildkitd.sock after 60 trials | INFRASTRUCTURE",
        "error building image: error building stage: failed to execute command: starting command:"
            + " fork/exec /bin/sh: exec format error | INFRASTRUCTURE",
        "exec /kaniko/executor: exec format error | INFRASTRUCTURE",
        "curl: (7) connection refused | USER_ERROR",
        "``|USER_ERROR",
      })
  void readsTheBuildersOwnLastWord(String log, BuildFailureKind kind) {
    assertThat(BuildLog.kind("INFO unpacking\n" + log + "\n")).isEqualTo(kind);
  }

  /** What it runs may say what it likes. */
  @ParameterizedTest
  @CsvSource({"connection refused", "dial tcp: i/o timeout", "503 Service Unavailable"})
  void doesNotBelieveWhatADockerfilesProgramsSay(String said) {
    String log =
        said
            + "\nerror building image: failed to execute command: waiting for process to exit: exit"
            + " status 1";

    assertThat(BuildLog.kind(log)).isEqualTo(BuildFailureKind.USER_ERROR);
  }

  /** As runtimes say it for BuildKit, and not as programs do of what they were to run. */
  @ParameterizedTest
  @CsvSource({
    "#7 0.184 exec /bin/sh: exec format error, INFRASTRUCTURE",
    "0.184 exec /bin/sh: exec format error, INFRASTRUCTURE",
    "exec /usr/bin/make: exec format error, INFRASTRUCTURE",
    "#7 0.184 /bin/sh: 1: ./tool: Exec format error, USER_ERROR",
    "#7 0.184 go: fork/exec ./tool: exec format error, USER_ERROR",
  })
  void knowsANodeThatDoesNotRunProgramsOfItsPlatform(String said, BuildFailureKind kind) {
    String end =
        "error: failed to solve: process \"/bin/sh -c echo 'exec format error'\" did not complete"
            + " successfully: exit code: 255";

    assertThat(BuildLog.kind(said + "\n" + end)).isEqualTo(kind);
    assertThat(BuildLog.isForeign(said + "\n" + end))
        .isEqualTo(kind == BuildFailureKind.INFRASTRUCTURE);
  }

  @ParameterizedTest
  @CsvSource({
    "PROGRAM, build, USER_ERROR",
    "PROGRAM, push, INFRASTRUCTURE",
    "PROGRAM, source, INFRASTRUCTURE",
    "LATER, push, INFRASTRUCTURE",
    "IMAGE, build, USER_ERROR",
    "IMAGE, push, IMAGE_PULL",
    "IMAGE_PULL, build, IMAGE_PULL",
    "OUT_OF_MEMORY, build, OUT_OF_MEMORY",
    "OUT_OF_MEMORY, push, INFRASTRUCTURE",
    "DEADLINE, build, TIMEOUT",
    "QUOTA, '', QUOTA",
    "DISK, build, OUT_OF_DISK",
    "DISK, source, OUT_OF_DISK",
    "EVICTED, build, INFRASTRUCTURE",
    "DISRUPTED, build, INFRASTRUCTURE",
    "GONE, '', INFRASTRUCTURE",
    "UNSCHEDULABLE, '', INFRASTRUCTURE",
    "UNMOUNTED, '', INFRASTRUCTURE",
    "REFUSED, '', INFRASTRUCTURE",
    "FORBIDDEN, '', INFRASTRUCTURE",
    "TAKEN, '', INFRASTRUCTURE",
  })
  void tellsApartWhatAJobFailedOf(JobFailure failure, String step, BuildFailureKind kind) {
    String log = "error building image: failed to execute command: exit status 127";

    BuildFailure told = JobEnd.failure(new JobOutcome.Failed(failure, "it failed", log, step));

    assertThat(told.kind()).isEqualTo(kind);
    assertThat(told.log()).isEqualTo(log);
    assertThat(told.said()).endsWith("its Job: it failed");
  }
}
