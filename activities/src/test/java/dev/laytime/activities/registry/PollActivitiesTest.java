package dev.laytime.activities.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activities.registry.client.ClientSettings;
import dev.laytime.activities.registry.client.Credentials;
import dev.laytime.activities.registry.client.Manifest;
import dev.laytime.activities.registry.copy.SampleImages;
import dev.laytime.activities.registry.embedded.EmbeddedRegistry;
import dev.laytime.activities.registry.embedded.Fault;
import dev.laytime.activities.registry.embedded.FaultRule;
import dev.laytime.activities.registry.embedded.RequestMatcher;
import dev.laytime.activities.registry.layout.OciLayout;
import dev.laytime.activity.FailureType;
import dev.laytime.activity.PollActivities;
import dev.laytime.activity.PollCount;
import dev.laytime.activity.PollPage;
import dev.laytime.activity.PollRequest;
import dev.laytime.activity.Problem;
import dev.laytime.image.Digest;
import dev.laytime.image.Platform;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import dev.laytime.mirror.MirrorRule;
import dev.laytime.mirror.PollInterval;
import dev.laytime.mirror.RepositoryPrefix;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestActivityEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a poll asks a real source, and what it makes of the answers. */
class PollActivitiesTest {

  private static final RepositoryPrefix TARGET = RepositoryPrefix.parse("stage.test/hub");
  private static final Repository APP = Repository.parse("stage.test/hub/app");
  private static final Instant POLL = Instant.parse("2026-11-01T00:00:00Z");
  private static final Instant NEXT = POLL.plusSeconds(300);
  private static final Digest OLD = Digest.of("sha256", "ab".repeat(32));

  @TempDir Path directory;
  private final FakeLedger ledger = new FakeLedger();
  private final TestActivityEnvironment temporal = TestActivityEnvironment.newInstance();
  private EmbeddedRegistry registry;
  private SampleImages images;
  private RememberedPolls polls;
  private ImageStores stores;

  @BeforeEach
  void start() throws IOException {
    registry = EmbeddedRegistry.start(directory, 0);
    images = new SampleImages(OciLayout.openOrCreate(directory.resolve("up/app")), 7);
    MirrorRule rule =
        new MirrorRule(TARGET, RepositoryPrefix.parse(registry.address() + "/up"), true)
            .polled(new PollInterval(Duration.ofMinutes(5)));
    polls = new RememberedPolls(rule);
    polls.repositories.add(APP.toString());
    stores = new ImageStores(ClientSettings.of(List.of(), Credentials.NONE), _ -> false);
    temporal.registerActivitiesImplementations(new PollActivitiesImpl(stores, polls, ledger));
  }

  @AfterEach
  void stop() {
    temporal.close();
    stores.close();
    registry.close();
  }

  @Test
  void offersWhatMovedAndLeavesTheRest() throws IOException {
    Manifest same = publish("1");
    Manifest moved = publish("2");
    present("1", same.digest());
    present("2", OLD);

    assertThat(refresh(POLL)).isEqualTo(count(2, 1, 0, 0));
    assertThat(polls.offered).containsExactly("2 " + moved.digest());
    assertThat(polls.recorded.values()).containsExactly(same.digest(), moved.digest());
    assertThat(methods()).containsExactly("HEAD", "HEAD");
  }

  @Test
  void overwritesNothingThatSomebodyElsePushed() throws IOException {
    publish("1");
    present("1", OLD);
    polls.foreign.add(image("1"));
    assertThat(refresh(POLL)).isEqualTo(count(1, 0, 0, 0));
    discover(POLL);
    publish("2");
    present("2", OLD);
    polls.foreign.add(image("2"));
    assertThat(discover(NEXT).fresh()).isZero();
    assertThat(polls.offered).isEmpty();
  }

  @Test
  void bringsBackNothingThatLeftUntilItsSourceMoves() throws IOException {
    Manifest first = publish("1");
    polls.recorded.put(image("1"), first.digest());
    assertThat(refresh(POLL)).isEqualTo(count(1, 0, 0, 0));

    Manifest second = publish("1");
    assertThat(refresh(NEXT)).isEqualTo(count(1, 1, 0, 0));
    assertThat(polls.offered).containsExactly("1 " + second.digest());
  }

  @Test
  void keepsWhatTheSourceHasNoMoreAndCountsTheTrouble() throws IOException {
    publish("2");
    present("1", OLD);
    polls.recorded.put(image("1"), OLD);

    PollCount count = refresh(POLL);
    assertThat(count.troubles()).isEqualTo(1);
    assertThat(count.causes()).singleElement().asString().contains("/up/app:1", "no such tag");
    refresh(NEXT);
    assertThat(polls.troubles).containsEntry(image("1"), 2);
    assertThat(polls.recorded).containsEntry(image("1"), OLD);
    assertThat(polls.offered).isEmpty();
  }

