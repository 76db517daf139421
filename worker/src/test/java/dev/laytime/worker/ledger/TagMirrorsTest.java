package dev.laytime.worker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activity.EvidenceResult;
import dev.laytime.activity.MirrorOrders;
import dev.laytime.activity.PollCount;
import dev.laytime.activity.PollPhase;
import dev.laytime.activity.PollReport;
import dev.laytime.activity.PollStop;
import dev.laytime.activity.PollWait;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import dev.laytime.ledger.TagListings;
import dev.laytime.ledger.TagPolls;
import dev.laytime.lifecycle.Inquiry;
import dev.laytime.lifecycle.LifeState;
import dev.laytime.mirror.Copying;
import dev.laytime.mirror.FoundMirror;
import dev.laytime.mirror.InStage;
import dev.laytime.mirror.MirrorTarget;
import dev.laytime.mirror.Newest;
import dev.laytime.mirror.Overwrite;
import dev.laytime.mirror.PollInterval;
import dev.laytime.mirror.RepositoryPrefix;
import dev.laytime.mirror.Selection;
import dev.laytime.mirror.TagMirror;
import dev.laytime.mirror.TagPattern;
import dev.laytime.mirror.Times;
import dev.laytime.view.MirrorsView;
import dev.laytime.worker.ledger.MirrorTargets.Copied;
import dev.laytime.worker.ledger.MirrorTargets.Count;
import dev.laytime.worker.ledger.MirrorTargets.Failing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TagMirrorsTest extends LedgerTest {

  private static final AdapterSettings FLUX = new AdapterSettings("imagerepo-mirror", "a");
  private static final String NAME = "copies.test/app";
  private static final Repository SOURCE = Repository.parse("up.test/app");
  private static final Instant POLL = START.plusSeconds(60);
  private static final Instant LOOK = START.plus(GRACE).plusSeconds(10);

  private final TagMirrors mirrors = ledger.tagMirrors();
  private final TagPolls polls = ledger.tagPolls();
  private final MirrorTargets targets = ledger.mirrorTargets();
  private final MirrorPolls mirrorPolls = ledger.mirrorPolls();

  @Test
  void keepsAMirrorWithAllThatItSays() {
    TagMirror all =
        new TagMirror(
            "all",
            RepositoryPrefix.parse("up.test"),
            RepositoryPrefix.parse("copies.test/up"),
            List.of("team/**"),
            new Selection(
                List.of(
                    new TagPattern.Wildcard("v*"),
                    new TagPattern.Regex("v[0-9]+"),
                    new TagPattern.Range(">=1.2"),
                    new TagPattern.Versions("2.13.x", true)),
                List.of(new TagPattern.Exact(new Tag("v0"))),
                new Newest(5, Newest.By.FIRST_SEEN)),
            new Copying(
                null,
                Overwrite.FORWARD,
                "{tag}-old",
                Times.EACH_ONCE,
                List.of(),
                false,
                Duration.ofDays(3),
                Duration.ofHours(1),
                Duration.ofHours(2),
                true,
                "7"),
            new PollInterval(Duration.ofMinutes(5)));
    mirrors.configure(List.of(all));
    assertThat(mirrors.find("all")).contains(all);
    assertThat(mirrors.wanted()).containsExactly(all);
  }

  @Test
  void pollsNoMirrorThatConfigurationHasNoMore() {
    mirrors.configure(List.of(mirror()));
    mirrors.configure(List.of());
    assertThat(mirrors.find(NAME)).isEmpty();
    assertThat(mirrors.wanted()).isEmpty();
    assertThat(polls.mirror(NAME)).isEmpty();
    assertThat(mirrorPolls.orders(NAME)).isEqualTo(MirrorOrders.NONE);
  }

  @Test
  void remembersWhatAMirrorBroughtUntilAMonthAfterItsEnd() {
    mirrors.configure(List.of(mirror()));
    polls.write(NAME, List.of(brought("1", 1)));
    mirrors.configure(List.of());
    clock.set(START.plus(Duration.ofDays(29)));
    mirrors.configure(List.of());
    assertThat(remembered()).hasSize(1);
    clock.set(START.plus(Duration.ofDays(31)));
    mirrors.configure(List.of());
    assertThat(remembered()).isEmpty();
  }

  @Test
  void beginsAnewWithAnObjectThatWasDeletedAndMadeAgain() {
    configureAdapters(FLUX);
    assertThat(mirrors.replace(FLUX, found("a"))).isTrue();
    polls.write(NAME, List.of(brought("1", 1)));
    assertThat(mirrors.replace(FLUX, List.of())).isTrue();
    assertThat(remembered()).hasSize(1);
    assertThat(mirrors.replace(FLUX, found("a"))).isTrue();
    assertThat(remembered()).as("it is the same").hasSize(1);
    assertThat(mirrors.replace(FLUX, found("b"))).isTrue();
    assertThat(remembered()).isEmpty();
    polls.write(NAME, List.of(brought("1", 1)));
    assertThat(mirrors.replace(FLUX, List.of())).isTrue();
    assertThat(mirrors.replace(FLUX, found("c"))).isTrue();
    assertThat(remembered()).isEmpty();
  }

  @Test
  void pollsNothingWhileItsObjectRestsAndKnowsItAgain() {
    configureAdapters(FLUX);
    var _ = mirrors.replace(FLUX, found("a"));
    polls.write(NAME, List.of(brought("1", 1)));
    mirrorPolls.polled(report(mirror(), POLL, ""));
    assertThat(ledger.mirroredImages().source(image("1"), digest(1))).isPresent();

    assertThat(mirrors.replace(FLUX, resting("a"))).isTrue();
    assertThat(ledger.mirroredImages().source(image("1"), digest(1)))
        .as("its source is not looked at")
        .isEmpty();
    assertThat(remembered()).hasSize(1);
    assertThat(mirrors.find(NAME)).contains(mirror());
    assertThat(mirrors.found(FLUX.name()))
        .containsExactly(new TagMirrors.Known(mirror(), "a", true));
    assertThat(mirrors.wanted()).isEmpty();
    assertThat(mirrorPolls.wanted()).isEmpty();
    assertThat(mirrorPolls.orders(NAME)).isEqualTo(MirrorOrders.NONE);
    assertThat(polls.mirror(NAME)).isEmpty();
    assertThat(views.mirrors().mirrors())
        .singleElement()
        .satisfies(view -> {
          assertThat(view.resting()).isTrue();
          assertThat(view.next()).isNull();
          assertThat(view.counts()).isNotNull();
        });

    clock.set(POLL.plusSeconds(60));
    assertThat(mirrors.replace(FLUX, found("a"))).isTrue();
    assertThat(remembered()).hasSize(1);
    assertThat(mirrorPolls.wanted()).extracting(MirrorPolls.Plan::atOnce).containsExactly(true);
    assertThat(views.mirrors().mirrors().getFirst().resting()).isFalse();
  }

  @Test
  void letsOthersHaveATagWhileTheOlderMirrorRests() {
    TagMirror younger = mirror("copies.test/younger", Times.ALWAYS, "");
    configureAdapters(FLUX);
    var _ = mirrors.replace(FLUX, found("a"));
    clock.set(POLL);
    mirrors.configure(List.of(younger));
    polls.write(NAME, List.of(brought("1", 1)));
    List<Reference> images = List.of(image("1"));
    assertThat(polls.taken(younger.name(), images)).containsValue(NAME);

    var _ = mirrors.replace(FLUX, resting("a"));
    assertThat(polls.taken(younger.name(), images)).isEmpty();
    clock.set(POLL.plusSeconds(1));
    var _ = mirrors.replace(FLUX, found("a"));
    assertThat(polls.taken(younger.name(), images)).as("it is as old").containsValue(NAME);
  }

  @Test
  void letsNothingRestOfAnObjectThatIsAnother() {
    configureAdapters(FLUX);
    var _ = mirrors.replace(FLUX, found("a"));
    var _ = mirrors.replace(FLUX, resting("b"));
    assertThat(mirrors.find(NAME)).isEmpty();
    var _ = mirrors.replace(FLUX, resting("a"));
    assertThat(mirrors.find(NAME)).as("it was let go").isEmpty();
  }

  @Test
  void takesMirrorsOfAnAdapterAsItIsConfiguredAlone() {
    assertThat(mirrors.replace(FLUX, found("a"))).isFalse();
    configureAdapters(FLUX);
    assertThat(mirrors.replace(FLUX, found("a"))).isTrue();
    assertThat(mirrors.replace(new AdapterSettings("imagerepo-mirror", "b"), List.of())).isFalse();
    assertThat(mirrors.wanted()).containsExactly(mirror());
    configureAdapters(FLUX);
    assertThat(mirrors.wanted()).as("what it found is kept").containsExactly(mirror());
    configureAdapters();
    assertThat(mirrors.wanted()).isEmpty();
    assertThat(mirrors.find(NAME)).isEmpty();
  }

  @Test
  void leavesTheMirrorsOfOthersAlone() {
    TagMirror other = mirror("copies.test/other", Times.ALWAYS, "");
    configureAdapters(FLUX);
    mirrors.configure(List.of(other));
    assertThat(mirrors.replace(FLUX, found("a"))).isTrue();
    assertThat(mirrors.replace(FLUX, List.of())).isTrue();
    assertThat(mirrors.wanted()).containsExactly(other);
  }

  @Test
  void writesEverythingThatIsKnownOfACopy() {
    MirrorTarget target =
        brought("1", 1)
            .found(digest(2), POLL)
            .due(new MirrorTarget.Owed(MirrorTarget.Reason.MOVED, digest(2), false), "")
            .failed("it answered 500", POLL)
            .writing(new MirrorTarget.Brought(source("2"), digest(2), digest(3), "g", POLL, POLL));
    polls.write(NAME, List.of(target));
    polls.write(NAME, List.of(target));
    assertThat(remembered()).isEqualTo(Map.of(target.image(), target));
    assertThat(polls.sources(NAME)).containsExactly(SOURCE);
    polls.forget(NAME, List.of(target.image()));
    assertThat(remembered()).isEmpty();
  }

  @Test
  void knowsWhereItsMirrorHasACopyFrom() {
    MirroredImages mirrored = ledger.mirroredImages();
    mirrors.configure(List.of(mirror()));
    polls.write(NAME, List.of(brought("1", 1)));
    assertThat(mirrored.source(image("1"), digest(1))).contains(source("1"));
    assertThat(mirrored.source(image("1"), digest(2))).as("not what it brought").isEmpty();
    assertThat(mirrored.source(image("2"), digest(1))).isEmpty();

    polls.write(NAME, List.of(brought("1", 1).gone(POLL)));
    assertThat(mirrored.source(image("1"), digest(1))).as("nothing is to be had there").isEmpty();

    polls.write(NAME, List.of(brought("1", 1)));
    mirrors.configure(List.of());
    assertThat(mirrored.source(image("1"), digest(1))).as("nobody mirrors it").isEmpty();
  }

  @Test
  void remembersACopyWhateverItsSourceIsCalledByNow() {
    polls.write(NAME, List.of(brought("1", 1)));
    Repository now = Repository.parse("up.test/other");
    assertThat(polls.remembered(NAME, now, null)).isEmpty();
    assertThat(polls.remembered(NAME, now, Repository.parse(NAME))).containsOnlyKeys(image("1"));
    assertThat(polls.remembered(NAME, now, Repository.parse("copies.test/other"))).isEmpty();
  }

  @Test
  void keepsHowFarAListingCameForTheSamePoll() {
    TagListings.Listing half =
        new TagListings.Listing(List.of(new Tag("b"), new Tag("a")), "https://up.test/v2/?last=a");
    polls.keep(NAME, SOURCE, POLL, half);
    assertThat(polls.listing(NAME, SOURCE, POLL)).contains(half);
    assertThat(polls.listing(NAME, SOURCE, POLL.plusSeconds(1))).isEmpty();
    assertThat(polls.listing("other", SOURCE, POLL)).isEmpty();

    TagListings.Listing more =
        new TagListings.Listing(List.of(new Tag("b"), new Tag("a"), new Tag("c")), "3");
    polls.keep(NAME, SOURCE, POLL, more);
    assertThat(polls.listing(NAME, SOURCE, POLL)).contains(more);
    polls.keep(NAME, SOURCE, POLL, null);
    assertThat(polls.listing(NAME, SOURCE, POLL)).isEmpty();

    polls.keep(NAME, SOURCE, POLL, half);
    mirrors.configure(List.of(mirror()));
    mirrorPolls.polled(report(mirror(), POLL, "it asked for patience"));
    assertThat(polls.listing(NAME, SOURCE, POLL)).as("it has ended").isEmpty();
  }

  @Test
  void owesWhatAPollHasNotFailedAt() {
    MirrorTarget one = owed("1", false);
    MirrorTarget failed = owed("2", false).failed("denied", POLL);
    MirrorTarget ofALife = owed("3", true);
    polls.write(NAME, List.of(one, failed, ofALife, brought("4", 4)));
    assertThat(polls.owed(NAME, POLL, 10)).containsExactly(one);
    assertThat(polls.owed(NAME, POLL.plusSeconds(1), 10)).containsExactly(one, failed);
    assertThat(polls.owed(NAME, POLL.plusSeconds(1), 1)).containsExactly(one);
  }

  @Test
  void knowsOfTwoMirrorsOfOneImageWhichIsOlder() {
    TagMirror younger = mirror("copies.test/younger", Times.ALWAYS, "");
    mirrors.configure(List.of(mirror()));
    clock.set(POLL);
    mirrors.configure(List.of(mirror(NAME, Times.ALWAYS, "changed"), younger));
    polls.write(NAME, List.of(brought("1", 1), brought("2", 2).unselected()));
    polls.write(younger.name(), List.of(owed("1", false)));
    List<Reference> images = List.of(image("1"), image("2"), image("3"));
    assertThat(polls.taken(younger.name(), images)).isEqualTo(Map.of(image("1"), NAME));
    assertThat(polls.taken(NAME, images)).isEmpty();
    assertThat(polls.taken("nobody", images)).isEmpty();

    mirrors.configure(List.of(younger));
    assertThat(polls.taken(younger.name(), images)).as("the other is gone").isEmpty();
    clock.set(POLL.plusSeconds(1));
    mirrors.configure(List.of(mirror(), younger));
    assertThat(polls.taken(younger.name(), images)).as("it came back").isEmpty();
    assertThat(polls.taken(NAME, images)).isEqualTo(Map.of(image("1"), younger.name()));
  }

  @Test
  void keepsToTheNamesWhereTwoMirrorsCameTogether() {
    TagMirror second = mirror("copies.test/second", Times.ALWAYS, "");
    mirrors.configure(List.of(mirror(), second));
    polls.write(NAME, List.of(brought("1", 1)));
    polls.write(second.name(), List.of(brought("1", 1)));
    assertThat(polls.taken(second.name(), List.of(image("1")))).containsValue(NAME);
    assertThat(polls.taken(NAME, List.of(image("1")))).isEmpty();
  }

  @Test
  void owesWhatFailsAgainAndAgainEverLaterAndToAnotherOrderAtOnce() {
    mirrors.configure(List.of(mirror()));
    Instant second = POLL.plusSeconds(300);
    MirrorTarget failing = owed("1", false).failed("denied", POLL).failed("denied", second);
    Instant next = Objects.requireNonNull(failing.trouble()).next();
    polls.write(NAME, List.of(failing));
    assertThat(polls.owed(NAME, next.minusMillis(1), 10)).isEmpty();
    assertThat(polls.owed(NAME, next, 10)).containsExactly(failing);
    assertThat(views.mirrors().mirrors().getFirst().causes())
        .singleElement()
        .asString()
        .contains("denied (2 in a row, next attempt not before 2026-");

    mirrors.configure(List.of(mirror(NAME, Times.ALWAYS, "2")));
    assertThat(polls.owed(NAME, next.minusMillis(1), 10)).hasSize(1);
  }

  @Test
  void offersALifeOnceAndNotInADryRun() {
    mirrors.configure(List.of(mirror()));
    MirrorTarget inStage = owed("1", APP);
    polls.write(NAME, List.of(inStage));
    configure(stage().dryRun());
    mirrors.configure(List.of(mirror()));
    assertThat(mirrorPolls.owed(NAME, null, 10)).isEmpty();

    configure(stage());
    mirrors.configure(List.of(mirror()));
    MirrorPolls.Owed owed = new MirrorPolls.Owed(NAME, APP, inStage.source(), digest(1));
    assertThat(mirrorPolls.owed(NAME, null, 10)).containsExactly(owed);
    mirrorPolls.offered(owed);
    assertThat(mirrorPolls.owed(NAME, null, 10)).isEmpty();
    assertThat(targets.of(NAME).waiting()).as("until its life has it").isEqualTo(1);
  }

  @Test
  void tellsHowAnImageInAStageStands() {
    configure(stage());
    assertThat(polls.inStages(List.of(APP, image("1"))))
        .isEqualTo(Map.of(APP, new InStage(null, false, true)));
    activities.remember(life(APP, 1, new LifeState.Present(), DIGEST));
    assertThat(polls.inStages(List.of(APP)))
        .isEqualTo(Map.of(APP, new InStage(DIGEST, false, true)));
  }

  @Test
  void countsEachSelectedImageOnce() {
    MirrorTarget moved = brought("3", 3).found(digest(4), POLL).due(null, "overwrite is never");
    polls.write(
        NAME,
        List.of(
            brought("1", 1),
            owed("2", false),
            moved,
            owed("4", false).failed("denied", POLL),
            brought("5", 5).gone(POLL).unselected()));
    MirrorTargets.Standing standing = targets.of(NAME);
    assertThat(standing.count()).isEqualTo(new Count(1, 1, 1, 1, 1, 1));
    assertThat(standing.matched()).isEqualTo(4);
    assertThat(standing.troubles()).containsExactly(new Failing(image("4"), "denied", 1, POLL));
    assertThat(standing.last())
        .contains(new Copied(source("1"), image("1"), digest(1), POLL))
        .hasSize(3);
    assertThat(targets.copied(NAME, 2)).hasSize(2);
    assertThat(targets.of("nobody").count()).isEqualTo(Count.NONE);
  }

  @Test
  void countsWhatIsOnlyLookedAfterAsItStands() {
    MirrorTarget.Reason[] upkeep = {
      MirrorTarget.Reason.AUDIT, MirrorTarget.Reason.REFERRERS, MirrorTarget.Reason.FILTERS
    };
    for (int i = 0; i < upkeep.length; i++) {
      polls.write(
          NAME,
          List.of(
              brought(String.valueOf(i), i)
                  .due(new MirrorTarget.Owed(upkeep[i], digest(i), false), "")));
    }
    polls.write(
        NAME,
        List.of(
            brought("3", 3)
                .believed(null, POLL)
                .due(new MirrorTarget.Owed(MirrorTarget.Reason.AUDIT, digest(3), false), "")));
    assertThat(targets.of(NAME).count()).isEqualTo(new Count(2, 2, 0, 0, 0, 0));
  }

  @Test
  void showsHowLongAPollWaits() {
    mirrors.configure(List.of(mirror()));
    Instant until = START.plusSeconds(840);
    mirrorPolls.waiting(new PollWait(NAME, until, "it answered 429"));
    assertThat(targets.of(NAME).throttledUntil()).isEqualTo(until);
    clock.set(until);
    assertThat(targets.of(NAME).throttledUntil()).isNull();
    clock.set(START);
    mirrorPolls.polled(report(mirror(), POLL, ""));
    MirrorTargets.Standing standing = targets.of(NAME);
    assertThat(standing.throttledUntil()).isNull();
    assertThat(standing.startedAt()).isEqualTo(POLL);
    assertThat(standing.endedAt()).isEqualTo(POLL.plusSeconds(5));
  }

  @Test
  void isPolledFromWhereItWasBrokenOff() {
    mirrors.configure(List.of(mirror()));
    PollStop stop = new PollStop(PollPhase.COPY, null);
    mirrorPolls.polled(
        new PollReport(
            NAME, mirror().source(), POLL, POLL, PollCount.NONE, "it answered 500", stop));
    assertThat(mirrorPolls.orders(NAME))
        .isEqualTo(new MirrorOrders(mirror().source(), mirror().target(), true, null, stop));
  }

  @Test
  void isPolledAtOnceWhereItBecameAnother() {
    mirrors.configure(List.of(mirror()));
    assertThat(mirrorPolls.wanted()).extracting(MirrorPolls.Plan::atOnce).containsExactly(true);
    mirrorPolls.polled(report(mirror(), POLL, ""));
    assertThat(mirrorPolls.wanted()).extracting(MirrorPolls.Plan::atOnce).containsExactly(false);
    clock.set(POLL.plusSeconds(1));
    mirrors.configure(List.of(mirror()));
    assertThat(mirrorPolls.wanted()).extracting(MirrorPolls.Plan::atOnce).containsExactly(false);
    mirrors.configure(List.of(mirror(NAME, Times.ALWAYS, "2")));
    assertThat(mirrorPolls.wanted()).extracting(MirrorPolls.Plan::atOnce).containsExactly(true);
  }

  @Test
  void hasItsScheduleMadeAnewWheneverItBecomesAnother() {
    mirrors.configure(List.of(mirror()));
    mirrorPolls.scheduled(mirrorPolls.changed().getFirst());
    mirrors.configure(List.of(mirror()));
    assertThat(mirrorPolls.changed()).isEmpty();
    for (String edition : List.of("2", "3")) {
      clock.set(clock.instant().plusSeconds(1));
      mirrors.configure(List.of(mirror(NAME, Times.ALWAYS, edition)));
      assertThat(mirrorPolls.changed()).hasSize(1);
      mirrorPolls.scheduled(mirrorPolls.changed().getFirst());
      assertThat(mirrorPolls.changed()).isEmpty();
    }
  }

  @Test
  void isDoneOnceAllThatMatchedWasBroughtUntilTheOrderIsAnother() {
    TagMirror once = mirror(NAME, Times.ONCE, "1");
    mirrors.configure(List.of(once));
    assertThat(mirrorPolls.polled(report(once, POLL, ""))).isFalse();
    assertThat(mirrors.wanted()).as("nothing matched yet").hasSize(1);

    polls.write(NAME, List.of(brought("1", 1, once), owed("2", false)));
    mirrorPolls.polled(report(once, POLL, ""));
    assertThat(mirrors.wanted()).as("one is owed").hasSize(1);

    polls.write(NAME, List.of(brought("2", 2, once)));
    mirrorPolls.polled(report(once, POLL, "it answered 500"));
    assertThat(mirrors.wanted()).as("not all of it was looked at").hasSize(1);
    assertThat(mirrorPolls.polled(report(once, POLL, ""))).isTrue();
    assertThat(mirrors.wanted()).isEmpty();
    assertThat(mirrors.find(NAME)).contains(once);
    assertThat(targets.of(NAME).done()).isTrue();
    assertThat(mirrorPolls.orders(NAME)).isEqualTo(MirrorOrders.NONE);

    TagMirror again = mirror(NAME, Times.ONCE, "2");
    mirrors.configure(List.of(again));
    assertThat(mirrors.wanted()).containsExactly(again);
    assertThat(mirrorPolls.wanted()).extracting(MirrorPolls.Plan::mirror).containsExactly(NAME);
  }

  @Test
  void looksAnewByAnotherOrderAtWhatTheOneBeforeLeft() {
    mirrors.configure(List.of(mirror()));
    MirrorTarget left =
        MirrorTarget.first(image("1"), source("1"), POLL)
            .found(digest(1), POLL)
            .believed(digest(2), POLL)
            .due(null, "overwrite is never");
    polls.write(NAME, List.of(left, brought("2", 2).due(null, "overwrite is never")));
    mirrors.configure(List.of(mirror()));
    assertThat(remembered("1")).isEqualTo(left);
    mirrors.configure(List.of(mirror(NAME, Times.ALWAYS, "2")));
    MirrorTarget now = remembered("1");
    assertThat(now.kept()).isEmpty();
    assertThat(now.destination()).isNull();
    assertThat(remembered("2").destination()).isNotNull();
  }

  // What a mirror keeps in a stage

  @Test
  void keepsInAStageWhatItSelectsAndBrought() {
    unusedAndMirrored(broughtIntoTheStage());
    assertThat(evidence().inquiry()).isInstanceOf(Inquiry.Later.class);
    assertThat(reasons())
        .anyMatch(reason -> reason.contains("mirror %s keeps a copy".formatted(NAME)));
    mirrors.configure(List.of());
    assertThat(evidence().inquiry()).isInstanceOf(Inquiry.Proven.class);
  }

  @Test
  void keepsInAStageWhatAnObjectBroughtThatIsSuspended() {
    var _ =
        ledger
            .registration()
            .register(
                new LedgerSettings(
                    List.of(stage().settings()),
                    List.of(new SourceSettings("git", "directory", SCAN)),
                    List.of(HUB),
                    List.of(FLUX)),
                START);
    owned();
    var _ = mirrors.replace(FLUX, found("a"));
    polls.write(NAME, List.of(broughtIntoTheStage().gone(POLL).unselected()));
    unused(APP, DIGEST);
    trusted(START.plus(GRACE).plusSeconds(1), OTHER);
    clock.set(LOOK);

    var _ = mirrors.replace(FLUX, resting("a"));
    assertThat(reasons()).anyMatch(reason -> reason.contains("its source has it no more since"));
    assertThat(views.why(APP, LOOK).lives().getFirst().decided())
        .singleElement()
        .asString()
        .endsWith("suspended or refused, so its source is not looked at");
    var _ = mirrors.replace(FLUX, List.of());
    assertThat(evidence().inquiry()).isInstanceOf(Inquiry.Proven.class);
  }

  @Test
  void letsNothingLeaveForHavingLeftItsSource() {
    unusedAndMirrored(broughtIntoTheStage().gone(POLL).unselected());
    assertThat(reasons()).anyMatch(reason -> reason.contains("its source has it no more since"));
  }

  @Test
  void letsNothingLeaveForHavingMovedAtItsSource() {
    unusedAndMirrored(broughtIntoTheStage().found(digest(9), POLL).due(null, "overwrite is never"));
    assertThat(reasons()).anyMatch(reason -> reason.contains("keeps a copy of it"));
  }

  @Test
  void keepsNoLongerWhatItSelectsNoMoreOrPrunes() {
    unusedAndMirrored(broughtIntoTheStage().unselected());
    assertThat(evidence().inquiry()).isInstanceOf(Inquiry.Proven.class);
    polls.write(NAME, List.of(broughtIntoTheStage().gone(POLL).unselected()));
    assertThat(evidence().inquiry()).isInstanceOf(Inquiry.Later.class);
    polls.prune(NAME, List.of(APP));
    assertThat(evidence().inquiry()).isInstanceOf(Inquiry.Proven.class);
    assertThat(telling.owed(10)).anyMatch(look -> look.why().contains("left the source of mirror"));
  }

  @Test
  void tellsOfAnImageWhichMirrorBringsItAndHowItsSourceStands() {
    unusedAndMirrored(broughtIntoTheStage().gone(POLL));
    mirrorPolls.waiting(new PollWait(NAME, LOOK.plusSeconds(60), "it answered 429"));
    assertThat(views.why(APP, LOOK).lives().getFirst().decided())
        .singleElement()
        .asString()
        .startsWith("mirror %s brings it from up.test/app:1: there it is ".formatted(NAME))
        .contains("gone from there since " + POLL, "next slot at " + LOOK.plusSeconds(60));
  }

  @Test
  void tellsWhereTheLastPollDoesNotKnowWhatTheSourceHas() {
    mirrors.configure(List.of(mirror()));
    polls.write(NAME, List.of(brought("1", 1)));
    String cause = "up.test/app: list tags: refused";
    for (PollCount count : List.of(PollCount.ofUnlisted(cause), PollCount.ofCopies(1))) {
      mirrorPolls.polled(
          new PollReport(NAME, mirror().source(), POLL, POLL.plusSeconds(5), count, "", null));
      boolean listed = count.unlisted() == 0;
      assertThat(targets.of(NAME).unknown())
          .isEqualTo(listed ? "" : "its source cannot be listed: " + cause);
      assertThat(targets.of(NAME).causes()).isEqualTo(listed ? List.of() : List.of(cause));
      assertThat(views.mirrors().mirrors().getFirst().troubles()).isEqualTo(listed ? 0 : 1);
    }
  }

  @Test
  void listsMirrorsWithTheirCountsAndWhenTheyAreNext() {
    mirrors.configure(List.of(mirror()));
    polls.write(NAME, List.of(brought("1", 1), owed("4", false).failed("denied", POLL)));
    mirrorPolls.polled(report(mirror(), POLL, "it answered 500"));
    assertThat(views.mirrors().mirrors())
        .containsExactly(
            new MirrorsView.Mirror(
                NAME,
                "up.test/app",
                NAME,
                new MirrorsView.Counts(2, 1, 0, 1, 0, 0, 0),
                300,
                POLL,
                POLL.plusSeconds(5),
                "it answered 500",
                PollCount.NONE.text(),
                1,
                POLL.plusSeconds(300),
                "",
                false,
                false,
                START,
                List.of(image("4") + ": denied (1 in a row)")));
  }

  private void unusedAndMirrored(MirrorTarget target) {
    configure(stage());
    mirrors.configure(List.of(mirror()));
    polls.write(NAME, List.of(target));
    unused(APP, DIGEST);
    trusted(START.plus(GRACE).plusSeconds(1), OTHER);
    clock.set(LOOK);
  }

  private static MirrorTarget broughtIntoTheStage() {
    return MirrorTarget.first(APP, source("1"), POLL)
        .found(DIGEST, POLL)
        .believed(DIGEST, POLL)
        .brought(new MirrorTarget.Brought(source("1"), DIGEST, DIGEST, "f", POLL, POLL));
  }

  private Map<Reference, MirrorTarget> remembered() {
    return polls.remembered(NAME, SOURCE, null);
  }

  private MirrorTarget remembered(String tag) {
    return Objects.requireNonNull(remembered().get(image(tag)));
  }

  private EvidenceResult evidence() {
    return evidence(APP, DIGEST, START.plus(GRACE), LOOK);
  }

  private List<String> reasons() {
    return evidence().inquiry() instanceof Inquiry.Later later ? later.reasons() : List.of();
  }

  private void configureAdapters(AdapterSettings... adapters) {
    var _ =
        ledger
            .registration()
            .register(
                new LedgerSettings(List.of(), List.of(), List.of(), List.of(adapters)), START);
  }

  private static List<FoundMirror> found(String uid) {
    return List.of(FoundMirror.of(uid, mirror()));
  }

  private static List<FoundMirror> resting(String uid) {
    return List.of(FoundMirror.resting(uid, NAME));
  }

  private static PollReport report(TagMirror mirror, Instant start, String failure) {
    return new PollReport(
        mirror.name(), mirror.source(), start, start.plusSeconds(5), PollCount.NONE, failure, null);
  }

  private static TagMirror mirror() {
    return mirror(NAME, Times.ALWAYS, "");
  }

  private static TagMirror mirror(String name, Times times, String edition) {
    Copying plain = Copying.PLAIN;
    return new TagMirror(
        name,
        RepositoryPrefix.parse("up.test/app"),
        RepositoryPrefix.parse(name),
        List.of(),
        Selection.ALL,
        new Copying(
            null,
            plain.overwrite(),
            null,
            times,
            List.of(),
            true,
            Duration.ZERO,
            Copying.DAILY,
            Copying.DAILY,
            false,
            edition),
        new PollInterval(Duration.ofMinutes(5)));
  }

  private static Reference image(String tag) {
    return Reference.parse(NAME + ":" + tag);
  }

  private static Reference source(String tag) {
    return Reference.parse(SOURCE + ":" + tag);
  }

  private static MirrorTarget owed(String tag, boolean byLife) {
    return owed(tag, image(tag), byLife);
  }

  private static MirrorTarget owed(String tag, Reference image) {
    return owed(tag, image, true);
  }

  private static MirrorTarget owed(String tag, Reference image, boolean byLife) {
    Digest digest = digest(Integer.parseInt(tag));
    return MirrorTarget.first(image, source(tag), POLL)
        .found(digest, POLL)
        .due(new MirrorTarget.Owed(MirrorTarget.Reason.NEW, digest, byLife), "");
  }

  private static MirrorTarget brought(String tag, int digest) {
    return brought(tag, digest, null);
  }

  private static MirrorTarget brought(String tag, int digest, @Nullable TagMirror by) {
    Digest is = digest(digest);
    String filters = by == null ? "f" : by.copying().filters();
    return MirrorTarget.first(image(tag), source(tag), POLL)
        .found(is, POLL)
        .believed(is, POLL)
        .brought(new MirrorTarget.Brought(source(tag), is, is, filters, POLL, POLL));
  }
}
