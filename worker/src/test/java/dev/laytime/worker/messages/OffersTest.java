package dev.laytime.worker.messages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activity.MirrorActivities;
import dev.laytime.activity.MirrorOrders;
import dev.laytime.activity.PollCount;
import dev.laytime.activity.PollReport;
import dev.laytime.activity.PollWait;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.mirror.MirrorRule;
import dev.laytime.mirror.PollInterval;
import dev.laytime.mirror.RepositoryPrefix;
import dev.laytime.worker.ledger.MirrorPolls;
import io.temporal.testing.TestActivityEnvironment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What polls found comes to lives, each once more rather than not at all. */
class OffersTest {

  private static final MirrorRule RULE =
      new MirrorRule(
              RepositoryPrefix.parse("stage.test/hub"),
              RepositoryPrefix.parse("docker.io/library"),
              true)
          .polled(new PollInterval(Duration.ofMinutes(5)));
  private static final Digest DIGEST = Digest.of("sha256", "ab".repeat(32));

  private final TestActivityEnvironment temporal = TestActivityEnvironment.newInstance();
  private final List<String> log = new ArrayList<>();
  private final Owing polls = new Owing();
  private int failing = -1;

  @BeforeEach
  void register() {
    temporal.registerActivitiesImplementations(
        new MirrorActivitiesImpl(
            this::offered, polls, Throttle.OPEN, mirror -> log.add("ended " + mirror)));
  }

  @AfterEach
  void end() {
    temporal.close();
  }

  private void offered(MirrorPolls.Owed owed) {
    if (failing == log.size()) {
      throw io.grpc.Status.UNAVAILABLE.asRuntimeException();
    }
    log.add("offered " + owed.image().tag());
  }

  @Test
  void areWrittenDownAfterEachSend() {
    polls.owes(2);
    assertThat(offer()).isEqualTo(2);
    assertThat(log).containsExactly("offered t000", "wrote t000", "offered t001", "wrote t001");
    assertThat(offer()).isZero();
  }

  @Test
  void areSentAgainFromWhereTheyBrokeOff() {
    polls.owes(3);
    failing = 2;
    assertThat(org.assertj.core.api.Assertions.catchThrowable(this::offer)).isNotNull();
    failing = -1;
    assertThat(offer()).isEqualTo(2);
    assertThat(log).endsWith("offered t001", "wrote t001", "offered t002", "wrote t002");
  }

  @Test
  void endWhereEveryPageWasSentAlthoughTheLedgerKeepsSome() {
    polls.owes(250);
    polls.forgetful = true;
    assertThat(offer()).isEqualTo(250);
  }

  @Test
  void tellsWhoStartsPollsOnceNothingIsLeftToDo() {
    polled();
    assertThat(log).containsExactly("polled once");
    log.clear();
    polls.done = true;
    polled();
    assertThat(log).containsExactly("polled once", "ended once");
  }

  private void polled() {
    Instant now = Instant.parse("2026-11-01T00:00:00Z");
    temporal
        .newActivityStub(MirrorActivities.class)
        .polled(new PollReport("once", RULE.source(), now, now, PollCount.NONE, "", null));
  }

  private int offer() {
    return temporal.newActivityStub(MirrorActivities.class).offer(RULE.target().toString());
  }

  private final class Owing implements MirrorPolls {
    private final List<Owed> owed = new ArrayList<>();
    private boolean forgetful;
    private boolean done;

    void owes(int many) {
      IntStream.range(0, many)
          .mapToObj(i -> Reference.parse("stage.test/hub/app:t%03d".formatted(i)))
          .map(image ->
              new Owed(RULE.target().toString(), image, RULE.sourceOf(image).orElseThrow(), DIGEST))
          .forEach(owed::add);
    }

    @Override
    public List<Owed> owed(String mirror, @Nullable Reference after, int limit) {
      return owed.stream()
          .filter(one -> after == null || one.image().text().compareTo(after.text()) > 0)
          .limit(limit)
          .toList();
    }

    @Override
    public void offered(Owed one) {
      log.add("wrote " + one.image().tag());
      if (!forgetful) {
        owed.remove(one);
      }
    }

    @Override
    public MirrorOrders orders(String mirror) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void waiting(PollWait wait) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean polled(PollReport report) {
      log.add("polled " + report.mirror());
      return done;
    }

    @Override
    public Map<RepositoryPrefix, PollReport> last() {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<Plan> wanted() {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<Plan> changed() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void scheduled(Plan plan) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<String> unwanted() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void scheduling(String target) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void unscheduled(String target) {
      throw new UnsupportedOperationException();
    }
  }
}
