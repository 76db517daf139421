package dev.laytime.workflow;

import dev.laytime.activity.FailureType;
import dev.laytime.activity.PollCount;
import dev.laytime.activity.PollPhase;
import dev.laytime.activity.PollStop;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Records polls for {@link ReplayTest}, as {@link HistoryRecorder} does copies. */
class PollHistoryRecorder {

  private final PollEnvironment environment = new PollEnvironment();

  @AfterEach
  void stopTemporal() {
    environment.close();
  }

  @Test
  void recordsAPoll() throws IOException {
    environment.polls.pages = 2;
    environment.poll();
    record("polled");
  }

  @Test
  void recordsAPollThatFindsNothingNew() throws IOException {
    environment.polls.count = new PollCount(2, 0, 0, 0, 0, List.of());
    environment.poll();
    record("unchanged");
  }

  @Test
  void recordsAPollThatIsThrottled() throws IOException {
    environment.polls.failures.add(
        FakeRegistry.failure(
            FailureType.THROTTLED, environment.now().plus(Duration.ofMinutes(30))));
    environment.poll();
    record("throttled");
  }

  @Test
  void recordsAPollThatFails() throws IOException {
    environment.polls.failures.add(FakeRegistry.failure(FailureType.DENIED, null));
    environment.poll();
    record("failed");
  }

  @Test
  void recordsAPollOfWhatIsNotPolledAnyMore() throws IOException {
    environment.polls.source = null;
    environment.poll();
    record("not-polled");
  }

  @Test
  void recordsAPollThatGoesOnInANewRun() throws IOException {
    environment.polls.pages = 60;
    environment.polls.count = new PollCount(200, 0, 0, 0, 0, List.of());
    environment.poll();
    record("renewed");
  }

  @Test
  void recordsAPollThatSelectsAndCopies() throws IOException {
    environment.polls.tags = true;
    environment.poll();
    record("copied");
  }

  @Test
  void recordsAPollWhoseCopiesAreThrottled() throws IOException {
    environment.polls.tags = true;
    environment.polls.stop = new PollStop(PollPhase.COPY, null);
    environment.polls.failures.add(
        FakeRegistry.failure(
            FailureType.THROTTLED, environment.now().plus(Duration.ofMinutes(30))));
    environment.poll();
    record("copies-throttled");
  }

  @Test
  void recordsAPollWithABadTag() throws IOException {
    environment.polls.tags = true;
    environment.polls.count =
        new PollCount(
            500, 0, 0, 0, 1, List.of("docker.io/library/app:3: it cannot be copied"), 499);
    environment.poll();
    record("one-bad-tag");
  }

  @Test
  void recordsAPollThatSelectsInANewRun() throws IOException {
    environment.polls.tags = true;
    environment.polls.pages = 60;
    environment.polls.count = new PollCount(200, 0, 0, 0, 0, List.of(), 200);
    environment.poll();
    record("copies-renewed");
  }

  private void record(String name) throws IOException {
    HistoryRecorder.write(environment.temporal, PollEnvironment.ID, "MirrorPoll", name);
  }
}
