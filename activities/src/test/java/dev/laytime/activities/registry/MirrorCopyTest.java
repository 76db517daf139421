package dev.laytime.activities.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.laytime.activities.registry.client.Manifest;
import dev.laytime.activity.PollCount;
import dev.laytime.image.Platform;
import dev.laytime.image.Tag;
import dev.laytime.mirror.Overwrite;
import dev.laytime.mirror.Selection;
import dev.laytime.mirror.TagPattern;
import dev.laytime.mirror.Times;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a poll of a mirror that selects tags asks, and writes, at real registries. */
class MirrorCopyTest extends MirrorPairTest {

  private static final Duration DAY = Duration.ofDays(1);
  private static final Platform AMD64 = Platform.parse("linux/amd64");
  private static final Platform ARM64 = Platform.parse("linux/arm64");

  @Test
  void copiesEverySelectedTagAndNoOther() throws IOException {
    selects("v*");
    Manifest one = pair.publish("v1");
    Manifest two = pair.publish("v2");
    pair.publish("latest");
    assertThat(pair.poll(POLL)).isEqualTo(count(2, 2));
    assertThat(pair.copied("v1")).contains(one.digest());
    assertThat(pair.copied("v2")).contains(two.digest());
    assertThat(pair.copied("latest")).isEmpty();
    assertThat(pair.at("v1").isThere()).isTrue();
  }

  @Test
  void asksOnlyTheSourceAndOnceATagWhereNothingMoved() throws IOException {
    for (int i = 0; i < 30; i++) {
      pair.publish("v" + i);
    }
    pair.poll(POLL);
    pair.up.requests().clear();
    pair.copies.requests().clear();
    assertThat(pair.poll(NEXT)).isEqualTo(count(30, 0));
    assertThat(MirrorPair.asked(pair.up)).filteredOn(asked -> asked.startsWith("GET")).hasSize(1);
    assertThat(MirrorPair.asked(pair.up)).filteredOn(asked -> asked.startsWith("HEAD")).hasSize(30);
    assertThat(MirrorPair.asked(pair.up)).hasSize(31);
    assertThat(MirrorPair.asked(pair.copies)).isEmpty();
  }

  @Test
  void copiesWhatMovedAgain() throws IOException {
    pair.publish("v1");
    pair.poll(POLL);
    Manifest moved = pair.publish("v1");
    assertThat(pair.poll(NEXT).copied()).isEqualTo(1);
    assertThat(pair.copied("v1")).contains(moved.digest());
  }

  @Test
  void putsRightWhatADestinationLostOnceADay() throws IOException {
    Manifest image = pair.publish("v1");
    pair.poll(POLL);
    pair.there.removeTag(new Tag("v1"));
    pair.poll(NEXT);
    assertThat(pair.copied("v1")).as("it is believed").isEmpty();
    assertThat(pair.poll(POLL.plus(DAY)).copied()).isEqualTo(1);
    assertThat(pair.copied("v1")).contains(image.digest());
    pair.copies.requests().clear();
    pair.poll(POLL.plus(DAY).plusSeconds(300));
    assertThat(MirrorPair.asked(pair.copies)).isEmpty();
  }

  @Test
  void bringsReferrersThatCameLaterWithinADay() throws IOException {
    Manifest image = pair.publish("v1");
    pair.poll(POLL);
    Manifest signature = pair.images.referrer(image);
    pair.poll(NEXT);
    assertThat(pair.there.referrers(image.digest())).isEmpty();
    assertThat(pair.poll(POLL.plus(DAY)).copied()).as("of the image nothing").isZero();
    assertThat(pair.there.referrers(image.digest()))
        .extracting(entry -> entry.descriptor().digest())
        .containsExactly(signature.digest());
  }

  @Test
  void copiesAgainWhereOtherPlatformsAreWanted() throws IOException {
    Manifest index =
        pair.images.index(
            List.of(pair.images.image(AMD64, 10), pair.images.image(ARM64, 10)),
            List.of(AMD64, ARM64));
    pair.images.tag(index, new Tag("v1"));
    pair.targets.mirror = pair.mirror(order -> order.of(List.of(AMD64)));
    assertThat(pair.poll(POLL).copied()).isEqualTo(1);
    assertThat(pair.copied("v1")).isNotEqualTo(Optional.of(index.digest())).isPresent();
    assertThat(pair.poll(NEXT).copied()).isZero();
    pair.targets.mirror = pair.mirror(order -> order);
    assertThat(pair.poll(NEXT.plusSeconds(300)).copied()).isEqualTo(1);
    assertThat(pair.copied("v1")).contains(index.digest());
  }

