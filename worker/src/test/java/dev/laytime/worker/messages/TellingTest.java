package dev.laytime.worker.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.activity.DisplacedNotice;
import dev.laytime.activity.FailureType;
import dev.laytime.activity.MessageActivities;
import dev.laytime.activity.Outcome;
import dev.laytime.activity.Problem;
import dev.laytime.activity.TellInventoryRequest;
import dev.laytime.activity.TellResult;
import dev.laytime.activity.TellScanRequest;
import dev.laytime.activity.WithdrawOrder;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.ledger.LedgerUnavailableException;
import dev.laytime.lifecycle.Word;
import dev.laytime.worker.ledger.Telling;
import io.grpc.Status;
import io.temporal.client.WorkflowClient;
import io.temporal.failure.ApplicationFailure;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testing.TestActivityEnvironment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is written down of what was sent, when sends fail. */
class TellingTest {

  private static final Instant AT = Instant.parse("2026-11-01T12:00:00Z");

  private static final Duration BETWEEN = Duration.ofMillis(20);

  private final List<String> log = new ArrayList<>();
  private final List<Duration> pauses = new ArrayList<>();
  private final FakeTelling telling = new FakeTelling(log);
  private final List<String> beats = new ArrayList<>();
  private final TestActivityEnvironment activities = TestActivityEnvironment.newInstance();
  private final WorkflowServiceStubs nowhere =
      WorkflowServiceStubs.newServiceStubs(
          WorkflowServiceStubsOptions.newBuilder().setTarget("127.0.0.1:1").build());
  private final FakeRuns runs = new FakeRuns();
  private int sendsUntilTrouble = Integer.MAX_VALUE;

  TellingTest() {
    activities.setActivityHeartbeatListener(Integer.class, beat -> beats.add(beat.toString()));
    activities.registerActivitiesImplementations(
        new MessageActivitiesImpl(
            new Lives(),
            runs,
            WorkflowClient.newInstance(nowhere),
            telling,
            new Throttle(BETWEEN, time -> pauses.add(time))));
  }

  @AfterEach
  void end() {
    activities.close();
    nowhere.shutdownNow();
  }

  @Test
  void writesAWordDownAfterItWasSentAndNotBefore() {
    add(2);

    tell();

    assertThat(log)
        .containsExactly("sent a.b/c:0", "wrote a.b/c:0", "sent a.b/c:1", "wrote a.b/c:1");
  }

  @Test
  void leavesToTheNextAttemptWhatCouldNotBeSent() {
    add(3);
    sendsUntilTrouble = 1;
    assertFails(this::tell, FailureType.UNAVAILABLE, "tell what scan 1 of apps found", "away");
    assertThat(log).containsExactly("sent a.b/c:0", "wrote a.b/c:0");

    sendsUntilTrouble = Integer.MAX_VALUE;
    tell();

    assertThat(telling.unsaid).isEmpty();
    assertThat(log).filteredOn(line -> line.startsWith("sent")).hasSize(3);
  }

  @Test
  void comparesOnceWhatTheLedgerHasToSay() {
    add(250);

    assertThat(messages().tellScan(new TellScanRequest("apps", 1)).told()).isEqualTo(250);

    assertThat(telling.unsaid).isEmpty();
    assertThat(telling.comparisons).isOne();
    assertThat(beats).isNotEmpty();
  }

  @Test
  void sendsWithASweepWhatADecisionStillOwes() {
    Reference image = Reference.parse("a.b/c:1");
    telling.owed.add(new Telling.Look(1, image, "approved"));
    telling.withdrawn.add(said(0));
    sendsUntilTrouble = 0;
    assertFails(this::sweep, FailureType.UNAVAILABLE, "tell what the sweep of prod found", "away");
    assertThat(telling.withdrawn).hasSize(1);

    sendsUntilTrouble = Integer.MAX_VALUE;
    sweep();

    assertThat(log)
        .startsWith("sent a.b/c:0", "wrote a.b/c:0", "woke a.b/c:1 approved", "paid a.b/c:1");
    assertThat(telling.owed).isEmpty();
  }

  @Test
  void startsWithASweepTheLivesThatMayBeLost() {
    telling.silent.add(Reference.parse("a.b/c:1"));
    telling.silent.add(Reference.parse("a.b/c:2"));

    sweep();

    assertThat(log)
        .containsExactly(
            "started a.b/c:1", "started a.b/c:2", "settled prod " + AT, "trimmed prod " + AT);
  }

  @Test
  void looksWithASweepForThePromotionsThatMayBeLost() {
    runs.silent.add("promotion/prod/c:1");

    sweep();

    assertThat(runs.seen).containsExactly("promotion/prod/c:1");
  }

  @Test
  void startsALifeThatIsNotOverAndDoesNotRunWhenItsImageIsMissed() {
    Reference ended = Reference.parse("a.b/c:1");
    Reference lost = Reference.parse("a.b/c:2");
    telling.over.add(ended);
    telling.untold.add(new Telling.Find("prod", ended, null, AT));
    telling.untold.add(new Telling.Find("prod", lost, null, AT));

    sweep();

    assertThat(log)
        .startsWith("wrote a.b/c:1", "started a.b/c:2", "wrote a.b/c:2")
        .doesNotContain("started a.b/c:1");
  }

