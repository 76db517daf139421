package dev.laytime.worker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activity.BuryRequest;
import dev.laytime.activity.MirrorOrders;
import dev.laytime.activity.PollCount;
import dev.laytime.activity.PollPhase;
import dev.laytime.activity.PollReport;
import dev.laytime.activity.PollStop;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import dev.laytime.ledger.Polls;
import dev.laytime.lifecycle.Event;
import dev.laytime.lifecycle.LifeState;
import dev.laytime.lifecycle.Obituary;
import dev.laytime.mirror.KnownTag;
import dev.laytime.mirror.MirrorRule;
import dev.laytime.mirror.OrderLimits;
import dev.laytime.mirror.PollInterval;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What polls remember, and what they owe. */
class PollsTest extends LedgerTest {

  private static final PollInterval OFTEN = new PollInterval(Duration.ofMinutes(5));
  private static final MirrorRule POLLED = HUB.polled(OFTEN);
  private static final String NAME = HUB.target().toString();
  private static final MirrorRule FOUND =
      MirrorRule.found(HUB.target(), HUB.source()).polled(OFTEN);
  private static final Repository APPS = APP.repository();
  private static final Instant POLL = START.plusSeconds(60);
  private static final Instant NEXT = POLL.plusSeconds(300);

  private final Polls polls = ledger.polls();
  private final MirrorPolls mirrors = ledger.mirrorPolls();

  @Test
  void knowsWhatEveryLifeHasFoundBelowTheTarget() {
    polled(stage());
    alive("reg:5000/demo/hub/app:1", new LifeState.Present());
    alive("reg:5000/demo/hub/team/b:2", unused());
    alive("reg:5000/demo/hub/c:3", quarantined(START));
    alive("reg:5000/demo/hubble/d:4", new LifeState.Present());
    alive("reg:5000/demo/e:5", new LifeState.Present());
    activities.remember(
        life(Reference.parse("reg:5000/demo/hub/f:6"), 1, new LifeState.Wanted(), null));
    alive("reg:5000/demo/hub/app@" + DIGEST, new LifeState.Present());

    assertThat(known())
        .containsExactly(
            new KnownTag(APP, null, true, DIGEST, false),
            new KnownTag(Reference.parse("reg:5000/demo/hub/c:3"), null, false, DIGEST, false),
            new KnownTag(Reference.parse("reg:5000/demo/hub/team/b:2"), null, true, DIGEST, false));
    assertThat(repositories())
        .containsExactly(
            "reg:5000/demo/hub/app",
            "reg:5000/demo/hub/c",
            "reg:5000/demo/hub/f",
            "reg:5000/demo/hub/team/b");
  }

  @Test
  void takesNoUnderscoreForAnyLetter() {
    MirrorRule odd = rule("reg:5000/demo/h_b", "docker.io/library").polled(OFTEN);
    configure(List.of(stage()), List.of(odd));
    alive("reg:5000/demo/hub/app:1", new LifeState.Present());
    alive("reg:5000/demo/h_b/app:1", new LifeState.Present());
    assertThat(polls.known(odd, null, 10).entries())
        .extracting(sight -> sight.tag().image().text())
        .containsExactly("reg:5000/demo/h_b/app:1");
  }

  @Test
  void leavesOutWhatALongerRuleBrings() {
    MirrorRule longer = rule("reg:5000/demo/hub/team", "quay.io/team");
    configure(List.of(stage()), List.of(POLLED, longer));
    alive("reg:5000/demo/hub/app:1", new LifeState.Present());
    alive("reg:5000/demo/hub/team/b:2", new LifeState.Present());
    assertThat(known()).extracting(KnownTag::image).containsExactly(APP);
    assertThat(repositories()).containsExactly("reg:5000/demo/hub/app");
  }

