package dev.laytime.activities.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activities.registry.client.Credential;
import dev.laytime.activities.registry.client.Manifest;
import dev.laytime.activities.registry.client.Placeholder;
import dev.laytime.activities.registry.embedded.Behaviour;
import dev.laytime.activities.registry.embedded.Fault;
import dev.laytime.activities.registry.embedded.FaultRule;
import dev.laytime.activities.registry.embedded.RequestLog;
import dev.laytime.activities.registry.embedded.RequestMatcher;
import dev.laytime.activities.registry.layout.LayoutEntry;
import dev.laytime.activity.Capabilities;
import dev.laytime.activity.HoldRequest;
import dev.laytime.activity.LookRequest;
import dev.laytime.activity.ProbeRequest;
import dev.laytime.activity.RemoveResult;
import dev.laytime.activity.RemoveResult.Outcome;
import dev.laytime.activity.RestoreRequest;
import dev.laytime.activity.RestoreResult;
import dev.laytime.activity.SurveyResult.DeleteManifest;
import dev.laytime.activity.SurveyResult.Plan;
import dev.laytime.activity.SurveyResult.Step;
import dev.laytime.activity.SurveyResult.Untag;
import dev.laytime.image.Descriptor;
import dev.laytime.image.Digest;
import dev.laytime.image.ReservedTags;
import dev.laytime.image.Tag;
import dev.laytime.ledger.Closures;
import dev.laytime.ledger.Removals;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is taken away, and what stops it. */
class RemovingTest {

  @TempDir Path directory;
  private TestStage stage;

  @BeforeEach
  void start() throws IOException {
    stage = TestStage.in(directory);
  }

  @AfterEach
  void stop() {
    stage.close();
  }

  static Stream<Arguments> registries() {
    return Stream.of(
        Arguments.of(TestStage.NATIVE, List.of()),
        Arguments.of(TestStage.NATIVE, List.of(new Behaviour.NoReferrersApi())),
        Arguments.of(TestStage.NATIVE, List.of(new Behaviour.CollectsUntagged(Duration.ZERO))),
        Arguments.of(TestStage.NATIVE, List.of(new Behaviour.LastTagDeletesManifest())),
        Arguments.of(TestStage.NATIVE, List.of(new Behaviour.RefusesChildDeletion())),
        Arguments.of(TestStage.PLACEHOLDER, List.of(new Behaviour.RefusesTagDeletion(400))),
        Arguments.of(TestStage.PLACEHOLDER, List.of(new Behaviour.RefusesTagDeletion(405))),
        Arguments.of(
            TestStage.PLACEHOLDER,
            List.of(
                new Behaviour.RefusesTagDeletion(405),
                new Behaviour.CollectsUntagged(Duration.ZERO))));
  }

  @ParameterizedTest
  @MethodSource("registries")
  void letsAnImageGoAndComeBack(Capabilities capabilities, List<Behaviour> behaviours)
      throws IOException {
    Manifest index = signedIndex();
    behaviours.forEach(stage::with);
    Removals.Claim claim = stage.quarantining("1", index);
    assertThat(stage.carryOut(claim, stage.plan(capabilities, claim)))
        .containsExactly(Outcome.REMOVED);
    assertThat(stage.layout.find(new Tag("1"))).isEmpty();
    assertThat(stage.has(index)).as("pullable by digest").isTrue();
    RestoreResult restored =
        stage.activities().restore(new RestoreRequest(stage.tagged("1"), index.digest()));
    assertThat(restored.outcome()).isEqualTo(RestoreResult.Outcome.RESTORED);
    assertThat(stage.layout.find(new Tag("1")).orElseThrow().descriptor())
        .isEqualTo(index.descriptor());
  }

  @ParameterizedTest
  @MethodSource("registries")
  void takesAnImageAwayWithAllThatOnlyItNeeds(Capabilities capabilities, List<Behaviour> behaviours)
      throws IOException {
    Manifest other = stage.image("other");
    Manifest index = signedIndex();
    // A list of referrers is an index, too: where those keep their children it has to go first.
    if (!behaviours.contains(new Behaviour.RefusesChildDeletion())) {
      listReferrers();
    }
    behaviours.forEach(stage::with);
    stage.quarantine(capabilities, "1", index);
    assertThat(stage.delete(capabilities, stage.deleting("1", index)))
        .isNotEmpty()
        .containsAnyOf(Outcome.REMOVED)
        .isSubsetOf(Outcome.REMOVED, Outcome.ABSENT);
    assertThat(stage.layout.manifests()).containsExactly(other.descriptor());
    assertThat(stage.tags()).containsExactly("other");
  }

