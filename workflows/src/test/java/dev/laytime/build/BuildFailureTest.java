package dev.laytime.build;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BuildFailureTest {

  private static final String SECRET = "s3cr3t";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"auths\": {\"registry.test\": {\"auth\": \"s3cr3t=\"}}}",
        "password=s3cr3t",
        "REGISTRY_PASSWORD: 's3cr3t and more'",
        "curl -H 'Authorization: Bearer s3cr3tsecret'",
        "Authorization: Basic s3cr3t",
        "identitytoken = s3cr3t",
        "fetch https://laytime:s3cr3t@git.test/app.git",
        "sent bearer s3cr3tsecret",
        "-----BEGIN RSA PRIVATE KEY-----\ns3cr3t\nmore\n-----END RSA PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\ns3cr3t",
        "token eyJhbGciOiJSUzI1NiIsImtpZCI6s3cr3tIjEifQ.eyJpc3M.s3cr3t",
        "token ghp_s3cr3tABCDEFGHIJKLMNOPQRSTUVWXYZ0123",
      })
  void keepsNothingThatCouldBeASecret(String printed) {
    BuildFailure failure = new BuildFailure(BuildFailureKind.USER_ERROR, printed, printed);

    assertThat(failure.log()).doesNotContain(SECRET).contains("***");
    if (!printed.startsWith("token ")) {
      assertThat(failure.said()).doesNotContain(SECRET).contains("***");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "error: /src/main/java/App.java:12: ';' expected",
        "COPY failed: file not found in build context: target/app-1.2.3.jar",
        "manifest sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 unknown",
        "https://git.test/app.git has no commit 0123456789012345678901234567890123456789",
        "exit code: 137",
      })
  void keepsWhatTellsWhatWentWrong(String printed) {
    assertThat(new BuildFailure(BuildFailureKind.USER_ERROR, "", printed).log()).isEqualTo(printed);
  }

  @Test
  void keepsTheEndOfALogFromTheBeginningOfALine() {
    String log = "first line\n" + "a line of the log\n".repeat(200);

    String kept = new BuildFailure(BuildFailureKind.USER_ERROR, "", log).log();

    assertThat(kept.length()).isLessThanOrEqualTo(2000).isGreaterThan(1900);
    assertThat(kept).startsWith("a line of the log\n").endsWith("a line of the log\n");
  }

  @Test
  void hidesTheSameOnce() {
    BuildFailure failure =
        new BuildFailure(BuildFailureKind.USER_ERROR, "token: abc", "token: abc");

    assertThat(new BuildFailure(failure.kind(), failure.said(), failure.log())).isEqualTo(failure);
  }
}