  @Test
  void readsPageByPage() {
    polled(stage());
    for (int i = 0; i < 5; i++) {
      alive("reg:5000/demo/hub/app:" + i, new LifeState.Present());
      alive("reg:5000/demo/hub/app" + i + ":1", new LifeState.Present());
    }
    List<String> seen = new ArrayList<>();
    String after = null;
    do {
      Polls.Page<Polls.Sight> page = polls.known(POLLED, after, 3);
      page.entries().forEach(sight -> seen.add(sight.tag().image().text()));
      after = page.next();
    } while (after != null);
    assertThat(seen).hasSize(10).doesNotHaveDuplicates();
    Polls.Page<Polls.Place> places = polls.repositories(POLLED, null, 4);
    assertThat(places.entries()).hasSize(4);
    assertThat(polls.repositories(POLLED, places.next(), 4).entries()).hasSize(2);
  }

  @Test
  void readsByNameWhatLivesHaveAndWhatIsRemembered() {
    polled(stage());
    for (String name : List.of("a", "c", "e")) {
      alive("reg:5000/demo/hub/%s:1".formatted(name), new LifeState.Present());
    }
    for (String name : List.of("b", "c", "d", "f")) {
      Reference image = Reference.parse("reg:5000/demo/hub/%s:1".formatted(name));
      polls.found(POLLED, image, DIGEST, POLL, false);
    }
    Polls.Page<Polls.Sight> first = polls.known(POLLED, null, 3);
    assertThat(names(first)).containsExactly("a", "b", "c");
    Polls.Page<Polls.Sight> second = polls.known(POLLED, first.next(), 3);
    assertThat(names(second)).containsExactly("d", "e", "f");
    assertThat(polls.known(POLLED, second.next(), 3)).isEqualTo(new Polls.Page<>(List.of(), null));
    Polls.Page<Polls.Place> places = polls.repositories(POLLED, null, 4);
    assertThat(places.next()).isEqualTo("reg:5000/demo/hub/d");
    assertThat(polls.repositories(POLLED, places.next(), 4).entries())
        .extracting(place -> place.repository().toString())
        .containsExactly("reg:5000/demo/hub/e", "reg:5000/demo/hub/f");
  }

  private static List<String> names(Polls.Page<Polls.Sight> page) {
    return page.entries().stream()
        .map(sight -> sight.tag().image().repository().path().substring("demo/hub/".length()))
        .toList();
  }

  @Test
  void remembersWhatTheSourceHadAfterTheImageHasLeft() {
    polled(stage());
    polls.found(POLLED, APP, DIGEST, POLL, false);
    assertThat(known()).containsExactly(new KnownTag(APP, DIGEST, false, null, false));

    alive(APP.text(), new LifeState.Present());
    assertThat(known()).containsExactly(new KnownTag(APP, DIGEST, true, DIGEST, false));
    assertThat(polls.known(POLLED, null, 1).entries().getFirst().looked()).isEqualTo(POLL);
  }

  @Test
  void knowsWhatOurOwnCopyBroughtFromWhatIsThereBesides() {
    polled(stage());
    copied(APP, DIGEST, "docker.io/library/app:1");
    copied(APPS.tagged(new Tag("2")), DIGEST, "quay.io/others/app:2");
    pushedOver(APPS.tagged(new Tag("3")));
    assertThat(known()).extracting(KnownTag::copied).containsExactly(true, true, false);
  }

  @Test
  void asksForAClusterOnlyWhatItsRuleBrought() {
    foundInACluster(FOUND);
    copied(APP, DIGEST, "docker.io/library/app:1");
    alive("reg:5000/demo/hub/app:2", new LifeState.Present());
    pushedOver(APPS.tagged(new Tag("3")));
    copied(APPS.tagged(new Tag("4")), DIGEST, "quay.io/others/app:4");
    polls.found(FOUND, APPS.tagged(new Tag("5")), DIGEST, POLL, true);
    alive("reg:5000/demo/hub/theirs:1", new LifeState.Present());
    pushedOver(Reference.parse("reg:5000/demo/hub/over:1"));
    copied(Reference.parse("reg:5000/demo/hub/elsewhere:1"), DIGEST, "quay.io/others/elsewhere:1");

    assertThat(known())
        .extracting(tag -> tag.image().text())
        .containsExactly("reg:5000/demo/hub/app:1", "reg:5000/demo/hub/app:5");
    assertThat(repositories()).containsExactly("reg:5000/demo/hub/app");
  }