  @ParameterizedTest
  @MethodSource("registries")
  void leavesASiblingTagWhole(Capabilities capabilities, List<Behaviour> behaviours)
      throws IOException {
    Manifest image = stage.image("1", "2");
    behaviours.forEach(stage::with);
    stage.quarantine(capabilities, "1", image);
    assertThat(stage.tags()).contains("2").doesNotContain("1");
    stage.delete(capabilities, stage.deleting("1", image));
    assertThat(stage.tags()).containsExactly("2");
    assertThat(stage.has(image)).isTrue();
  }

  @Test
  void worksWhereARegistryWantsATokenThatMayDelete() throws IOException {
    stage.close();
    stage =
        TestStage.of(
            directory, _ -> Optional.of(new Credential.UsernamePassword("anna", "secret")));
    stage.with(new Behaviour.TokenAuthentication("anna", "secret", Duration.ofMinutes(5), false));
    Manifest image = stage.image("1");
    stage.quarantine(TestStage.NATIVE, "1", image);
    assertThat(stage.delete(TestStage.NATIVE, stage.deleting("1", image)))
        .containsExactly(Outcome.REMOVED, Outcome.REMOVED);
    assertThat(stage.layout.manifests()).isEmpty();
  }

  @Test
  void takesAnImageWhoseTagCannotGoAloneWithItsTag() throws IOException {
    stage.with(new Behaviour.RefusesTagDeletion(405)).with(new Behaviour.ImmutableTags());
    Manifest image = stage.image("1");
    stage.quarantine(TestStage.NONE, "1", image);
    assertThat(stage.tags()).as("a clock only").contains("1");
    assertThat(stage.delete(TestStage.NONE, stage.deleting("1", image)))
        .containsExactly(Outcome.REMOVED);
    assertThat(stage.tags()).isEmpty();
  }

  @Test
  void untagsNothingThatIsNotHeld() throws IOException {
    Manifest image = stage.image("1");
    Removals.Claim claim = stage.quarantining("1", image);
    RemoveResult result = stage.remove(claim, new Untag(new Tag("1"), image.digest(), false));
    assertThat(result.outcome()).isEqualTo(Outcome.OBJECTED);
    assertThat(result.reasons()).singleElement().asString().contains("is not held by tag");
    assertThat(stage.tags()).containsExactly("1");
  }

  @Test
  void leavesATagThatMovedAfterTheSurvey() throws IOException {
    Manifest image = stage.image("1");
    Removals.Claim claim = stage.quarantining("1", image);
    Plan plan = stage.plan(TestStage.NATIVE, claim);
    stage.activities().hold(new HoldRequest(stage.repository, image.digest()));
    Manifest other = stage.image("1");
    RemoveResult result = stage.remove(claim, plan.steps().getFirst());
    assertThat(result.outcome()).isEqualTo(Outcome.MOVED);
    assertThat(result.found()).isEqualTo(other.digest());
    assertThat(stage.writes()).doesNotContain("DELETE");
  }

  @Test
  void leavesWhatAnIndexMayListThatIsNotGiven() throws IOException {
    Manifest shared = stage.images.image(TestStage.AMD64, 10);
    Manifest going = stage.index(List.of(shared), "1");
    stage.quarantine(TestStage.NATIVE, "1", going);
    Removals.Claim claim = stage.deleting("1", going);
    Plan plan = stage.plan(TestStage.NATIVE, claim);
    Manifest latest = stage.images.index(List.of(shared, shared), List.of());
    stage.tag(latest, "latest");
    stage.hide(latest.digest().value());
    stage.hide("latest");
    assertThat(plan.steps().getLast()).isEqualTo(new DeleteManifest(shared.digest(), List.of()));
    RemoveResult result = stage.remove(claim, plan.steps().getLast());
    assertThat(result.outcome()).isEqualTo(Outcome.OBJECTED);
    assertThat(result.reasons()).singleElement().asString().contains("tag latest names it");
    assertThat(stage.has(shared)).isTrue();
  }

