package dev.laytime.activities.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.laytime.activities.registry.client.Manifest;
import dev.laytime.activities.registry.copy.SampleImages;
import dev.laytime.activities.registry.embedded.Fault;
import dev.laytime.activities.registry.embedded.FaultRule;
import dev.laytime.activities.registry.embedded.RequestMatcher;
import dev.laytime.activities.registry.layout.OciLayout;
import dev.laytime.activity.FailureType;
import dev.laytime.activity.PollCount;
import dev.laytime.activity.Problem;
import dev.laytime.image.Platform;
import dev.laytime.image.Tag;
import dev.laytime.mirror.Due;
import dev.laytime.mirror.InStage;
import dev.laytime.mirror.MirrorTarget;
import dev.laytime.mirror.Newest;
import dev.laytime.mirror.Overwrite;
import dev.laytime.mirror.RepositoryPrefix;
import dev.laytime.mirror.Selection;
import dev.laytime.mirror.TagMirror;
import dev.laytime.mirror.TagPattern;
import dev.laytime.mirror.Times;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a poll of a mirror that selects tags asks, and writes, at real registries. */
class MirrorCopyTest {

  private static final Instant POLL = MirrorPair.POLL;
  private static final Instant NEXT = POLL.plusSeconds(300);
  private static final Duration DAY = Duration.ofDays(1);
  private static final Platform AMD64 = Platform.parse("linux/amd64");
  private static final Platform ARM64 = Platform.parse("linux/arm64");

  @TempDir Path directory;
  private MirrorPair pair;

  @BeforeEach
  void start() throws IOException {
    pair = new MirrorPair(directory);
  }

  @AfterEach
  void stop() {
    pair.close();
  }

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
  void overwritesNothingWhereItIsNotTo() throws IOException {
    pair.targets.mirror = pair.mirror(order -> with(order, Overwrite.NEVER));
    Manifest first = pair.publish("v1");
    pair.poll(POLL);
    Manifest second = pair.publish("v1");
    assertThat(pair.poll(NEXT).copied()).isZero();
    assertThat(pair.copied("v1")).contains(first.digest());
    assertThat(pair.at("v1").kept()).contains("overwrite is never");
    assertThat(pair.at("v1").isMoved()).isTrue();

    pair.targets.mirror = pair.mirror(order -> with(order, Overwrite.ALWAYS));
    assertThat(pair.poll(NEXT.plusSeconds(300)).copied()).isEqualTo(1);
    assertThat(pair.copied("v1")).contains(second.digest());
  }

  @Test
  void leavesWhatSomebodyElseHasUnderThatName() throws IOException {
    Manifest theirs = theirs("v1");
    pair.publish("v1");
    for (Overwrite overwrite : List.of(Overwrite.NEVER, Overwrite.FORWARD)) {
      pair.targets.mirror = pair.mirror(order -> with(order, overwrite));
      pair.targets.targets.clear();
      assertThat(pair.poll(POLL).copied()).isZero();
      assertThat(pair.copied("v1")).contains(theirs.digest());
      assertThat(pair.at("v1").kept()).contains("which this mirror did not bring");
    }
    pair.copies.requests().clear();
    pair.poll(NEXT);
    assertThat(MirrorPair.asked(pair.copies)).as("that is believed for a day").isEmpty();
    pair.targets.mirror = pair.mirror(order -> with(order, Overwrite.ALWAYS));
    assertThat(pair.poll(NEXT).copied()).isZero();
    assertThat(pair.poll(NEXT.plusSeconds(300)).copied()).isEqualTo(1);
  }

  @Test
  void keepsWhatItOverwritesUnderAnotherTagOnce() throws IOException {
    pair.targets.mirror =
        pair.mirror(order -> {
          order.backup = "{tag}-before";
          return order;
        });
    Manifest first = pair.publish("v1");
    pair.poll(POLL);
    Manifest second = pair.publish("v1");
    pair.poll(NEXT);
    assertThat(pair.copied("v1")).contains(second.digest());
    assertThat(pair.copied("v1-before")).contains(first.digest());

    pair.publish("v1");
    PollCount third = pair.poll(NEXT.plusSeconds(300));
    assertThat(third.copied()).isZero();
    assertThat(third.causes()).singleElement().asString().contains("names another image already");
    assertThat(pair.copied("v1")).as("not lost").contains(second.digest());
  }