  @Test
  void leavesOutWhatNobodyMayOrderByTheRule() {
    limited(new OrderLimits(List.of("team/**"), List.of()));
    alive("reg:5000/demo/hub/app:1", new LifeState.Present());
    alive("reg:5000/demo/hub/team/b:2", new LifeState.Present());
    polls.found(rule(), APP, DIGEST, POLL, true);
    assertThat(known())
        .extracting(tag -> tag.image().text())
        .containsExactly("reg:5000/demo/hub/team/b:2");
    assertThat(repositories()).containsExactly("reg:5000/demo/hub/team/b");
    assertThat(owed()).isEmpty();
    assertThat(views.why(APP, NEXT).lives().getFirst().decided()).isEmpty();
  }

  @Test
  void discoversNothingForNamespacesThatMayNotOrder() {
    limited(new OrderLimits(List.of(), List.of("team-*")));
    copied(APP, DIGEST, "docker.io/library/app:1");
    activities.remember(
        life(Reference.parse("reg:5000/demo/hub/f:6"), 1, new LifeState.Wanted(), null));
    assertThat(repositories()).containsExactly("reg:5000/demo/hub/app");
  }

  @Test
  void takesNothingForNewThatALifeHasFoundInTheStage() {
    polled(stage());
    polls.history(POLLED, APPS, tags("1"), POLL);
    alive("reg:5000/demo/hub/app:2", new LifeState.Present());
    alive("reg:5000/demo/hub/app:3", unused());
    activities.remember(
        life(Reference.parse("reg:5000/demo/hub/app:4"), 1, new LifeState.Wanted(), null));
    assertThat(tags(POLLED, APPS)).contains(Set.copyOf(tags("1", "2", "3")));
  }

  @Test
  void looksNoMoreAtWhatIsOverAndWasNotNamedForAMonth() {
    polled(stage());
    polls.found(POLLED, APP, DIGEST, START, false);
    Instant named = START.plus(Duration.ofDays(10));
    over(1, named, "no source names it any more; last git");
    Duration month = Duration.ofDays(30);
    clock.set(named.plus(month).minusSeconds(1));
    assertThat(known()).hasSize(1);
    clock.set(named.plus(month));
    assertThat(known()).isEmpty();

    over(2, named.plus(month), "mirror reg:5000/demo/hub offers " + DIGEST);
    assertThat(known()).as("what a poll does names nothing").isEmpty();
    activities.remember(life(APP, 3, new LifeState.Present(), DIGEST));
    assertThat(known()).hasSize(1);
  }

  @Test
  void looksForAMonthAtWhatItFoundAndNobodyEverNamed() {
    polled(stage());
    polls.found(POLLED, APP, DIGEST, POLL, true);
    over(1, POLL, "first seen");
    clock.set(POLL.plus(Duration.ofDays(30)).minusSeconds(1));
    assertThat(known()).hasSize(1);
    clock.set(POLL.plus(Duration.ofDays(30)));
    assertThat(known()).isEmpty();
  }

  @Test
  void forgetsWhatWasNotPolledForAMonth() {
    polled(stage());
    polls.found(POLLED, APP, DIGEST, POLL, true);
    polls.history(POLLED, APPS, tags("1"), POLL);
    mirrors.polled(new PollReport(NAME, HUB.source(), POLL, NEXT, PollCount.NONE, "", null));
    clock.set(NEXT.plus(Duration.ofDays(31)));
    polled(stage());
    assertThat(tags(POLLED, APPS)).as("it is polled, if seldom").isPresent();

    configure(stage());
    polled(stage());
    assertThat(tags(POLLED, APPS)).as("its return is a first listing").isEmpty();
    assertThat(database.rows("polled_tags")).isEmpty();
    assertThat(database.rows("polls")).isEmpty();
  }