  @Test
  void stopsAtTheLedgersLastWord() throws IOException {
    Manifest image = quarantined();
    Removals.Claim claim = stage.deleting("1", image);
    Plan plan = stage.plan(TestStage.NATIVE, claim);
    stage.registry.requests().clear();
    stage.ledger.objections.add("a Pod names it");
    for (Step step : plan.steps()) {
      assertThat(stage.remove(claim, step))
          .isEqualTo(new RemoveResult(Outcome.OBJECTED, List.of("a Pod names it"), null));
    }
    assertThat(stage.writes()).isEmpty();
  }

  @Test
  void leavesEverythingOnceALifeNeedsWhatItDidNotBeforeTheLook() throws IOException {
    Manifest image = quarantined();
    Removals.Claim claim = stage.deleting("1", image);
    Plan plan = stage.plan(TestStage.NATIVE, claim);
    stage.registry.requests().clear();
    // A copy found it there and has ended: only the life that asked for it tells.
    stage.ledger.beforeObjections = () -> stage.ledger.holds.put("image/2", image.digest());
    for (Step step : plan.steps()) {
      stage.ledger.holds.clear();
      RemoveResult result = stage.remove(claim, step);
      assertThat(result.outcome()).isEqualTo(Outcome.OBJECTED);
      assertThat(result.reasons())
          .containsExactly("scans or other lives have come to need " + image.digest());
    }
    assertThat(stage.writes()).isEmpty();
  }

  @Test
  void asksTheLedgerLastOfAll() throws IOException {
    Manifest image = quarantined();
    Removals.Claim claim = stage.deleting("1", image);
    Plan plan = stage.plan(TestStage.NATIVE, claim);
    stage.ledger.beforeObjections = () -> stage.registry.requests().clear();
    stage.remove(claim, plan.steps().getLast());
    assertThat(stage.registry.requests().entries())
        .containsExactly(
            new RequestLog.Entry("DELETE", "/v2/app/manifests/" + image.digest(), 202));
  }

  @Test
  void writesNothingWhileTheLedgerIsDown() throws IOException {
    Manifest image = quarantined();
    Removals.Claim claim = stage.deleting("1", image);
    Plan plan = stage.plan(TestStage.NATIVE, claim);
    stage.registry.requests().clear();
    stage.ledger.down = true;
    ApplicationFailure failure =
        TestStage.failure(() -> stage.remove(claim, plan.steps().getLast()));
    assertThat(failure.getType()).isEqualTo("UNAVAILABLE");
    assertThat(failure.isNonRetryable()).isTrue();
    assertThat(stage.writes()).isEmpty();
  }

  @Test
  void writesNothingIfTheLedgerGoesDownInTheMiddle() throws IOException {
    Manifest image = quarantined();
    Removals.Claim claim = stage.deleting("1", image);
    Plan plan = stage.plan(TestStage.NATIVE, claim);
    stage.registry.requests().clear();
    stage.ledger.beforeObjections = () -> stage.ledger.down = true;
    assertThat(TestStage.failure(() -> stage.remove(claim, plan.steps().getLast())).getType())
        .isEqualTo("UNAVAILABLE");
    assertThat(stage.writes()).isEmpty();
  }

  @Test
  void refusesWithoutDeletionEnabled() throws IOException {
    Manifest image = quarantined();
    Removals.Claim claim = stage.deleting("1", image);
    Plan plan = stage.plan(TestStage.NATIVE, claim);
    stage.registry.requests().clear();
    stage.ledger.beforeObjections = () -> stage.ledger.enabled = false;
    for (Step step : plan.steps()) {
      stage.ledger.enabled = true;
      assertThat(TestStage.failure(() -> stage.remove(claim, step)).getType()).isEqualTo("REFUSED");
    }
    assertThat(stage.writes()).isEmpty();
  }

  @Test
  void refusesAStepThatNoPlanOfTheClaimHolds() throws IOException {
    Manifest image = stage.image("1", "2");
    stage.quarantine(TestStage.NATIVE, "1", image);
    for (Step step :
        List.of(
            new Untag(new Tag("2"), image.digest(), false),
            new DeleteManifest(image.digest(), List.of(new Tag("2"))))) {
      assertThat(
              TestStage.failure(() -> stage.remove(stage.quarantining("1", image), step)).getType())
          .isEqualTo("REFUSED");
    }
    assertThat(stage.tags()).contains("2");
  }