  @Test
  void givesLivesToAStageThatIsTakenOverOneAfterTheOther() {
    IntStream.range(0, 250).forEach(number -> telling.untold.add(stray(number)));

    sweep();

    assertThat(pauses).hasSize(250).containsOnly(BETWEEN);
    assertThat(beats).isNotEmpty();
  }

  @Test
  void goesOnWhereItWasCutOffAndTellsNothingTwice() {
    IntStream.range(0, 250).forEach(number -> telling.untold.add(stray(number)));
    sendsUntilTrouble = 120;
    assertFails(this::sweep, FailureType.UNAVAILABLE, "tell what the sweep of prod found", "away");

    sendsUntilTrouble = Integer.MAX_VALUE;
    sweep();

    assertThat(log)
        .filteredOn(line -> line.startsWith("found"))
        .hasSize(250)
        .doesNotHaveDuplicates();
  }

  private static Telling.Find stray(int number) {
    Digest digest = Digest.of("sha256", "ab".repeat(32));
    return new Telling.Find("prod", Reference.parse("a.b/c:" + number), digest, AT);
  }

  @Test
  void settlesNothingWhereTheSweepMissedTooMuchAndSaysSo() {
    telling.withheld = Optional.of("it missed 90 of 100 images");
    telling.untold.add(new Telling.Find("prod", Reference.parse("a.b/c:1"), null, AT));

    TellResult result = messages().tellInventory(new TellInventoryRequest("prod", AT));

    assertThat(result).isEqualTo(new TellResult(1, "it missed 90 of 100 images"));
    assertThat(log).endsWith("trimmed prod " + AT).doesNotContain("settled prod " + AT);
  }

  private void sweep() {
    var _ = messages().tellInventory(new TellInventoryRequest("prod", AT));
  }

  @Test
  void failsSoThatItIsTriedAgainWhereTemporalIsAway() {
    sendsUntilTrouble = 0;
    assertFails(
        () ->
            messages()
                .displaced(
                    new DisplacedNotice(
                        Reference.parse("a.b/c@sha256:" + "ab".repeat(32)),
                        Reference.parse("a.b/c:1"))),
        FailureType.UNAVAILABLE,
        "tell a.b/c@sha256:" + "ab".repeat(32),
        "UNAVAILABLE: gone");
  }

  @Test
  void failsForGoodWhereTheSenderIsAtFault() {
    assertFails(
        () -> messages().withdrawRemoval(new WithdrawOrder("A B", "r1")),
        FailureType.REFUSED,
        "ask back a removal in A B",
        "Invalid");
  }

  private static void assertFails(
      ThrowableAssert.ThrowingCallable call, FailureType type, String what, String cause) {
    assertThatThrownBy(call)
        .cause()
        .asInstanceOf(InstanceOfAssertFactories.type(ApplicationFailure.class))
        .satisfies(failure -> {
          assertThat(failure.getType()).isEqualTo(type.name());
          assertThat(failure.isNonRetryable()).isEqualTo(!type.retryable());
          Problem problem = failure.getDetails().get(Problem.class);
          assertThat(problem.what()).isEqualTo(what);
          assertThat(problem.cause()).startsWith(cause);
        });
  }

  private void add(int words) {
    IntStream.range(0, words).forEach(i -> telling.unsaid.add(said(i)));
  }

  private static Telling.Said said(int tag) {
    return new Telling.Said(
        Reference.parse("a.b/c:" + tag), new Word("apps", 1, AT, 1, "x", List.of()));
  }

  private void tell() {
    var _ = messages().tellScan(new TellScanRequest("apps", 1));
  }

  private MessageActivities messages() {
    return activities.newActivityStub(MessageActivities.class);
  }

  private final class Lives implements LifeMessages {

    @Override
    public void unpulled(Reference image, String by) {
      look(image, "cannot be pulled by " + by);
    }

    @Override
    public void displaced(Reference image, Reference name) {
      look(image, "was " + name);
    }

    @Override
    public void start(Reference image) {
      log.add("started " + image);
    }

    @Override
    public void look(Reference image, String why) {
      if (sendsUntilTrouble-- <= 0) {
        throw Status.UNAVAILABLE.withDescription("gone").asRuntimeException();
      }
      log.add("woke " + image + " " + why);
    }

    @Override
    public void outcome(Reference image, Outcome outcome) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void usage(Telling.Said said) {
      if (sendsUntilTrouble-- <= 0) {
        throw new LedgerUnavailableException("away", new IllegalStateException());
      }
      log.add("sent " + said.image());
    }

    @Override
    public boolean found(Telling.Find find) {
      if (sendsUntilTrouble-- <= 0) {
        throw new LedgerUnavailableException("away", new IllegalStateException());
      }
      if (find.digest() != null) {
        log.add("found " + find.image());
      }
      return find.digest() != null;
    }
  }
}