  private void over(long epoch, Instant at, String line) {
    activities.bury(
        new BuryRequest(
            life(
                APP,
                epoch,
                new LifeState.Deleted(at),
                DIGEST,
                START,
                null,
                List.of(new Event(epoch, 1, at, "DELETED", line))),
            new Obituary(APP.text(), DIGEST, at, "deleted", List.of("git: not named"), 500)));
  }

  @Test
  void forgetsNothingWhenTheSourceDoesNotTell() {
    polled(stage());
    polls.found(POLLED, APP, DIGEST, POLL, true);
    polls.missed(POLLED, APP, NEXT, "docker.io answered 404");
    polls.missed(POLLED, APP, NEXT.plusSeconds(300), "docker.io answered 500");
    assertThat(known()).containsExactly(new KnownTag(APP, DIGEST, false, null, false));
    assertThat(owed()).containsExactly(APP + " " + DIGEST);
    assertThat(database.rows("polled_tags"))
        .singleElement()
        .asString()
        .contains("trouble=docker.io answered 500", "trouble_count=2");

    polls.found(POLLED, APP, DIGEST, NEXT.plusSeconds(600), false);
    assertThat(database.rows("polled_tags"))
        .singleElement()
        .asString()
        .contains("trouble=null", "trouble_count=0");
  }

  @Test
  void tellsHistoryFromWhatIsNew() {
    polled(stage());
    assertThat(tags(POLLED, APPS)).isEmpty();
    polls.found(POLLED, APP, DIGEST, POLL, false);
    polls.missed(POLLED, APPS.tagged(new Tag("own")), POLL, "404");
    polls.history(POLLED, APPS, tags("1", "2"), POLL);
    assertThat(tags(POLLED, APPS)).contains(Set.copyOf(tags("1", "2")));
    assertThat(known()).as("history is not looked at").hasSize(1);

    polls.missed(POLLED, APPS.tagged(new Tag("pushed-by-hand")), NEXT, "404");
    assertThat(tags(POLLED, APPS))
        .as("what the source never had is new when it appears there")
        .contains(Set.copyOf(tags("1", "2")));
    assertThat(polls.memory(POLLED, APPS).orElseThrow().missed())
        .isEqualTo(Map.of(new Tag("pushed-by-hand"), NEXT));

    polls.history(POLLED, APPS, tags("3"), NEXT);
    assertThat(tags(POLLED, APPS)).as("it is history once").contains(Set.copyOf(tags("1", "2")));
  }

  @Test
  void remembersWithWhichRepositoriesAPollIsDone() {
    polled(stage());
    alive(APP.text(), new LifeState.Present());
    alive("reg:5000/demo/hub/b:1", new LifeState.Present());
    assertThat(done()).isEqualTo(Map.of());
    polls.looked(POLLED, APPS, POLL);
    assertThat(done()).isEqualTo(Map.of(APPS, POLL));
    assertThat(tags(POLLED, APPS)).as("it could not be listed").isEmpty();

    polls.history(POLLED, APPS, tags("1"), NEXT);
    polls.looked(POLLED, APPS, NEXT.plusSeconds(300));
    assertThat(done()).isEqualTo(Map.of(APPS, NEXT.plusSeconds(300)));
    assertThat(tags(POLLED, APPS)).isPresent();
  }

  private Map<Repository, Instant> done() {
    Map<Repository, Instant> done = new HashMap<>();
    for (Polls.Place place : polls.repositories(POLLED, null, 100).entries()) {
      if (place.looked() != null) {
        done.put(place.repository(), place.looked());
      }
    }
    return done;
  }