  @Test
  void leavesAManifestThatGotANewTag() throws IOException {
    Manifest image = quarantined();
    Removals.Claim claim = stage.deleting("1", image);
    Plan plan = stage.plan(TestStage.NATIVE, claim);
    stage.tag(image, "new");
    RemoveResult result = stage.remove(claim, plan.steps().getLast());
    assertThat(result.outcome()).isEqualTo(Outcome.OBJECTED);
    assertThat(result.reasons())
        .containsExactly("tag new names %s by now".formatted(image.digest()));
    assertThat(result.found()).as("not what the image's own tag names").isNull();
    assertThat(stage.has(image)).isTrue();
  }

  @Test
  void leavesTheHoldOfAnImageWhoseTagCameBack() throws IOException {
    Manifest image = quarantined();
    Removals.Claim claim = stage.deleting("1", image);
    Plan plan = stage.plan(TestStage.NATIVE, claim);
    stage.tag(image, "1");
    assertThat(stage.remove(claim, plan.steps().getFirst()).outcome()).isEqualTo(Outcome.OBJECTED);
    assertThat(stage.tags()).contains(ReservedTags.hold(image.digest()).value());
  }

  @Test
  void takesWhatAHoldTagNamesForNoImage() throws IOException {
    Manifest image = quarantined();
    Removals.Claim claim = stage.deleting("1", image);
    Untag step = new Untag(ReservedTags.hold(image.digest()), image.digest(), false);
    Manifest other = stage.image(step.tag().value());
    assertThat(stage.remove(claim, step))
        .isEqualTo(
            new RemoveResult(
                Outcome.OBJECTED,
                List.of("tag %s names %s by now".formatted(step.tag(), other.digest())),
                null));
  }

  @Test
  void takesWhatAHoldTagWasGivenToForNoImage() throws IOException {
    Manifest image = quarantined();
    Removals.Claim claim = stage.deleting("1", image);
    Untag step = new Untag(ReservedTags.hold(image.digest()), image.digest(), true);
    Manifest other = stage.image();
    stage.ledger.beforeObjections = () -> tag(other, step.tag().value());
    assertThat(stage.remove(claim, step))
        .isEqualTo(
            new RemoveResult(
                Outcome.OBJECTED,
                List.of("tag %s was given to another image meanwhile".formatted(step.tag())),
                null));
  }

  @Test
  void leavesTheHoldToALifeThatTookItMeanwhile() throws IOException {
    Manifest image = quarantined();
    Removals.Claim claim = stage.deleting("1", image);
    Plan plan = stage.plan(TestStage.NATIVE, claim);
    stage.ledger.holds.put("another life", image.digest());
    for (Step step : plan.steps()) {
      assertThat(stage.remove(claim, step).outcome()).isEqualTo(Outcome.OBJECTED);
    }
    assertThat(stage.tags()).containsExactly(ReservedTags.hold(image.digest()).value());
  }

  @Test
  void letsAManifestGoThoughTheTagThatLeftWithItHasALifeYet() throws IOException {
    Manifest image = twoTagsQuarantined();
    Removals.Claim second = stage.deleting("2", image);
    for (Step step :
        stage.plans(TestStage.NATIVE, stage.deleting("1", image), second).getLast().steps()) {
      assertThat(stage.removeAfter(stage.deleting("1", image), second, step).outcome())
          .isEqualTo(Outcome.REMOVED);
    }
    assertThat(stage.layout.manifests()).isEmpty();
  }

  @Test
  void leavesAManifestWhoseOtherTagIsNeededAgainSinceItLeft() throws IOException {
    Manifest image = twoTagsQuarantined();
    Removals.Claim first = stage.deleting("1", image);
    Removals.Claim second = stage.deleting("2", image);
    List<Step> steps = stage.plans(TestStage.NATIVE, first, second).getLast().steps();
    stage.ledger.returned.put(first.life(), List.of("named again"));
    for (Step step : steps) {
      assertThat(stage.removeAfter(first, second, step))
          .isEqualTo(new RemoveResult(Outcome.OBJECTED, List.of("named again"), null));
    }
    assertThat(stage.has(image)).isTrue();
  }

  /** Both in one window: each has a life that holds the manifest. */
  private Manifest twoTagsQuarantined() throws IOException {
    Manifest image = stage.image("1", "2");
    for (String tag : List.of("1", "2")) {
      stage.quarantine(TestStage.NATIVE, tag, image);
      stage.ledger.holds.put(stage.deleting(tag, image).life(), image.digest());
    }
    return image;
  }