  @Test
  void movesANameForwardOnly() throws IOException {
    Manifest two = pair.publish("1.2.0");
    Manifest ten = pair.publish("1.10.0");
    forward("1.2.0");
    pair.poll(POLL);
    forward("1.10.0");
    pair.poll(NEXT);
    assertThat(pair.copied("stable")).contains(ten.digest());
    forward("1.2.0");
    assertThat(pair.poll(NEXT.plusSeconds(300)).copied()).isZero();
    assertThat(pair.copied("stable")).contains(ten.digest()).isNotEqualTo(Optional.of(two));
    assertThat(pair.at("stable").kept()).contains("overwrite is forward");
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
    pair.targets.mirror = pair.mirror(order -> with(order, List.of(AMD64)));
    assertThat(pair.poll(POLL).copied()).isEqualTo(1);
    assertThat(pair.copied("v1")).isNotEqualTo(Optional.of(index.digest())).isPresent();
    assertThat(pair.poll(NEXT).copied()).isZero();
    pair.targets.mirror = pair.mirror(order -> order);
    assertThat(pair.poll(NEXT.plusSeconds(300)).copied()).isEqualTo(1);
    assertThat(pair.copied("v1")).contains(index.digest());
  }

  @Test
  void knowsAgainWhatItNarrowedWhereItWasEndedBeforeItWroteItDown() throws IOException {
    pair.targets.mirror = pair.mirror(order -> with(with(order, List.of(AMD64)), Overwrite.NEVER));
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
    Manifest theirs = theirs("v1");
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
  void keepsWhatLeftItsSourceAndSaysSinceWhen() throws IOException {
    Manifest gone = pair.publish("v1");
    pair.publish("v2");
    pair.poll(POLL);
    pair.unpublish("v1");
    pair.poll(NEXT);
    assertThat(pair.copied("v1")).contains(gone.digest());
    assertThat(pair.at("v1").goneSince()).isEqualTo(NEXT);
    pair.poll(NEXT.plusSeconds(300));
    assertThat(pair.at("v1").goneSince()).isEqualTo(NEXT);
    pair.images.tag(gone, new Tag("v1"));
    pair.poll(NEXT.plusSeconds(600));
    assertThat(pair.at("v1").goneSince()).isNull();
  }

  @Test
  void givesATagOfOneRepositoryAnotherName() throws IOException {
    Manifest first = theirs("v1");
    TagMirror plain =
        pair.mirror(order -> {
          order.tags = Selection.of(new Tag("v1"));
          order.as = new Tag("stable");
          return order;
        });
    pair.targets.mirror =
        new TagMirror(
            plain.name(),
            plain.target(),
            plain.target(),
            List.of(),
            plain.tags(),
            plain.copying(),
            plain.poll());
    assertThat(pair.poll(POLL).copied()).isEqualTo(1);
    assertThat(pair.copied("stable")).contains(first.digest());
    SampleImages others = new SampleImages(pair.there, 5);
    Manifest second = others.image(AMD64, 20);
    others.tag(second, new Tag("v1"));
    assertThat(pair.poll(NEXT).copied()).isEqualTo(1);
    assertThat(pair.copied("stable")).contains(second.digest());
    assertThat(pair.poll(NEXT.plusSeconds(300)).copied()).isZero();
  }

  @Test
  void goesOnFromAnotherSourceWithWhatItHasOfTheFormer() throws IOException {
    SampleImages others =
        new SampleImages(OciLayout.openOrCreate(directory.resolve("up/up/other")), 7);
    Manifest same = pair.publish("v1");
    pair.publish("v2");
    pair.poll(POLL);
    others.tag(others.image(AMD64, 100), new Tag("v1"));
    pair.targets.mirror = from("other");
    pair.poll(NEXT);
    assertThat(pair.copied("v1")).contains(same.digest());
    assertThat(pair.at("v1").kept()).isEmpty();
    assertThat(pair.at("v1").isThere()).isTrue();
    assertThat(pair.at("v1").source().repository().path()).isEqualTo("up/other");
    assertThat(pair.at("v2").selected()).as("by nothing any more").isFalse();
    assertThat(pair.at("v2").goneSince()).as("nobody asked its source").isNull();
    assertThat(pair.at("v2").brought()).isNotNull();
  }

  @Test
  void selectsNothingOfAFormerSourceInAnotherPlace() throws IOException {
    pair.publish("v1");
    pair.poll(POLL);
    TagMirror now = from("other");
    pair.targets.mirror =
        new TagMirror(
            now.name(),
            now.source(),
            RepositoryPrefix.parse(pair.copies.address() + "/copies/other"),
            List.of(),
            now.tags(),
            now.copying(),
            now.poll());
    pair.poll(NEXT);
    assertThat(pair.at("v1").selected()).isFalse();
  }

  private TagMirror from(String repository) {
    TagMirror mirror = pair.mirror(order -> with(order, Overwrite.NEVER));
    return new TagMirror(
        mirror.name(),
        RepositoryPrefix.parse("%s/up/%s".formatted(pair.up.address(), repository)),
        mirror.target(),
        List.of(),
        mirror.tags(),
        mirror.copying(),
        mirror.poll());
  }

  @Test
  void keepsWhatAListingHasAndNobodyFinds() throws IOException {
    pair.publish("v1");
    pair.poll(POLL);
    pair.up
        .behaviours()
        .inject(FaultRule.always(new Fault.NotFound()).on(RequestMatcher.path("/manifests/v1")));
    PollCount count = pair.poll(NEXT);
    assertThat(count.causes()).singleElement().asString().contains("gone at the source");
    assertThat(pair.at("v1").goneSince()).isEqualTo(NEXT);
    assertThat(pair.copied("v1")).isPresent();
  }

  @Test
  void prunesInStagesAloneAndNeverAllAtOnce() throws IOException {
    pair.targets.mirror =
        pair.mirror(order -> {
          order.prune = true;
          return order;
        });
    for (int i = 0; i < 12; i++) {
      pair.publish("v" + i);
    }
    pair.poll(POLL);
    pair.unpublish("v1");
    pair.poll(NEXT);
    pair.poll(NEXT.plusSeconds(300));
    assertThat(pair.targets.pruned).as("it lies in no stage").isEmpty();

    pair.targets.stages.put(pair.image("v1"), new InStage(null, true, true));
    pair.poll(NEXT.plusSeconds(600));
    assertThat(pair.targets.pruned).containsExactly(pair.image("v1"));
    assertThat(pair.copied("v1")).as("only its life takes it away").isPresent();

    for (int i = 2; i < 8; i++) {
      pair.unpublish("v" + i);
      pair.targets.stages.put(pair.image("v" + i), new InStage(null, true, true));
    }
    pair.poll(NEXT.plusSeconds(900));
    PollCount count = pair.poll(NEXT.plusSeconds(1200));
    assertThat(pair.targets.pruned).hasSize(1);
    assertThat(count.causes()).anyMatch(cause -> cause.contains("6 of 11 tags left the source"));
  }

  @Test
  void prunesNothingThatItsSourceDoesNotDenyByName() throws IOException {
    pair.targets.mirror =
        pair.mirror(order -> {
          order.prune = true;
          return order;
        });
    pair.publish("v1");
    pair.publish("v2");
    pair.poll(POLL);
    pair.targets.stages.put(pair.image("v1"), new InStage(null, true, true));
    pair.unpublish("v1");
    pair.up
        .behaviours()
        .inject(FaultRule.always(new Fault.ServerError(500)).on(RequestMatcher.path("/v1")));
    pair.poll(NEXT);
    pair.poll(NEXT.plusSeconds(300));
    assertThat(pair.targets.pruned).as("a list alone is no proof").isEmpty();

    pair.up.behaviours().clear();
    pair.poll(NEXT.plusSeconds(600));
    assertThat(pair.targets.pruned).containsExactly(pair.image("v1"));
  }

  @Test
  void prunesNothingWhereNothingMatchesAnyMore() throws IOException {
    pair.publish("v1");
    pair.publish("v2");
    pair.targets.stages.put(pair.image("v1"), new InStage(null, true, true));
    pair.poll(POLL);
    pair.targets.mirror =
        pair.mirror(order -> {
          order.prune = true;
          order.tags = new Selection(List.of(new TagPattern.Wildcard("x*")), List.of(), null);
          return order;
        });
    pair.unpublish("v1");
    pair.poll(NEXT);
    pair.poll(NEXT.plusSeconds(300));
    assertThat(pair.targets.pruned).isEmpty();
  }

  @Test
  void offersInAStageAndCopiesNothingThere() throws IOException {
    Manifest image = pair.publish("v1");
    pair.targets.stages.put(pair.image("v1"), new InStage(null, false, true));
    assertThat(pair.poll(POLL)).isEqualTo(new PollCount(1, 1, 1, 0, 0, List.of()));
    assertThat(pair.at("v1").owed())
        .isEqualTo(new MirrorTarget.Owed(MirrorTarget.Reason.NEW, image.digest(), true));
    assertThat(pair.copied("v1")).isEmpty();

    pair.targets.stages.put(pair.image("v1"), new InStage(null, false, false));
    PollCount dry = pair.poll(NEXT);
    assertThat(dry.offered()).isZero();
    assertThat(dry.causes()).singleElement().asString().startsWith("dry run: ");
  }

  @Test
  void listsReferrersInAStageAndLeavesItsTagAlone() throws IOException {
    Manifest image = pair.publish("v1");
    pair.poll(POLL);
    pair.targets.stages.put(pair.image("v1"), new InStage(image.digest(), true, true));
    Manifest signature = pair.images.referrer(image);
    pair.copies.requests().clear();
    pair.poll(POLL.plus(DAY));
    assertThat(pair.there.referrers(image.digest()))
        .extracting(entry -> entry.descriptor().digest())
        .containsExactly(signature.digest());
    assertThat(pair.tagged()).isEmpty();

    Manifest other = theirs("v1");
    pair.poll(POLL.plus(DAY).plus(DAY));
    assertThat(pair.copied("v1")).contains(other.digest());
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
  void remembersWhichTagCameLater() throws IOException {
    pair.targets.mirror =
        pair.mirror(order -> {
          order.tags = new Selection(List.of(), List.of(), new Newest(1, Newest.By.FIRST_SEEN));
          return order;
        });
    pair.publish("b");
    pair.publish("c");
    pair.poll(POLL);
    assertThat(pair.copied("c")).as("of those that came together the last").isPresent();
    pair.publish("a");
    pair.poll(NEXT);
    assertThat(pair.copied("a")).isPresent();
    assertThat(pair.copied("b")).isEmpty();
    assertThat(pair.at("c").selected()).isFalse();
  }

  @Test
  void findsTheRepositoriesThatItsPatternsMeanByTheCatalog() throws IOException {
    pair.publish("v1");
    pair.targets.mirror =
        pair.mirror(order -> {
          order.repositories = List.of("a*");
          return order;
        });
    assertThat(pair.poll(POLL).copied()).isEqualTo(1);
    assertThat(pair.copied("v1")).isPresent();
    pair.up
        .behaviours()
        .inject(FaultRule.always(new Fault.NotFound()).on(RequestMatcher.path("/_catalog")));
    PollCount count = pair.poll(NEXT);
    assertThat(count.causes()).singleElement().asString().contains("does not list");
    assertThat(pair.at("v1").goneSince()).isNull();
    assertThat(pair.at("v1").selected()).isTrue();
  }

  @Test
  void readsACatalogOnceAPollHoweverManyPagesThatHas() throws IOException {
    pair.publish("v1");
    pair.targets.mirror =
        pair.mirror(order -> {
          order.repositories = List.of("a*");
          return order;
        });
    pair.up
        .behaviours()
        .inject(
            FaultRule.always(Fault.TooManyRequests.retryAfter(Duration.ofMinutes(14)))
                .on(RequestMatcher.path("/manifests/v1"))
                .times(1));
    ApplicationFailure failure = TestStage.failure(() -> pair.select(POLL));
    assertThat(failure.getType()).isEqualTo(FailureType.THROTTLED.name());
    PollCount _ = pair.select(NEXT);
    assertThat(catalogs()).isEqualTo(2);
    assertThat(pair.select(POLL).looked()).isEqualTo(1);
    assertThat(catalogs()).as("no other for the same poll").isEqualTo(2);
  }

  private long catalogs() {
    return MirrorPair.asked(pair.up).stream().filter(asked -> asked.contains("_catalog")).count();
  }

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
    int many = 500;
    for (int i = 0; i < many; i++) {
      pair.publish("v%03d".formatted(i));
    }
    Manifest bad = pair.publish("v250");
    FaultRule broken =
        FaultRule.always(new Fault.WrongBytes())
            .on(RequestMatcher.path("/manifests/" + bad.digest()));
    pair.up.behaviours().inject(broken);
    PollCount count = pair.poll(POLL);
    assertThat(count.copied()).isEqualTo(many - 1);
    assertThat(count.troubles()).isEqualTo(1);
    assertThat(count.causes()).singleElement().asString().contains(":v250: ", bad.digest().value());
    MirrorTarget.Trouble trouble = Objects.requireNonNull(pair.at("v250").trouble());
    assertThat(trouble.count()).isEqualTo(1);

    pair.up.requests().clear();
    assertThat(pair.bring(POLL).troubles()).as("the same poll tries it no more").isZero();
    assertThat(pair.poll(NEXT).troubles()).isEqualTo(1);
    assertThat(Objects.requireNonNull(pair.at("v250").trouble()).count()).isEqualTo(2);
  }

  @Test
  void leavesToAnOlderMirrorWhatBothWouldBring() throws IOException {
    pair.publish("v1");
    pair.publish("v2");
    pair.targets.others.put(pair.image("v1"), "older");
    PollCount count = pair.poll(POLL);
    assertThat(count.copied()).isEqualTo(1);
    assertThat(count.causes()).containsExactly(Due.taken(pair.at("v1"), "older"));
    assertThat(pair.copied("v1")).isEmpty();
    assertThat(Objects.requireNonNull(pair.at("v1").trouble()).cause()).contains("mirror older");

    pair.targets.others.clear();
    assertThat(pair.poll(NEXT).copied()).isEqualTo(1);
    assertThat(pair.at("v1").trouble()).isNull();
  }

  @Test
  void asksOnceMoreBeforeItCopiesWhetherAnOlderMirrorDoes() throws IOException {
    pair.publish("v1");
    PollCount _ = pair.select(POLL);
    pair.targets.others.put(pair.image("v1"), "older");
    assertThat(pair.bring(POLL).troubles()).isEqualTo(1);
    assertThat(pair.copied("v1")).isEmpty();
    assertThat(pair.at("v1").owed()).isNull();
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

  @Test
  void looksAtNothingTwiceInOnePoll() throws IOException {
    pair.publish("v1");
    pair.select(POLL);
    pair.up.requests().clear();
    assertThat(pair.select(POLL)).isEqualTo(PollCount.NONE);
    assertThat(MirrorPair.asked(pair.up)).hasSize(1);
  }

  /** A registry may still be at what was sent to it; the next attempt begins seconds later. */
  private void awaitWhatWasOnItsWay() throws InterruptedException {
    int before = -1;
    while (before != pair.copies.requests().entries().size()) {
      before = pair.copies.requests().entries().size();
      Thread.sleep(1_000);
    }
  }

  private Manifest theirs(String tag) throws IOException {
    SampleImages others = new SampleImages(pair.there, 99);
    Manifest image = others.image(AMD64, 10);
    others.tag(image, new Tag(tag));
    return image;
  }

  private void selects(String glob) {
    pair.targets.mirror =
        pair.mirror(order -> {
          order.tags = new Selection(List.of(new TagPattern.Wildcard(glob)), List.of(), null);
          return order;
        });
  }

  private void forward(String tag) {
    pair.targets.mirror =
        pair.mirror(order -> {
          order.tags = Selection.of(new Tag(tag));
          order.as = new Tag("stable");
          order.overwrite = Overwrite.FORWARD;
          return order;
        });
  }

  private static MirrorPair.Order with(MirrorPair.Order order, Overwrite overwrite) {
    order.overwrite = overwrite;
    return order;
  }

  private static MirrorPair.Order with(MirrorPair.Order order, List<Platform> platforms) {
    order.platforms = platforms;
    return order;
  }

  private static PollCount count(int looked, int copied) {
    return new PollCount(looked, 0, 0, 0, 0, List.of(), copied);
  }
}