  @Test
  void hasAHistoryThatIsEmptyWhereNothingWasThere() {
    polled(stage());
    polls.history(POLLED, APPS, List.of(), POLL);
    assertThat(tags(POLLED, APPS)).contains(Set.of());
  }

  @Test
  void remembersForEachSourceApart() {
    polled(stage());
    polls.found(POLLED, APP, DIGEST, POLL, true);
    polls.history(POLLED, APPS, tags("1"), POLL);
    MirrorRule elsewhere = rule("reg:5000/demo/hub", "quay.io/org").polled(OFTEN);
    configure(List.of(stage()), List.of(elsewhere), "git");
    assertThat(polls.rule(NAME)).contains(elsewhere);
    assertThat(polls.known(elsewhere, null, 10).entries()).isEmpty();
    assertThat(tags(elsewhere, APPS)).isEmpty();
    assertThat(owed()).isEmpty();
  }

  @Test
  void owesWhatWasFoundUntilItIsOfferedAndOnlyTheLast() {
    polled(stage());
    polls.found(POLLED, APP, DIGEST, POLL, true);
    polls.found(POLLED, APP, DIGEST, NEXT, false);
    assertThat(owed()).containsExactly(APP + " " + DIGEST);
    MirrorPolls.Owed first = mirrors.owed(NAME, null, 1).getFirst();
    assertThat(first.source()).isEqualTo(Reference.parse("docker.io/library/app:1"));
    assertThat(first.by()).isEqualTo("mirror reg:5000/demo/hub");

    polls.found(POLLED, APP, digest(2), NEXT.plusSeconds(300), true);
    mirrors.offered(first);
    assertThat(owed()).containsExactly(APP + " " + digest(2));

    mirrors.offered(mirrors.owed(NAME, null, 1).getFirst());
    assertThat(owed()).isEmpty();
    polls.found(POLLED, APP, digest(2), NEXT.plusSeconds(600), false);
    assertThat(owed()).isEmpty();
  }

  @Test
  void offersNothingInADryRun() {
    polled(stage());
    alive(APP.text(), new LifeState.Present());
    polls.found(POLLED, APP, digest(2), POLL, true);
    assertThat(polls.known(POLLED, null, 1).entries().getFirst().mayOffer()).isTrue();

    polled(stage().dryRun());
    assertThat(owed()).isEmpty();
    assertThat(polls.known(POLLED, null, 1).entries().getFirst().mayOffer()).isFalse();
    assertThat(polls.repositories(POLLED, null, 1).entries().getFirst().mayOffer()).isFalse();

    polled(stage());
    assertThat(owed()).hasSize(1);
  }

  @Test
  void offersInAStageThatOnlyObservesBecauseWhatIsOrderedIsCopied() {
    polled(stage().observing());
    alive(APP.text(), new LifeState.Present());
    polls.found(POLLED, APP, digest(2), POLL, true);
    assertThat(owed()).hasSize(1);
  }

  @Test
  void goesOnWithWhatMayBeOfferedBehindWhatMayNot() {
    polled(stage());
    for (String name : List.of("a", "b", "c", "d")) {
      Reference image = Reference.parse("reg:5000/demo/hub/%s:1".formatted(name));
      polls.found(POLLED, image, DIGEST, POLL, true);
    }
    Stage dry = stage().name("dry", "reg:5000/demo/hub/a").dryRun();
    Stage drier = stage().name("drier", "reg:5000/demo/hub/b").dryRun();
    configure(List.of(stage(), dry, drier), List.of(POLLED), "git");
    List<MirrorPolls.Owed> first = mirrors.owed(NAME, null, 1);
    assertThat(first)
        .extracting(owed -> owed.image().text())
        .containsExactly("reg:5000/demo/hub/c:1");
    assertThat(mirrors.owed(NAME, first.getFirst().image(), 5)).hasSize(1);
  }