  @Test
  void leavesAChildThatANewIndexLists() throws IOException {
    Manifest child = stage.images.image(TestStage.AMD64, 10);
    Manifest index = stage.index(List.of(child), "1");
    stage.quarantine(TestStage.NATIVE, "1", index);
    Removals.Claim claim = stage.deleting("1", index);
    Plan plan = stage.plan(TestStage.NATIVE, claim);
    Manifest newer = stage.images.index(List.of(child, child), List.of());
    stage.tag(newer, "new");
    assertThat(stage.carryOut(claim, plan))
        .containsExactly(Outcome.REMOVED, Outcome.REMOVED, Outcome.OBJECTED);
    assertThat(stage.has(child)).isTrue();
  }

  @Test
  void leavesAChildOfAnIndexThatAnotherLifeHoldsByNow() throws IOException {
    Manifest child = stage.images.image(TestStage.AMD64, 10);
    Manifest index = stage.index(List.of(child), "1");
    Manifest held = stage.images.index(List.of(child, child), List.of());
    stage.quarantine(TestStage.NATIVE, "1", index);
    Removals.Claim claim = stage.deleting("1", index);
    Plan plan = stage.plan(TestStage.NATIVE, claim);
    stage.carryOut(claim, plan);
    stage.tag(child, "pushed");
    stage.tag(held, "pushed");
    stage.layout.removeTag(new Tag("pushed"));
    DeleteManifest step = new DeleteManifest(child.digest(), List.of());
    stage.ledger.holds.put("another life", held.digest());
    assertThat(stage.remove(claim, step).outcome()).isEqualTo(Outcome.OBJECTED);
    assertThat(stage.has(child)).isTrue();
  }

  @Test
  void leavesWhatMayBelongToADigestThatIsNamedByNowAndIsNotThere() throws IOException {
    Manifest child = stage.images.image(TestStage.AMD64, 10);
    Manifest index = stage.index(List.of(child), "1");
    stage.quarantine(TestStage.NATIVE, "1", index);
    Removals.Claim claim = stage.deleting("1", index);
    Plan plan = stage.plan(TestStage.NATIVE, claim);
    Digest unknown = new Digest("sha256:" + "ab".repeat(32));
    stage.ledger.named.add(unknown);
    RemoveResult objected = stage.remove(claim, plan.steps().getLast());
    assertThat(objected.outcome()).isEqualTo(Outcome.OBJECTED);
    assertThat(objected.reasons()).singleElement().asString().contains("nobody wrote down");

    stage.ledger.record(
        stage.repository,
        unknown,
        List.of(new Closures.Member(child.digest(), Closures.Kind.CHILD, 1)));
    assertThat(stage.carryOut(claim, plan))
        .as("the image, but for what the other shares with it")
        .containsExactly(Outcome.REMOVED, Outcome.REMOVED, Outcome.OBJECTED);
    assertThat(stage.has(child)).isTrue();
  }

  @Test
  void leavesAReferrerWhoseSubjectIsNamedByNowAndIsNotThere() throws IOException {
    Manifest image = stage.image("1");
    Manifest signature = stage.images.referrer(image);
    stage.quarantine(TestStage.NATIVE, "1", image);
    Removals.Claim claim = stage.deleting("1", image);
    Plan plan = stage.plan(TestStage.NATIVE, claim);
    stage.carryOut(claim, new Plan("", List.of(), false, plan.steps().subList(0, 2), "", 0));
    assertThat(stage.has(image)).isFalse();
    stage.ledger.named.add(image.digest());
    stage.ledger.closures.put(
        image.digest(), List.of(new Closures.Member(image.digest(), Closures.Kind.ROOT, 1)));
    assertThat(stage.remove(claim, plan.steps().getLast()).outcome()).isEqualTo(Outcome.OBJECTED);
    assertThat(stage.has(signature)).isTrue();
  }

  @Test
  void leavesAReferrerWhoseSubjectIsBack() throws IOException {
    Manifest image = stage.image("1");
    Manifest signature = stage.images.referrer(image);
    stage.quarantine(TestStage.NATIVE, "1", image);
    Removals.Claim claim = stage.deleting("1", image);
    Plan plan = stage.plan(TestStage.NATIVE, claim);
    RemoveResult early = stage.remove(claim, new DeleteManifest(signature.digest(), List.of()));
    assertThat(early.outcome()).as("before its subject").isEqualTo(Outcome.OBJECTED);
    stage.carryOut(claim, new Plan("", List.of(), false, plan.steps().subList(0, 2), "", 0));
    stage.tag(image, "1");
    assertThat(stage.remove(claim, plan.steps().getLast()).outcome()).isEqualTo(Outcome.OBJECTED);
    assertThat(stage.has(signature)).isTrue();
  }

