package dev.laytime.starter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.view.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Decisions that only the ledger holds. */
class WishTest {

  private final FakeApi api = new FakeApi("127.0.0.1:1");
  private final Path directory;
  private final Path token;

  WishTest(@TempDir Path directory) throws IOException {
    this.directory = directory;
    this.token = Files.writeString(directory.resolve("token"), FakeApi.TOKEN + "\n");
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void approvesABreakerInTheNameOfTheLocalUser() {
    api.with("breakers/prod-7f3a/approve", new Answer("64 removals may go"));

    Run run = run("approve", "prod-7f3a", "--count=64", "--token-file=token");

    assertThat(run).isEqualTo(new Run(0, "64 removals may go\n", ""));
    assertThat(api.asked())
        .containsExactly("POST breakers/prod-7f3a/approve {\"by\":\"ann\",\"expected\":64}");
  }

  @Test
  void takesTheTokenOfTheEnvironment() {
    api.with("sources/apps/approve", new Answer("scan 42 counts"));

    Run run =
        Run.of(
            Map.of("LAYTIME_TOKEN_FILE", token.toString()),
            directory,
            api.address(),
            "sources",
            "approve",
            "apps",
            "--scan=42",
            "--by=bob",
            "-o",
            "jsonl");

    assertThat(run.out()).isEqualTo("{\"answer\":\"scan 42 counts\"}\n");
    assertThat(api.asked())
        .containsExactly("POST sources/apps/approve {\"by\":\"bob\",\"expected\":42}");
  }

  @Test
  void removesASourceWhoseNameNeedsCare() {
    api.with("sources/old%20one/remove", new Answer("gone"));

    Run run = run("sources", "remove", "old one", "--confirm", "--token-file=token");

    assertThat(run.out()).isEqualTo("gone\n");
    assertThat(api.asked()).containsExactly("POST sources/old%20one/remove {\"by\":\"ann\"}");
  }

  @Test
  void pausesAStageForATimeAndForAReason() {
    api.with("stages/prod/pause", new Answer("paused"))
        .with("stages/prod/resume", new Answer("on"));

    assertThat(run("pause", "prod", "--why=incident", "--token-file=token").out())
        .isEqualTo("paused\n");
    run("pause", "prod", "--why=incident", "--until=1d", "--by=bob", "--token-file=token");
    assertThat(run("resume", "prod", "--token-file=token").out()).isEqualTo("on\n");

    assertThat(api.asked())
        .containsExactly(
            "POST stages/prod/pause {\"by\":\"ann\",\"why\":\"incident\"}",
            "POST stages/prod/pause {\"by\":\"bob\",\"why\":\"incident\",\"until\":\"%s\"}"
                .formatted(Run.NOW.plus(Duration.ofDays(1))),
            "POST stages/prod/resume {\"by\":\"ann\"}");
  }

  @Test
  void forbidsAnImageAndAllowsItAgain() {
    api.with("forbid", new Answer("forbidden")).with("allow", new Answer("allowed"));

    assertThat(run("forbid", "alpine", "--why=CVE", "--token-file=token").out())
        .isEqualTo("forbidden\n");
    assertThat(run("allow", "alpine", "--token-file=token").out()).isEqualTo("allowed\n");

    assertThat(api.asked())
        .containsExactly(
            "POST forbid"
                + " {\"by\":\"ann\",\"why\":\"CVE\",\"image\":\"docker.io/library/alpine:latest\"}",
            "POST allow {\"by\":\"ann\",\"image\":\"docker.io/library/alpine:latest\"}");
  }

  @Test
  void findsTheTokenOfAnEmbeddedWorker() throws IOException {
    api.tellingOf(token.toString()).with("stages/prod/adopt", new Answer("adopted"));
    Files.writeString(directory.resolve("worker.json"), api.info());

    assertThat(run("stage", "adopt", "prod", "--confirm").out()).isEqualTo("adopted\n");
  }

  @Test
  void doesNotReadAnyFileThatAWorkerNames() throws IOException {
    api.tellingOf(token.toString()).with("stages/prod/adopt", new Answer("adopted"));

    assertNoToken(run("stage", "adopt", "prod", "--confirm"));

    Files.writeString(directory.resolve("worker.json"), api.info().replace("http:", "https:"));
    assertNoToken(run("stage", "adopt", "prod", "--confirm"));

    Path link = Files.createDirectory(directory.resolve("evil")).resolve("token");
    Files.createSymbolicLink(link, token);
    api.tellingOf(link.toString());
    Files.writeString(link.resolveSibling("worker.json"), api.info());
    assertNoToken(run("stage", "adopt", "prod", "--confirm"));
  }

  @Test
  void saysThatAFileHoldsNoToken() throws IOException {
    Files.writeString(token, "-----BEGIN PRIVATE KEY-----\nabc\n");

    Run run = run("approve", "b", "--count=1", "--token-file=token");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("token holds no token").doesNotContain("abc");
    assertThat(run("approve", "b", "--count=1", "--token-file=none").err())
        .contains("no such file");
  }

  @Test
  void saysWhatTheWorkerRefuses() throws IOException {
    api.refusing("breakers/a/approve", 409, "65 wait by now, not 64", "look at 'laytime plan'")
        .refusing("breakers/b/approve", 403, "writes are off", "set api.token-file")
        .with("breakers/d/approve", 409, "no problem at all");

    Run refused = run("approve", "a", "--count=64", "--token-file=token");
    assertThat(refused.status()).isEqualTo(5);
    Golden.check("wish-refused.txt", masked(refused));

    Run off = run("approve", "b", "--count=64", "--token-file=token");
    assertThat(off.status()).isEqualTo(1);
    Golden.check("wish-off.txt", masked(off));

    Run missing = run("approve", "c", "--count=64", "--token-file=token");
    assertThat(missing.status()).isEqualTo(1);
    Golden.check("wish-missing.txt", masked(missing));

    assertThat(run("approve", "d", "--count=64", "--token-file=token").status()).isEqualTo(5);

    Files.writeString(token, "another");
    Run wrong = run("approve", "a", "--count=64", "--token-file=token");
    assertThat(wrong.status()).isEqualTo(1);
    Golden.check("wish-unauthorized.txt", masked(wrong));
  }

  private static void assertNoToken(Run run) {
    assertThat(run.status()).isEqualTo(1);
    Golden.check("wish-no-token.txt", run.err());
  }

  private Run run(String... line) {
    return Run.of(Map.of(), directory, api.address(), line);
  }

  private String masked(Run run) {
    return run.err().replace(api.address().toString(), "SERVER");
  }
}