  @Test
  void knowsAgainWhatItNarrowedWhereItWasEndedBeforeItWroteItDown() throws IOException {
    pair.targets.mirror = pair.mirror(order -> order.of(List.of(AMD64)).with(Overwrite.NEVER));
    Manifest both =
        pair.images.index(
            List.of(pair.images.image(AMD64, 10), pair.images.image(ARM64, 10)),
            List.of(AMD64, ARM64));
    pair.images.tag(both, new Tag("v1"));
    PollCount _ = pair.select(POLL);
    pair.targets.fails = 1;
    assertThat(catchThrowable(() -> pair.bring(POLL))).isNotNull();
    assertThat(pair.tagged()).containsExactly("v1");
    assertThat(pair.at("v1").brought()).isNull();

    pair.targets.fails = -1;
    pair.poll(NEXT);
    assertThat(pair.at("v1").isThere()).isTrue();
    assertThat(pair.at("v1").kept()).isEmpty();
    assertThat(pair.tagged()).containsExactly("v1");
  }

  @Test
  void waitsWithWhatIsNewUntilItWasThereLongEnough() throws IOException {
    pair.targets.mirror =
        pair.mirror(order -> {
          order.coolOff = DAY;
          return order;
        });
    pair.publish("v1");
    assertThat(pair.poll(POLL).copied()).isZero();
    assertThat(pair.at("v1").kept()).contains("waited until " + POLL.plus(DAY));
    pair.publish("v1");
    Instant moved = POLL.plus(Duration.ofHours(12));
    assertThat(pair.poll(moved).copied()).isZero();
    assertThat(pair.poll(POLL.plus(DAY)).copied()).isZero();
    assertThat(pair.poll(moved.plus(DAY)).copied()).isEqualTo(1);
  }

  @Test
  void asksForATagOnceItWasBroughtNoMore() throws IOException {
    pair.targets.mirror =
        pair.mirror(order -> {
          order.times = Times.EACH_ONCE;
          return order;
        });
    Manifest first = pair.publish("v1");
    pair.poll(POLL);
    pair.publish("v1");
    pair.publish("v2");
    pair.up.requests().clear();
    assertThat(pair.poll(NEXT).copied()).isEqualTo(1);
    assertThat(MirrorPair.asked(pair.up)).noneMatch(asked -> asked.endsWith("/manifests/v1"));
    assertThat(pair.copied("v1")).contains(first.digest());
  }

  @Test
  void endsWithWhatLiesThereWhereItIsToBringOnceAndOverwriteNothing() throws IOException {
    pair.targets.mirror =
        pair.mirror(order -> {
          order.times = Times.ONCE;
          order.overwrite = Overwrite.NEVER;
          order.tags = Selection.of(new Tag("v1"));
          return order;
        });
    Manifest theirs = pair.theirs("v1");
    assertThat(pair.poll(POLL)).isEqualTo(count(1, 0));
    assertThat(pair.at("v1").kept()).contains("is not at the source any more", "stays");
    assertThat(pair.at("v1").trouble()).isNull();
    pair.up.requests().clear();
    pair.copies.requests().clear();
    assertThat(pair.poll(NEXT)).isEqualTo(PollCount.NONE);
    assertThat(MirrorPair.asked(pair.up)).isEmpty();
    assertThat(MirrorPair.asked(pair.copies)).isEmpty();
    assertThat(pair.copied("v1")).contains(theirs.digest());
  }

  @Test
  void saysThatThereIsNothingNeitherHereNorThere() throws IOException {
    pair.targets.mirror =
        pair.mirror(order -> {
          order.times = Times.ONCE;
          order.overwrite = Overwrite.NEVER;
          order.tags = Selection.of(new Tag("v1"));
          return order;
        });
    assertThat(pair.poll(POLL).troubles()).isEqualTo(1);
    assertThat(pair.at("v1").trouble()).isNotNull();
  }

  @Test
  void copiesNothingThatIsForbidden() throws IOException {
    pair.publish("v1");
    pair.ledger.forbidden.put(pair.image("v1"), "forbidden by ann");
    PollCount count = pair.poll(POLL);
    assertThat(count.withheld()).isEqualTo(1);
    assertThat(pair.copied("v1")).isEmpty();
    pair.ledger.forbidden.clear();
    assertThat(pair.poll(NEXT).copied()).isEqualTo(1);
  }

  @Test
  void looksAtNothingTwiceInOnePoll() throws IOException {
    pair.publish("v1");
    pair.select(POLL);
    pair.up.requests().clear();
    assertThat(pair.select(POLL)).isEqualTo(PollCount.NONE);
    assertThat(MirrorPair.asked(pair.up)).hasSize(1);
  }

  private void selects(String glob) {
    pair.targets.mirror =
        pair.mirror(order -> {
          order.tags = new Selection(List.of(new TagPattern.Wildcard(glob)), List.of(), null);
          return order;
        });
  }

  private static PollCount count(int looked, int copied) {
    return new PollCount(looked, 0, 0, 0, 0, List.of(), copied);
  }
}
