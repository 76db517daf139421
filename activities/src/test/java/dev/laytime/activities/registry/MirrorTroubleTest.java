package dev.laytime.activities.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.laytime.activities.registry.client.Manifest;
import dev.laytime.activities.registry.embedded.Fault;
import dev.laytime.activities.registry.embedded.FaultRule;
import dev.laytime.activities.registry.embedded.RequestMatcher;
import dev.laytime.activity.FailureType;
import dev.laytime.activity.PollCount;
import dev.laytime.activity.Problem;
import dev.laytime.image.Tag;
import dev.laytime.mirror.MirrorTarget;
import dev.laytime.mirror.Selection;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a poll of a mirror that selects tags does where something is in its way. */
class MirrorTroubleTest extends MirrorPairTest {

  @Test
  void copiesNothingTwiceWhereverItWasKilled() throws IOException, InterruptedException {
    int many = 200;
    for (int i = 0; i < many; i++) {
      pair.publish("v%03d".formatted(i));
    }
    pair.select(POLL);
    pair.targets.fails = 80;
    assertThat(catchThrowable(() -> pair.bring(POLL))).isNotNull();
    assertThat(pair.tagged().size()).isBetween(80, 90);
    pair.targets.fails = -1;
    awaitWhatWasOnItsWay();

    Thread killed =
        Thread.ofVirtual()
            .start(() -> {
              var _ = catchThrowable(pair.round(POLL)::page);
            });
    while (pair.tagged().size() < 140) {
      Thread.sleep(5);
    }
    killed.interrupt();
    killed.join();
    awaitWhatWasOnItsWay();
    PollCount rest = pair.bring(POLL);
    assertThat(rest.troubles()).isZero();
    assertThat(pair.tagged()).hasSize(many).doesNotHaveDuplicates();
    assertThat(pair.copies.requests().entries())
        .filteredOn(entry -> entry.method().equals("PUT") && entry.path().contains("/uploads/"))
        .filteredOn(entry -> entry.status() == 201)
        .as("a config and a layer each")
        .hasSize(2 * many);
    assertThat(pair.targets.targets.values()).allMatch(MirrorTarget::isThere);
  }

  @Test
  void doesNotStopForOneBadTagOfManyAndRemembersIt() throws IOException {
    int many = 150;
    for (int i = 0; i < many; i++) {
      pair.publish("v%03d".formatted(i));
    }
    Manifest bad = pair.publish("v075");
    FaultRule broken =
        FaultRule.always(new Fault.WrongBytes())
            .on(RequestMatcher.path("/manifests/" + bad.digest()));
    pair.up.behaviours().inject(broken);
    PollCount count = pair.poll(POLL);
    assertThat(count.copied()).isEqualTo(many - 1);
    assertThat(count.troubles()).isEqualTo(1);
    assertThat(count.causes()).singleElement().asString().contains(":v075: ", bad.digest().value());
    MirrorTarget.Trouble trouble = Objects.requireNonNull(pair.at("v075").trouble());
    assertThat(trouble.count()).isEqualTo(1);

    pair.up.requests().clear();
    assertThat(pair.bring(POLL).troubles()).as("the same poll tries it no more").isZero();
    assertThat(pair.poll(NEXT).troubles()).isEqualTo(1);
    assertThat(Objects.requireNonNull(pair.at("v075").trouble()).count()).isEqualTo(2);
  }

  @Test
  void triesEverLaterWhatCannotBeLookedUpAndAtOnceWhatMoved() throws IOException {
    pair.targets.mirror =
        pair.mirror(order -> {
          order.tags = Selection.of(new Tag("v1"));
          return order;
        });
    pair.poll(POLL);
    pair.poll(NEXT);
    MirrorTarget failing = pair.at("v1");
    Instant next = Objects.requireNonNull(failing.trouble()).next();
    pair.up.requests().clear();
    assertThat(pair.poll(next.minusMillis(1))).isEqualTo(PollCount.NONE);
    assertThat(MirrorPair.asked(pair.up)).isEmpty();
    pair.publish("v1");
    assertThat(pair.poll(next).copied()).isEqualTo(1);
  }

  @Test
  void endsThePageWhereARegistryAsksForPatienceAndGoesOnThere() throws IOException {
    for (int i = 0; i < 40; i++) {
      pair.publish("v%02d".formatted(i));
    }
    pair.select(POLL);
    pair.copies
        .behaviours()
        .inject(
            FaultRule.always(Fault.TooManyRequests.retryAfter(Duration.ofMinutes(14)))
                .on(RequestMatcher.path("/manifests/v20"))
                .times(1));
    Instant before = Instant.now();
    ApplicationFailure failure = TestStage.failure(() -> pair.bring(POLL));
    assertThat(failure.getType()).isEqualTo(FailureType.THROTTLED.name());
    Problem problem = Objects.requireNonNull(failure.getDetails().get(Problem.class));
    assertThat(problem.until()).isAfterOrEqualTo(before.plus(Duration.ofMinutes(13)));
    assertThat(pair.at("v20").trouble()).isNull();
    assertThat(pair.tagged().size()).isLessThan(40);
  }

  @Test
  void asksForTheRestAloneOnceTheSourceMayBeAskedAgain() throws IOException {
    int many = 40;
    for (int i = 0; i < many; i++) {
      pair.publish("v%02d".formatted(i));
    }
    pair.up
        .behaviours()
        .inject(
            FaultRule.always(Fault.TooManyRequests.retryAfter(Duration.ofMinutes(14)))
                .on(RequestMatcher.path("/manifests/v20"))
                .times(1));
    ApplicationFailure failure = TestStage.failure(() -> pair.select(POLL));
    assertThat(failure.getType()).isEqualTo(FailureType.THROTTLED.name());
    int looked = pair.targets.targets.size();
    assertThat(looked).isBetween(1, many - 1);
    assertThat(pair.targets.targets.values()).allMatch(target -> target.trouble() == null);
  }

  @Test
  void endsThePageWhereASourceIsDownAndSaysOfAFewThatItIs() throws IOException {
    for (int i = 0; i < 40; i++) {
      pair.publish("v%02d".formatted(i));
    }
    pair.up
        .behaviours()
        .inject(FaultRule.always(new Fault.ServerError(503)).on(RequestMatcher.method("HEAD")));
    ApplicationFailure failure = TestStage.failure(() -> pair.select(POLL));
    assertThat(failure.getType()).isEqualTo(FailureType.UNAVAILABLE.name());
    assertThat(failure.isNonRetryable()).isFalse();
    assertThat(pair.targets.targets).hasSizeBetween(5, 13);
  }

  @Test
  void endsThePageWhereADestinationIsDown() throws IOException {
    for (int i = 0; i < 40; i++) {
      pair.publish("v%02d".formatted(i));
    }
    pair.select(POLL);
    pair.copies.behaviours().inject(FaultRule.always(new Fault.ServerError(503)));
    ApplicationFailure failure = TestStage.failure(() -> pair.bring(POLL));
    assertThat(failure.getType()).isEqualTo(FailureType.UNAVAILABLE.name());
    assertThat(pair.targets.targets.values())
        .filteredOn(target -> target.trouble() != null)
        .hasSizeBetween(5, 9);
  }

  /** A registry may still be at what was sent to it; the next attempt begins seconds later. */
  private void awaitWhatWasOnItsWay() throws InterruptedException {
    int before = -1;
    while (before != pair.copies.requests().entries().size()) {
      before = pair.copies.requests().entries().size();
      Thread.sleep(1_000);
    }
  }
}