  @Test
  void owesNothingOnceTheRuleIsNotPolledAnyMore() {
    polled(stage());
    polls.found(POLLED, APP, DIGEST, POLL, true);
    configure(stage());
    assertThat(owed()).isEmpty();
    assertThat(polls.rule(NAME)).isEmpty();
    assertThat(mirrors.orders(NAME)).isEqualTo(MirrorOrders.NONE);
  }

  @Test
  void saysWhatIsToBePolled() {
    polled(stage());
    assertThat(polls.rule(NAME)).contains(POLLED);
    assertThat(mirrors.orders(NAME))
        .isEqualTo(new MirrorOrders(HUB.source(), HUB.target(), false, "demo", null));
    assertThat(mirrors.orders("reg:5000")).isEqualTo(MirrorOrders.NONE);
  }

  @Test
  void wakesNoLifeForAnotherInterval() {
    polled(stage());
    alive(APP.text(), new LifeState.Present());
    MirrorRule rarely = HUB.polled(new PollInterval(Duration.ofHours(6)));
    assertThat(configure(List.of(stage()), List.of(rarely), "git").look()).isEmpty();
    assertThat(polls.rule(NAME)).contains(rarely);
  }

  @Test
  void keepsTheIntervalThatAnAdapterFound() {
    AdapterSettings qebbeq = new AdapterSettings("qebbeq", "reg:5000");
    LedgerSettings settings =
        new LedgerSettings(List.of(stage().settings()), List.of(), List.of(), List.of(qebbeq));
    MirrorRule found = MirrorRule.found(HUB.target(), HUB.source()).polled(POLLED.poll());
    ledger.registration().register(settings, START);
    ledger.registration().mirror(qebbeq, List.of(found), START);
    ledger.registration().register(settings, START);
    assertThat(polls.rule(NAME)).contains(found);
  }

  @Test
  void wantsASchedulePerPolledRuleAndNoneForOthers() {
    polled(stage());
    assertThat(mirrors.wanted())
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("edition")
        .containsExactly(new MirrorPolls.Plan(NAME, HUB.source(), HUB.target(), OFTEN, false, ""));
    assertThat(mirrors.unwanted()).isEmpty();
    mirrors.scheduling(NAME);
    mirrors.scheduling(NAME);
    assertThat(mirrors.unwanted()).isEmpty();
    assertThat(mirrors.changed()).as("nobody knows as what it was made").hasSize(1);
    mirrors.scheduled(mirrors.wanted().getFirst());
    assertThat(mirrors.changed()).isEmpty();

    configure(stage());
    assertThat(mirrors.wanted()).isEmpty();
    assertThat(mirrors.unwanted()).containsExactly(NAME);
    mirrors.unscheduled(NAME);
    assertThat(mirrors.unwanted()).isEmpty();
  }

  @Test
  void tellsHowTheLastPollEnded() {
    polled(stage());
    PollCount count = new PollCount(3, 2, 1, 0, 1, List.of("docker.io answered 404"));
    PollReport report = new PollReport(NAME, HUB.source(), POLL, NEXT, count, "", null);
    mirrors.polled(report);
    mirrors.polled(report);
    assertThat(mirrors.last()).isEqualTo(Map.of(HUB.target(), report));
    configure(stage());
    assertThat(mirrors.last()).isEmpty();
  }

  @Test
  void beginsBehindTheLastThatABrokenPollWasDoneWith() {
    polled(stage());
    polls.found(POLLED, APP, DIGEST, POLL, false);
    polls.found(POLLED, APPS.tagged(new Tag("2")), DIGEST, POLL, false);
    polls.found(POLLED, APPS.tagged(new Tag("3")), DIGEST, POLL.minusSeconds(300), false);
    broken(new PollStop(PollPhase.REFRESH, null));
    assertThat(stop()).isEqualTo(new PollStop(PollPhase.REFRESH, APPS + ":2"));

    broken(new PollStop(PollPhase.DISCOVER, "reg:5000/demo/hub/a"));
    assertThat(stop()).isEqualTo(new PollStop(PollPhase.DISCOVER, "reg:5000/demo/hub/a"));
    polls.looked(POLLED, APPS, POLL);
    assertThat(stop()).isEqualTo(new PollStop(PollPhase.DISCOVER, APPS.toString()));

    broken(null);
    assertThat(stop()).isNull();
  }