  @Test
  void goesOnBehindATagThatIsBroken() throws IOException {
    for (int i = 0; i < 9; i++) {
      publish("t" + i);
      present("t" + i, OLD);
    }
    registry
        .behaviours()
        .inject(
            FaultRule.always(new Fault.ServerError(500)).on(RequestMatcher.path("/manifests/t3")));
    PollCount count = refresh(POLL);
    assertThat(count.offered()).isEqualTo(8);
    assertThat(count.troubles()).isEqualTo(1);
    assertThat(count.causes()).singleElement().asString().contains("app:t3", "answered 500");
  }

  @Test
  void asksABrokenSourceNoMoreThanFiveTimesInARow() throws IOException {
    for (int i = 0; i < 20; i++) {
      present("t" + i, OLD);
    }
    registry.behaviours().inject(FaultRule.always(new Fault.ServerError(503)));
    ApplicationFailure failure = TestStage.failure(() -> refresh(POLL));
    assertThat(failure.getType()).isEqualTo(FailureType.UNAVAILABLE.name());
    assertThat(failure.isNonRetryable()).isFalse();
    assertThat(polls.troubles).hasSize(5);
  }

  @Test
  void looksAtNothingTwiceInOnePoll() throws IOException {
    present("1", publish("1").digest());
    refresh(POLL);
    registry.requests().clear();
    assertThat(refresh(POLL)).isEqualTo(PollCount.NONE);
    assertThat(methods()).isEmpty();
    assertThat(refresh(NEXT).looked()).isEqualTo(1);
  }

  @Test
  void passesOnWhenTheSourceMayBeAskedAgain() throws IOException {
    present("1", publish("1").digest());
    registry
        .behaviours()
        .inject(FaultRule.always(Fault.TooManyRequests.retryAfter(Duration.ofHours(1))));
    Instant before = Instant.now();
    ApplicationFailure failure = TestStage.failure(() -> refresh(POLL));
    assertThat(failure.getType()).isEqualTo(FailureType.THROTTLED.name());
    assertThat(failure.isNonRetryable()).isTrue();
    Problem problem = Objects.requireNonNull(failure.getDetails().get(Problem.class));
    assertThat(problem.until()).isAfterOrEqualTo(before.plus(Duration.ofMinutes(59)));
    assertThat(polls.troubles).isEmpty();
  }

  @Test
  void readsPageByPage() {
    IntStream.range(0, 201).forEach(i -> present("t%03d".formatted(i), OLD));
    registry.behaviours().inject(FaultRule.always(new Fault.NotFound()));
    PollPage first = activities().refresh(new PollRequest(TARGET.toString(), POLL, null));
    assertThat(first.count().looked()).isEqualTo(200);
    assertThat(first.next()).isEqualTo(image("t199"));
    PollPage second = activities().refresh(new PollRequest(TARGET.toString(), POLL, first.next()));
    assertThat(second).isEqualTo(new PollPage(null, second.count()));
    assertThat(second.count().looked()).isEqualTo(1);
  }

  @Test
  void offersInADryRunNothingAndForgetsWhatItWouldHave() throws IOException {
    publish("1");
    present("1", OLD);
    polls.mayOffer = false;
    PollCount count = refresh(POLL);
    assertThat(count.withheld()).isEqualTo(1);
    assertThat(count.causes()).singleElement().asString().startsWith("dry run: ");
    assertThat(polls.recorded).isEmpty();

    polls.mayOffer = true;
    assertThat(refresh(NEXT).offered()).isEqualTo(1);
  }

  @Test
  void offersNothingThatIsForbidden() throws IOException {
    publish("1");
    present("1", OLD);
    ledger.forbidden.put(APP.tagged(new Tag("1")), "forbidden by ann");
    PollCount count = refresh(POLL);
    assertThat(count.withheld()).isEqualTo(1);
    assertThat(count.causes()).singleElement().asString().contains("forbidden by ann");
    assertThat(polls.offered).isEmpty();
  }

  @Test
  void bringsNoHistoryAndThenWhatAppears() throws IOException {
    publish("1");
    publish("2");
    assertThat(discover(POLL)).isEqualTo(count(1, 0, 0, 0));
    assertThat(polls.listed).containsEntry(APP, Set.of(new Tag("1"), new Tag("2")));
    assertThat(methods()).containsExactly("GET");

    Manifest third = publish("3");
    publish("sha256-" + "ab".repeat(32));
    assertThat(discover(NEXT)).isEqualTo(count(2, 1, 1, 0));
    assertThat(polls.offered).containsExactly("3 " + third.digest());
    assertThat(discover(NEXT.plusSeconds(300)).offered()).isZero();
  }

  @Test
  void findsWhatIsNewAgainWhereItCouldNotBeLookedUp() throws IOException {
    publish("1");
    discover(POLL);
    publish("2");
    registry
        .behaviours()
        .inject(
            FaultRule.always(new Fault.NotFound())
                .on(RequestMatcher.path("/manifests/2"))
                .times(1));
    PollCount count = discover(NEXT);
    assertThat(count.troubles()).isEqualTo(1);
    assertThat(discover(NEXT.plusSeconds(300)).fresh()).isEqualTo(1);
  }