  @Test
  void takesAnEntryOffAListAndTheListWithItsLast() throws IOException {
    stage.with(new Behaviour.NoReferrersApi());
    Manifest image = stage.image();
    Manifest first = stage.images.referrer(image);
    Manifest second = stage.images.referrer(image);
    stage.tag(
        stage.images.index(List.of(first, second), List.of()),
        ReservedTags.fallback(image.digest()).value());
    stage.layout.removeManifest(image.digest());
    for (Manifest signature : List.of(first, second)) {
      stage.tag(signature, ReservedTags.hold(signature.digest()).value());
      assertThat(stage.delete(TestStage.NATIVE, stage.deleting(signature)))
          .containsOnly(Outcome.REMOVED);
    }
    assertThat(stage.tags()).isEmpty();
  }

  @Test
  void saysOfTroubleThatItIsNotTriedAgain() throws IOException {
    Manifest image = quarantined();
    Removals.Claim claim = stage.deleting("1", image);
    Plan plan = stage.plan(TestStage.NATIVE, claim);
    stage
        .behaviours()
        .inject(FaultRule.always(new Fault.ServerError(503)).on(RequestMatcher.method("DELETE")));
    ApplicationFailure failure =
        TestStage.failure(() -> stage.remove(claim, plan.steps().getLast()));
    assertThat(failure.getType()).isEqualTo("UNAVAILABLE");
    assertThat(failure.isNonRetryable()).isTrue();
    assertThat(stage.writes()).filteredOn("DELETE"::equals).hasSize(2);
  }

  @Test
  void saysThatTheRegistryCannotDoIt() throws IOException {
    Manifest image = stage.image("1");
    stage.activities().hold(new HoldRequest(stage.repository, image.digest()));
    stage.with(new Behaviour.RefusesTagDeletion(400));
    RemoveResult result =
        stage.remove(
            stage.quarantining("1", image), new Untag(new Tag("1"), image.digest(), false));
    assertThat(result.outcome()).isEqualTo(Outcome.UNSUPPORTED);
    assertThat(stage.tags()).contains("1");
  }

  @Test
  void givesTheTagBackWhereThePlaceholderCannotBeDeleted() throws IOException {
    Manifest image = stage.image("1");
    stage.activities().hold(new HoldRequest(stage.repository, image.digest()));
    stage
        .behaviours()
        .inject(FaultRule.always(new Fault.ServerError(503)).on(RequestMatcher.method("DELETE")));
    Removals.Claim claim = stage.quarantining("1", image);
    Untag step = new Untag(new Tag("1"), image.digest(), true);
    assertThat(TestStage.failure(() -> stage.remove(claim, step)).getType())
        .isEqualTo("UNAVAILABLE");
    assertThat(stage.layout.find(new Tag("1")).orElseThrow().descriptor())
        .isEqualTo(image.descriptor());
  }

  @Test
  void finishesAfterAPlaceholderThatWasLeftBehind() throws IOException {
    Manifest image = stage.image("1");
    stage.activities().hold(new HoldRequest(stage.repository, image.digest()));
    leavePlaceholder("1");
    assertThat(stage.activities().look(new LookRequest(stage.tagged("1"), null)).digest()).isNull();
    Removals.Claim claim = stage.quarantining("1", image);
    assertThat(stage.carryOut(claim, stage.plan(TestStage.PLACEHOLDER, claim)))
        .containsExactly(Outcome.REMOVED);
    assertThat(stage.layout.find(new Tag("1"))).isEmpty();
  }

  @Test
  void restoresOverAPlaceholderThatWasLeftBehind() throws IOException {
    Manifest image = stage.image("1");
    stage.activities().hold(new HoldRequest(stage.repository, image.digest()));
    leavePlaceholder("1");
    RestoreResult result =
        stage.activities().restore(new RestoreRequest(stage.tagged("1"), image.digest()));
    assertThat(result.outcome()).isEqualTo(RestoreResult.Outcome.RESTORED);
  }