  private void broken(@Nullable PollStop stop) {
    mirrors.polled(new PollReport(NAME, HUB.source(), POLL, NEXT, PollCount.NONE, "broken", stop));
  }

  private @Nullable PollStop stop() {
    return mirrors.orders(NAME).stop();
  }

  @Test
  void tellsPeopleWhatTheSourceSaid() {
    polled(stage());
    alive(APP.text(), new LifeState.Present());
    String polled = "its source, docker.io/library/app:1, is polled every 300 s: ";
    assertThat(decided()).containsExactly(polled + "not looked at yet");

    polls.missed(POLLED, APP, POLL, "docker.io answered 500");
    assertThat(decided())
        .containsExactly(
            polled + "never found there; the last 1 polls could not tell: docker.io answered 500");

    polls.found(POLLED, APP, DIGEST, NEXT, false);
    assertThat(decided()).containsExactly(polled + "last found at " + NEXT + " as " + DIGEST);

    polls.missed(POLLED, APP, NEXT.plusSeconds(300), "docker.io answered 404");
    assertThat(decided())
        .containsExactly(
            polled
                + "last found at %s as %s; the last 1 polls could not tell: docker.io answered 404"
                    .formatted(NEXT, DIGEST));

    configure(stage());
    assertThat(decided()).isEmpty();
  }

  private MirrorRule rule() {
    return polls.rule(NAME).orElseThrow();
  }

  private List<String> decided() {
    return views.why(APP, NEXT).lives().getFirst().decided();
  }

  private void polled(Stage stage) {
    configure(List.of(stage), List.of(POLLED), "git");
  }

  private void alive(String image, LifeState state) {
    activities.remember(life(Reference.parse(image), 1, state, DIGEST));
  }

  private void limited(OrderLimits limits) {
    configure(List.of(stage()), List.of(POLLED.limitedTo(limits)), "git");
  }

  private void copied(Reference image, Digest digest, String source) {
    activities.remember(
        life(
            image,
            1,
            new LifeState.Present(),
            digest,
            START,
            Reference.parse(source),
            List.of(new Event(1, 1, START, "PRESENT", "copied: " + digest))));
  }

  /** Our own copy was there, and then somebody else's push. */
  private void pushedOver(Reference image) {
    copied(image, digest(7), POLLED.sourceOf(image).orElseThrow().text());
    activities.remember(
        life(
            image,
            1,
            new LifeState.Present(),
            digest(8),
            START,
            POLLED.sourceOf(image).orElseThrow(),
            List.of(new Event(1, 2, START, "PRESENT", "moved by somebody else"))));
  }

  private void foundInACluster(MirrorRule found) {
    AdapterSettings qebbeq = new AdapterSettings("qebbeq", "reg:5000");
    ledger
        .registration()
        .register(
            new LedgerSettings(List.of(stage().settings()), List.of(), List.of(), List.of(qebbeq)),
            START);
    ledger.registration().mirror(qebbeq, List.of(found), START);
  }

  private List<KnownTag> known() {
    return polls.known(rule(), null, 100).entries().stream().map(Polls.Sight::tag).toList();
  }

  private List<String> repositories() {
    return polls.repositories(rule(), null, 100).entries().stream()
        .map(place -> place.repository().toString())
        .toList();
  }

  private List<String> owed() {
    return mirrors.owed(NAME, null, 10).stream()
        .map(owed -> owed.image() + " " + owed.digest())
        .toList();
  }

  private Optional<Set<Tag>> tags(MirrorRule rule, Repository repository) {
    return polls.memory(rule, repository).map(Polls.Memory::known);
  }

  private static List<Tag> tags(String... names) {
    return Stream.of(names).map(Tag::new).toList();
  }
}