  @Test
  void bringsAHundredNewTagsAtATime() throws IOException {
    publish("1");
    discover(POLL);
    Manifest image = images.image(Platform.parse("linux/amd64"), 100);
    for (int i = 0; i < 105; i++) {
      images.tag(image, new Tag("n%03d".formatted(i)));
    }
    PollCount count = discover(NEXT);
    assertThat(count.fresh()).isEqualTo(100);
    assertThat(count.withheld()).isEqualTo(5);
    assertThat(discover(NEXT.plusSeconds(300)).fresh()).isEqualTo(5);
  }

  @Test
  void letsTagsThatCannotBeLookedUpKeepNoOthersWaiting() throws IOException {
    publish("1");
    discover(POLL);
    Manifest image = images.image(Platform.parse("linux/amd64"), 100);
    for (int i = 0; i < 100; i++) {
      images.tag(image, new Tag("broken%03d".formatted(i)));
    }
    images.tag(image, new Tag("whole"));
    registry
        .behaviours()
        .inject(
            FaultRule.always(new Fault.NotFound()).on(RequestMatcher.path("/manifests/broken")));
    assertThat(discover(NEXT).troubles()).isEqualTo(100);
    PollCount count = discover(NEXT.plusSeconds(300));
    assertThat(count.fresh()).isEqualTo(1);
    assertThat(count.troubles()).isEqualTo(99);
  }

  @Test
  void goesOnWithAPageWhereAnOutageBrokeItAndCountsNothingTwice() throws IOException {
    publish("1");
    IntStream.range(0, 5).forEach(i -> polls.repositories.add("stage.test/hub/r" + i));
    registry
        .behaviours()
        .inject(FaultRule.always(new Fault.ServerError(503)).on(RequestMatcher.path("/up/r")));
    ApplicationFailure failure = TestStage.failure(() -> discover(POLL));
    assertThat(failure.getType()).isEqualTo(FailureType.UNAVAILABLE.name());
    assertThat(polls.done).containsOnlyKeys(APP);

    registry.behaviours().clear();
    registry.requests().clear();
    PollCount count = discover(POLL);
    assertThat(count.looked()).isEqualTo(5);
    assertThat(count.troubles()).isEqualTo(5);
    assertThat(registry.requests().entries())
        .allSatisfy(entry -> assertThat(entry.path()).contains("/up/r"));
    assertThat(discover(POLL)).isEqualTo(PollCount.NONE);
  }

  @Test
  void discoversInADryRunNothingAndFindsItAfterwards() throws IOException {
    publish("1");
    discover(POLL);
    publish("2");
    polls.mayOffer = false;
    assertThat(discover(NEXT).withheld()).isEqualTo(1);
    polls.mayOffer = true;
    assertThat(discover(NEXT.plusSeconds(300)).fresh()).isEqualTo(1);
  }

  @Test
  void takesARepositoryForUnknownThatTheSourceDoesNotList() throws IOException {
    polls.repositories.add("stage.test/hub/gone");
    publish("1");
    PollCount count = discover(POLL);
    assertThat(count.troubles()).isEqualTo(1);
    assertThat(count.causes())
        .singleElement()
        .asString()
        .contains("/up/gone", "no such repository");
    assertThat(polls.listed).containsOnlyKeys(APP);
  }

  @Test
  void asksNothingWhereNothingIsPolled() {
    polls.rule = null;
    present("1", OLD);
    PollRequest request = new PollRequest(TARGET.toString(), POLL, null);
    assertThat(activities().refresh(request)).isEqualTo(new PollPage(null, PollCount.NONE));
    assertThat(activities().discover(request)).isEqualTo(new PollPage(null, PollCount.NONE));
    assertThat(methods()).isEmpty();
  }

  @Test
  void waitsForALedgerThatIsAway() {
    polls.down = true;
    assertThat(TestStage.failure(() -> refresh(POLL)).isNonRetryable()).isFalse();
    assertThat(TestStage.failure(() -> discover(POLL)).isNonRetryable()).isFalse();
  }

  private static PollCount count(int looked, int offered, int fresh, int troubles) {
    return new PollCount(looked, offered, fresh, 0, troubles, List.of());
  }

  private Manifest publish(String tag) throws IOException {
    Manifest image = images.image(Platform.parse("linux/amd64"), 100);
    images.tag(image, new Tag(tag));
    return image;
  }

  private void present(String tag, Digest digest) {
    polls.present.put(image(tag), digest);
  }

  private static String image(String tag) {
    return APP.tagged(new Tag(tag)).text();
  }

  private PollActivities activities() {
    return temporal.newActivityStub(PollActivities.class);
  }

  private PollCount refresh(Instant poll) {
    return activities().refresh(new PollRequest(TARGET.toString(), poll, null)).count();
  }

  private PollCount discover(Instant poll) {
    return activities().discover(new PollRequest(TARGET.toString(), poll, null)).count();
  }

  private List<String> methods() {
    return registry.requests().entries().stream().map(entry -> entry.method()).toList();
  }
}