  @Test
  void putsNoPlaceholderWhereSomebodyWasFaster() throws IOException {
    Manifest image = stage.image("1");
    Manifest foreign = stage.image();
    stage.activities().hold(new HoldRequest(stage.repository, image.digest()));
    Removals.Claim claim = stage.quarantining("1", image);
    stage.ledger.beforeObjections = () -> tag(foreign, "1");
    assertThat(stage.remove(claim, new Untag(new Tag("1"), image.digest(), true)))
        .isEqualTo(
            new RemoveResult(
                Outcome.MOVED,
                List.of("tag 1 was given to another image meanwhile"),
                foreign.digest()));
    assertThat(stage.layout.find(new Tag("1")).orElseThrow().descriptor())
        .isEqualTo(foreign.descriptor());
  }

  @Test
  void sendsNothingButLooksInADryRun() throws IOException {
    Manifest image = quarantined();
    stage.close();
    stage = TestStage.dryRun(directory);
    Removals.Claim claim = stage.deleting("1", image);
    Plan plan = stage.plan(TestStage.NATIVE, claim);
    assertThat(plan.steps()).hasSize(2);
    for (Step step : plan.steps()) {
      refusesInADryRun(() -> stage.remove(claim, step));
    }
    refusesInADryRun(
        () -> stage.activities().restore(new RestoreRequest(stage.tagged("1"), image.digest())));
    Manifest other = stage.images.image(TestStage.AMD64, 5);
    refusesInADryRun(
        () -> stage.activities().hold(new HoldRequest(stage.repository, other.digest())));
    refusesInADryRun(() -> stage.activities().probe(new ProbeRequest(stage.repository)));
    assertThat(stage.writes()).isEmpty();
    assertThat(stage.registry.requests().entries()).isNotEmpty();
  }

  @Test
  void doesWhatNeedsNoWriteInADryRun() throws IOException {
    Manifest image = quarantined();
    stage.close();
    stage = TestStage.dryRun(directory);
    assertThat(stage.activities().hold(new HoldRequest(stage.repository, image.digest())).held())
        .isTrue();
    stage.tag(image, "2");
    assertThat(
            stage
                .activities()
                .restore(new RestoreRequest(stage.tagged("2"), image.digest()))
                .outcome())
        .isEqualTo(RestoreResult.Outcome.PRESENT);
    assertThat(stage.writes()).isEmpty();
  }

  @Test
  void takesNoKeptPartForRefusedByTheRegistryInADryRun() throws IOException {
    Manifest image = quarantined();
    stage.delete(TestStage.NATIVE, stage.deleting("1", image));
    var kept = stage.ledger.bodies;
    stage.close();
    stage = TestStage.dryRun(directory);
    stage.ledger.bodies.putAll(kept);
    refusesInADryRun(
        () -> stage.activities().restore(new RestoreRequest(stage.tagged("1"), image.digest())));
  }

  private static void refusesInADryRun(ThrowingCallable call) {
    ApplicationFailure failure = TestStage.failure(call);
    assertThat(failure.getType()).isEqualTo("REFUSED");
    assertThat(failure.isNonRetryable()).isTrue();
    assertThat(failure.getOriginalMessage()).endsWith(": dry run: nothing is written");
  }

  private void tag(Manifest manifest, String tag) {
    try {
      stage.tag(manifest, tag);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Manifest quarantined() throws IOException {
    Manifest image = stage.image("1");
    stage.quarantine(TestStage.NATIVE, "1", image);
    return image;
  }

  private void leavePlaceholder(String tag) throws IOException {
    Manifest placeholder = Placeholder.unique();
    stage.layout.putManifest(
        placeholder.bytes(), placeholder.mediaType(), placeholder.digest(), new Tag(tag));
  }

  /** Two platforms, signed, and a signature signed. */
  private Manifest signedIndex() throws IOException {
    return stage.images.signedIndex(new Tag("1"));
  }

  /** Lists every referrer under its subject's fallback tag. */
  private void listReferrers() throws IOException {
    for (Descriptor subject : stage.layout.manifests()) {
      List<Descriptor> referrers =
          stage.layout.referrers(subject.digest()).stream().map(LayoutEntry::descriptor).toList();
      if (!referrers.isEmpty()) {
        stage.tag(stage.images.indexOf(referrers), ReservedTags.fallback(subject.digest()).value());
      }
    }
  }
}
