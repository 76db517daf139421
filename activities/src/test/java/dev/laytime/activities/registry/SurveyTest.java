package dev.laytime.activities.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activities.registry.client.Hashing;
import dev.laytime.activities.registry.client.Manifest;
import dev.laytime.activities.registry.client.MediaTypes;
import dev.laytime.activities.registry.copy.SampleImages;
import dev.laytime.activities.registry.embedded.Behaviour;
import dev.laytime.activities.registry.embedded.Fault;
import dev.laytime.activities.registry.embedded.FaultRule;
import dev.laytime.activities.registry.embedded.RequestMatcher;
import dev.laytime.activity.Capabilities;
import dev.laytime.activity.Capabilities.TagDeletion;
import dev.laytime.activity.OwnRequest;
import dev.laytime.activity.RemoveResult;
import dev.laytime.activity.SurveyRequest;
import dev.laytime.activity.SurveyResult.DeleteManifest;
import dev.laytime.activity.SurveyResult.Plan;
import dev.laytime.activity.SurveyResult.Unlist;
import dev.laytime.activity.SurveyResult.Untag;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.image.ReservedTags;
import dev.laytime.image.Tag;
import dev.laytime.ledger.Closures;
import dev.laytime.ledger.RemovalKind;
import dev.laytime.ledger.Removals;
import dev.laytime.mirror.RepositoryPrefix;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What removals come to, and what keeps images. */
class SurveyTest {

  private static final Digest NOWHERE = new Digest("sha256:" + "ab".repeat(32));

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

  @Test
  void quarantinesByHoldingAndUntagging() throws IOException {
    Manifest image = stage.image("1");
    assertThat(stage.plan(TestStage.NATIVE, stage.quarantining("1", image)))
        .isEqualTo(plan("1", true, new Untag(new Tag("1"), image.digest(), false)));
    assertThat(stage.plan(TestStage.PLACEHOLDER, stage.quarantining("1", image)).steps())
        .containsExactly(new Untag(new Tag("1"), image.digest(), true));
    assertThat(stage.writes()).isEmpty();
  }

  @Test
  void quarantinesByTheClockOnlyWhereNoTagCanGoAlone() throws IOException {
    Manifest image = stage.image("1");
    Plan none = stage.plan(TestStage.NONE, stage.quarantining("1", image));
    assertThat(none.steps()).isEmpty();
    assertThat(none.note())
        .isEqualTo(
            "quarantine is a clock only: this registry cannot remove a tag without its manifest");
    Plan immutable =
        stage.plan(new Capabilities(TagDeletion.NATIVE, true), stage.quarantining("1", image));
    assertThat(immutable.steps()).isEmpty();
    assertThat(immutable.note())
        .isEqualTo("quarantine is a clock only: tags are immutable in this registry");
  }

  @Test
  void quarantinesAnImageByDigestWithoutATag() throws IOException {
    Manifest image = stage.image();
    var claim =
        TestStage.claim(
            stage.repository.pinned(image.digest()), image.digest(), RemovalKind.QUARANTINE);
    Plan plan = stage.plan(TestStage.NATIVE, claim);
    assertThat(plan.hold()).isTrue();
    assertThat(plan.steps()).isEmpty();
  }

  @Test
  void keepsATagThatMoved() throws IOException {
    Manifest image = stage.image("1");
    Manifest other = stage.image("1");
    assertThat(stage.plan(TestStage.NATIVE, stage.quarantining("1", image)).keeps())
        .containsExactly("the tag moved: it names %s by now".formatted(other.digest()));
  }

  @Test
  void deletesTheHoldTagThenTheManifest() throws IOException {
    Manifest image = quarantined("1");
    Tag hold = ReservedTags.hold(image.digest());
    Plan plan = stage.plan(TestStage.NATIVE, stage.deleting("1", image));
    assertThat(plan.steps())
        .containsExactly(
            new Untag(hold, image.digest(), false),
            new DeleteManifest(image.digest(), List.of(hold)));
    assertThat(plan.releasedBytes()).as("a layer, a config and the manifest").isGreaterThan(1000);
    assertThat(plan.keeps()).isEmpty();
  }

  @Test
  void deletesWhatHangsOnAnIndexInOrder() throws IOException {
    stage.with(new Behaviour.NoReferrersApi());
    Manifest first = stage.images.image(TestStage.AMD64, 10);
    Manifest second = stage.images.image(TestStage.ARM64, 20);
    Manifest index = stage.index(List.of(first, second), "1");
    Manifest signature = stage.images.referrer(index);
    Manifest again = stage.images.referrer(signature);
    Manifest list = listed(index, signature);
    Manifest listOfList = listed(signature, again);
    Manifest older = stage.image("sha256-" + first.digest().hex() + ".sig");
    stage.quarantine(TestStage.NATIVE, "1", index);
    Plan plan = stage.plan(TestStage.NATIVE, stage.deleting("1", index));
    assertThat(plan.steps().getFirst()).isInstanceOf(Untag.class);
    List<Digest> order = deleted(plan);
    assertThat(order.subList(0, 3))
        .containsExactly(index.digest(), first.digest(), second.digest());
    assertThat(order.subList(3, 6))
        .containsExactlyInAnyOrder(signature.digest(), older.digest(), again.digest())
        .containsSubsequence(signature.digest(), again.digest());
    assertThat(order.subList(6, 8)).containsExactlyInAnyOrder(list.digest(), listOfList.digest());
    assertThat(order).hasSize(8);
  }

  @Test
  void keepsAManifestThatASiblingTagNames() throws IOException {
    Manifest image = stage.image("1", "2");
    stage.quarantine(TestStage.NATIVE, "1", image);
    Plan plan = stage.plan(TestStage.NATIVE, stage.deleting("1", image));
    assertThat(plan.steps())
        .as("the hold alone goes")
        .containsExactly(new Untag(ReservedTags.hold(image.digest()), image.digest(), false));
    assertThat(plan.note()).isEqualTo("the manifest stays: kept by tag 2");
    assertThat(plan.releasedBytes()).isZero();
  }

  @Test
  void leavesTheHoldToAnotherLifeThatHasIt() throws IOException {
    Manifest image = stage.image("1", "2");
    stage.quarantine(TestStage.NATIVE, "1", image);
    stage.ledger.holds.put("another life", image.digest());
    assertThat(stage.plan(TestStage.NATIVE, stage.deleting("1", image)).steps()).isEmpty();
  }

  @Test
  void leavesTheHoldOfAManifestThatNoTagNames() throws IOException {
    Manifest image = stage.images.image(TestStage.AMD64, 10);
    Manifest index = stage.index(List.of(image));
    stage.tag(image, ReservedTags.hold(image.digest()).value());
    stage.ledger.named.add(index.digest());
    Plan plan = stage.plan(TestStage.NATIVE, stage.deleting(image));
    assertThat(plan.steps()).isEmpty();
    assertThat(plan.keeps())
        .containsExactly("its hold cannot go alone: kept by scans or other lives");
  }

  @Test
  void letsTheManifestGoWithTheLastOfTwoTags() throws IOException {
    Manifest image = stage.image("1", "2");
    stage.quarantine(TestStage.NATIVE, "1", image);
    stage.quarantine(TestStage.NATIVE, "2", image);
    var first = stage.deleting("1", image);
    var second = stage.deleting("2", image);
    stage.ledger.holds.put(first.life(), image.digest());
    stage.ledger.holds.put(second.life(), image.digest());
    List<Plan> plans = stage.plans(TestStage.NATIVE, first, second);
    assertThat(plans.get(0).steps()).isEmpty();
    assertThat(plans.get(0).note()).contains("the claim of " + second.image());
    assertThat(deleted(plans.get(1))).containsExactly(image.digest());
  }

  @Test
  void keepsAnImageWhoseTagCameBack() throws IOException {
    Manifest image = quarantined("1");
    stage.tag(image, "1");
    assertThat(stage.plan(TestStage.NATIVE, stage.deleting("1", image)).keeps())
        .containsExactly("tag 1 names it again: somebody put it back");
  }

  @Test
  void takesTheTagAlongWhereItCannotGoAlone() throws IOException {
    Manifest image = stage.image("1");
    Plan plan = stage.plan(TestStage.NONE, stage.deleting("1", image));
    assertThat(plan.steps())
        .containsExactly(new DeleteManifest(image.digest(), List.of(new Tag("1"))));
  }

  @Test
  void keepsAnImageWhoseTagCannotGoWithoutASibling() throws IOException {
    Manifest image = stage.image("1", "2");
    assertThat(stage.plan(TestStage.NONE, stage.deleting("1", image)).keeps())
        .containsExactly("tag 1 cannot go alone, and tag 2 keeps its manifest");
  }

  @Test
  void takesBothTagsAlongWhereBothLeaveAndNeitherCanGoAlone() throws IOException {
    Manifest image = stage.image("1", "2");
    List<Plan> plans =
        stage.plans(TestStage.NONE, stage.deleting("1", image), stage.deleting("2", image));
    assertThat(plans.get(0).keeps()).isEmpty();
    assertThat(plans.get(0).steps()).isEmpty();
    assertThat(plans.get(1).keeps()).isEmpty();
    assertThat(deleted(plans.get(1))).containsExactly(image.digest());
  }

  @Test
  void leavesAChildThatAnotherIndexLists() throws IOException {
    Manifest shared = stage.images.image(TestStage.AMD64, 10);
    Manifest own = stage.images.image(TestStage.ARM64, 20);
    Manifest signature = stage.images.referrer(shared);
    Manifest index = stage.index(List.of(shared, own), "1");
    stage.index(List.of(shared), "2");
    stage.quarantine(TestStage.NATIVE, "1", index);
    Plan plan = stage.plan(TestStage.NATIVE, stage.deleting("1", index));
    assertThat(deleted(plan)).containsExactly(index.digest(), own.digest());
    assertThat(plan.note())
        .contains(shared.digest().abbreviated() + " stays: kept by tag 2")
        .contains(signature.digest().abbreviated() + " stays");
  }

  @Test
  void leavesAChildThatScansNameByDigest() throws IOException {
    Manifest named = stage.images.image(TestStage.AMD64, 10);
    Manifest own = stage.images.image(TestStage.ARM64, 20);
    Manifest index = stage.index(List.of(named, own), "1");
    stage.quarantine(TestStage.NATIVE, "1", index);
    stage.ledger.named.add(named.digest());
    assertThat(deleted(stage.plan(TestStage.NATIVE, stage.deleting("1", index))))
        .containsExactly(index.digest(), own.digest());
  }

  @Test
  void leavesAnIndexWhoseDigestScansName() throws IOException {
    Manifest image = quarantined("1");
    stage.ledger.named.add(image.digest());
    Plan plan = stage.plan(TestStage.NATIVE, stage.deleting("1", image));
    assertThat(plan.steps()).isEmpty();
    assertThat(plan.note()).isEqualTo("the manifest stays: kept by scans or other lives");
  }

  @Test
  void leavesTheClosureOfAnUntaggedIndexThatScansName() throws IOException {
    Manifest image = quarantined("1");
    Manifest index = stage.index(List.of(image));
    stage.ledger.named.add(index.digest());
    assertThat(deleted(stage.plan(TestStage.NATIVE, stage.deleting("1", image)))).isEmpty();
  }

  @Test
  void leavesWhatIsHeldForSomebodyItDoesNotKnow() throws IOException {
    Manifest child = stage.images.image(TestStage.AMD64, 10);
    Manifest index = stage.index(List.of(child), "1");
    stage.tag(child, ReservedTags.hold(child.digest()).value());
    stage.quarantine(TestStage.NATIVE, "1", index);
    assertThat(deleted(stage.plan(TestStage.NATIVE, stage.deleting("1", index))))
        .containsExactly(index.digest());
  }

  @Test
  void keepsWhatIsHeldByDigestWhereItsHoldStaysWithIt() throws IOException {
    Manifest subject = stage.image();
    Manifest signature = stage.images.referrer(subject);
    stage.tag(signature, ReservedTags.hold(signature.digest()).value());
    Plan plan = stage.plan(TestStage.NATIVE, stage.deleting(signature));
    assertThat(plan.keeps())
        .singleElement()
        .asString()
        .startsWith("its hold cannot go alone: kept");
    assertThat(plan.steps()).isEmpty();
  }

  @Test
  void leavesAReferrerWhoseSubjectStays() throws IOException {
    Manifest image = stage.image("1");
    Manifest signature = stage.images.referrer(image);
    stage.tag(signature, "signature");
    stage.quarantine(TestStage.NATIVE, "signature", signature);
    Plan plan = stage.plan(TestStage.NATIVE, stage.deleting("signature", signature));
    assertThat(deleted(plan)).isEmpty();
    assertThat(plan.note()).isEqualTo("the manifest stays: kept by tag 1");
  }

  @Test
  void leavesAReferrerWhoseUntaggedSubjectIsThere() throws IOException {
    Manifest image = stage.image();
    Manifest signature = stage.images.referrer(image);
    stage.tag(signature, "signature");
    stage.quarantine(TestStage.NATIVE, "signature", signature);
    assertThat(deleted(stage.plan(TestStage.NATIVE, stage.deleting("signature", signature))))
        .isEmpty();
  }

  @Test
  void leavesAReferrerThatNothingListsButItsOwnSubjectField() throws IOException {
    stage.with(new Behaviour.NoReferrersApi());
    Manifest image = stage.image("1");
    Manifest signature = stage.images.referrer(image);
    stage.tag(signature, ReservedTags.hold(signature.digest()).value());
    Plan plan = stage.plan(TestStage.NATIVE, stage.deleting(signature));
    assertThat(deleted(plan)).isEmpty();
  }

  @Test
  void leavesAReferrerThatIsTaggedItself() throws IOException {
    Manifest image = stage.image("1");
    Manifest sbom = stage.images.referrer(image);
    stage.tag(sbom, "sbom");
    stage.quarantine(TestStage.NATIVE, "1", image);
    assertThat(deleted(stage.plan(TestStage.NATIVE, stage.deleting("1", image))))
        .containsExactly(image.digest());
  }

  @Test
  void takesAReferrerOffTheListOfASubjectThatIsGone() throws IOException {
    stage.with(new Behaviour.NoReferrersApi());
    Manifest image = stage.image();
    Manifest signature = stage.images.referrer(image);
    listed(image, signature);
    stage.layout.removeManifest(image.digest());
    stage.tag(signature, ReservedTags.hold(signature.digest()).value());
    assertThat(stage.plan(TestStage.NATIVE, stage.deleting(signature)).steps().getLast())
        .isEqualTo(new Unlist(image.digest(), signature.digest()));
  }

  @Test
  void keepsEverythingWhereAManifestCannotBeRead() throws IOException {
    Manifest image = quarantined("1");
    byte[] bytes = "{\"schemaVersion\":2}".getBytes(StandardCharsets.UTF_8);
    Digest digest = Hashing.digestOf(bytes, "sha256");
    stage.layout.putManifest(bytes, "application/vnd.example+json", digest, new Tag("odd"));
    assertThat(stage.plan(TestStage.NATIVE, stage.deleting("1", image)).keeps())
        .singleElement()
        .asString()
        .contains(digest.value());
  }

  @Test
  void keepsEverythingWhereARootCannotBeFetched() throws IOException {
    Manifest image = quarantined("1");
    Manifest root = stage.image();
    stage.ledger.named.add(root.digest());
    stage
        .behaviours()
        .inject(
            FaultRule.always(new Fault.ServerError(500))
                .on(RequestMatcher.path(root.digest().value())));
    assertThat(stage.plan(TestStage.NATIVE, stage.deleting("1", image)).keeps())
        .singleElement()
        .asString()
        .contains(root.digest() + ", which must stay, cannot be read");
  }

  @Test
  void keepsEverythingWhereATagNamesWhatTheRegistryDoesNotGive() throws IOException {
    Manifest shared = stage.images.image(TestStage.AMD64, 10);
    Manifest going = stage.index(List.of(shared), "1");
    stage.quarantine(TestStage.NATIVE, "1", going);
    Manifest latest = stage.images.index(List.of(shared, shared), List.of());
    stage.tag(latest, "latest");
    stage.hide(latest.digest().value());
    stage.hide("latest");
    assertThat(stage.plan(TestStage.NATIVE, stage.deleting("1", going)).keeps())
        .singleElement()
        .asString()
        .contains(latest.digest() + ": tag latest names it, and answers 404 for it");
  }

  @Test
  void readsByTagWhatTheRegistryDoesNotGiveByDigest() throws IOException {
    Manifest shared = stage.images.image(TestStage.AMD64, 10);
    Manifest going = stage.index(List.of(shared), "1");
    stage.quarantine(TestStage.NATIVE, "1", going);
    Manifest latest = stage.images.index(List.of(shared, shared), List.of());
    stage.tag(latest, "latest");
    stage.hide(latest.digest().value());
    Plan plan = stage.plan(TestStage.NATIVE, stage.deleting("1", going));
    assertThat(deleted(plan)).containsExactly(going.digest());
    assertThat(plan.note()).contains(shared.digest().abbreviated() + " stays: kept by tag latest");
  }

  @Test
  void keepsEverythingWhereARootIsThereAndIsNotGiven() throws IOException {
    Manifest image = quarantined("1");
    Manifest root = stage.index(List.of(image));
    stage.ledger.named.add(root.digest());
    stage.hide(root.digest().value());
    assertThat(stage.plan(TestStage.NATIVE, stage.deleting("1", image)).keeps())
        .singleElement()
        .asString()
        .contains(root.digest() + ": the registry says that it is there");
  }

  @Test
  void doesNotTakeForGoneWhatOnlyItsHoldTagAnswersFor() throws IOException {
    Manifest image = stage.image();
    Tag hold = ReservedTags.hold(image.digest());
    stage.tag(image, hold.value());
    stage.hide(image.digest().value());
    assertThat(stage.plan(TestStage.NATIVE, stage.deleting("1", image)).steps())
        .containsExactly(
            new Untag(hold, image.digest(), false),
            new DeleteManifest(image.digest(), List.of(hold)));
    Manifest hidden = stage.image();
    stage.tag(hidden, ReservedTags.hold(hidden.digest()).value());
    stage.hide(hidden.digest().value());
    stage.hide(ReservedTags.hold(hidden.digest()).value());
    assertThat(stage.plan(TestStage.NATIVE, stage.deleting("2", hidden)).keeps())
        .singleElement()
        .asString()
        .contains(hidden.digest().value());
  }

  @Test
  void plansWithoutAChildThatIsReallyGone() throws IOException {
    Manifest child = stage.images.image(TestStage.AMD64, 10);
    stage.index(List.of(child), "2");
    Manifest image = quarantined("1");
    stage.layout.removeManifest(child.digest());
    assertThat(deleted(stage.plan(TestStage.NATIVE, stage.deleting("1", image))))
        .containsExactly(image.digest());
  }

  @Test
  void keepsEverythingWhereARootIsNotThereAndNobodyKnowsWhatItWasMadeOf() throws IOException {
    Manifest image = quarantined("1");
    stage.image("2");
    stage.ledger.named.add(NOWHERE);
    List<Plan> plans =
        stage.plans(
            TestStage.NATIVE,
            stage.deleting("1", image),
            TestStage.claim(stage.tagged("2"), image.digest(), RemovalKind.QUARANTINE));
    assertThat(plans)
        .allSatisfy(plan ->
            assertThat(plan.keeps())
                .singleElement()
                .asString()
                .startsWith(NOWHERE + ", which must stay, is not there, and nobody wrote down"));
  }

  @Test
  void keepsWhatARootThatIsNotThereWasMadeOf() throws IOException {
    Manifest shared = stage.images.image(TestStage.AMD64, 10);
    Manifest signature = stage.images.referrer(shared);
    Manifest own = stage.images.image(TestStage.ARM64, 20);
    Manifest going = stage.index(List.of(shared, own), "1");
    stage.quarantine(TestStage.NATIVE, "1", going);
    stage.ledger.named.add(NOWHERE);
    stage.ledger.record(
        stage.repository,
        NOWHERE,
        List.of(
            new Closures.Member(NOWHERE, Closures.Kind.ROOT, 1),
            new Closures.Member(shared.digest(), Closures.Kind.CHILD, 1)));
    Plan plan = stage.plan(TestStage.NATIVE, stage.deleting("1", going));
    assertThat(plan.keeps()).isEmpty();
    assertThat(deleted(plan)).containsExactly(going.digest(), own.digest());
    assertThat(plan.note())
        .contains(shared.digest().abbreviated() + " stays: kept by scans or other lives")
        .contains(signature.digest().abbreviated() + " stays")
        .contains("needed and not there: abababababab");
  }

  @Test
  void keepsWhatRefersToARootThatIsNotThere() throws IOException {
    Manifest subject = stage.image();
    Manifest signature = stage.images.referrer(subject);
    stage.ledger.named.add(subject.digest());
    stage.ledger.record(
        stage.repository,
        subject.digest(),
        List.of(new Closures.Member(subject.digest(), Closures.Kind.ROOT, 1)));
    stage.layout.removeManifest(subject.digest());
    stage.tag(signature, ReservedTags.hold(signature.digest()).value());
    assertThat(deleted(stage.plan(TestStage.NATIVE, stage.deleting(signature)))).isEmpty();
  }

  @Test
  void keepsTheImageThatHasARootWhichIsNoManifest() throws IOException {
    Manifest image = stage.image();
    Manifest going = stage.index(List.of(image), "1");
    stage.quarantine(TestStage.NATIVE, "1", going);
    stage.ledger.named.add(NOWHERE);
    stage.ledger.record(
        stage.repository,
        image.digest(),
        List.of(
            new Closures.Member(image.digest(), Closures.Kind.ROOT, 1),
            new Closures.Member(NOWHERE, Closures.Kind.CONFIG, 1)));
    assertThat(deleted(stage.plan(TestStage.NATIVE, stage.deleting("1", going))))
        .containsExactly(going.digest());
  }

  @Test
  void keepsWhatIsAnOwnerRecord() {
    Repository record = new Repository(stage.registry.address(), "team/laytime-owners");
    stage
        .activities()
        .own(
            new OwnRequest(new RepositoryPrefix(stage.registry.address(), "team"), "b2", "theirs"));
    Reference image = record.tagged(new Tag("b2"));
    stage.registry.requests().clear();
    for (RemovalKind kind : RemovalKind.values()) {
      Removals.Claim claim = TestStage.claim(image, NOWHERE, kind);
      Plan plan =
          stage
              .activities()
              .survey(new SurveyRequest(record, TestStage.NATIVE, List.of(claim)))
              .plans()
              .getFirst();
      assertThat(plan.hold()).isFalse();
      assertThat(plan.keeps())
          .containsExactly("it is an owner record, which no image's proof is about");
      assertThat(stage.remove(claim, new Untag(new Tag("b2"), NOWHERE, false)).outcome())
          .isEqualTo(RemoveResult.Outcome.OBJECTED);
    }
    assertThat(stage.registry.requests().entries()).isEmpty();
  }

  @Test
  void makesNoMapWithAHole() throws IOException {
    Manifest image = quarantined("1");
    stage.image("2");
    stage
        .behaviours()
        .inject(
            FaultRule.always(new Fault.ServerError(502)).on(RequestMatcher.path("/manifests/2")));
    var failure = TestStage.failure(() -> stage.plan(TestStage.NATIVE, stage.deleting("1", image)));
    assertThat(failure.getType()).isEqualTo("UNAVAILABLE");
    assertThat(failure.isNonRetryable()).isFalse();
  }

  @Test
  void makesNoPlanWithoutTheLedger() throws IOException {
    Manifest image = quarantined("1");
    stage.registry.requests().clear();
    stage.ledger.down = true;
    assertThat(
            TestStage.failure(() -> stage.plan(TestStage.NATIVE, stage.deleting("1", image)))
                .getType())
        .isEqualTo("UNAVAILABLE");
  }

  @Test
  void countsOnlyBytesThatNothingElseNeeds() throws IOException {
    var layer = stage.images.blob(SampleImages.LAYER, 5000);
    var config = stage.images.blob(SampleImages.CONFIG, 70);
    Manifest image = stage.images.manifest(MediaTypes.OCI_MANIFEST, config, List.of(layer), null);
    Manifest other =
        stage.images.manifest(MediaTypes.DOCKER_MANIFEST, config, List.of(layer), null);
    stage.tag(image, "1");
    stage.quarantine(TestStage.NATIVE, "1", image);
    assertThat(stage.plan(TestStage.NATIVE, stage.deleting("1", image)).releasedBytes())
        .isEqualTo(image.bytes().length + 5070L);
    stage.tag(other, "2");
    assertThat(stage.plan(TestStage.NATIVE, stage.deleting("1", image)).releasedBytes())
        .isEqualTo(image.bytes().length);
  }

  @Test
  void leavesWhatAnEarlierClaimOnlyQuarantines() throws IOException {
    Manifest shared = stage.images.image(TestStage.AMD64, 10);
    Manifest held = stage.index(List.of(shared), "held");
    Manifest going = stage.images.index(List.of(shared, shared), List.of());
    stage.tag(going, "going");
    stage.quarantine(TestStage.NATIVE, "going", going);
    List<Plan> plans =
        stage.plans(
            TestStage.NATIVE, stage.quarantining("held", held), stage.deleting("going", going));
    assertThat(plans.get(0).steps()).hasSize(1);
    assertThat(deleted(plans.get(1))).containsExactly(going.digest());
  }

  @Test
  void letsASharedChildGoWithTheLastOfItsIndexes() throws IOException {
    Manifest shared = stage.images.image(TestStage.AMD64, 10);
    Manifest first = stage.index(List.of(shared), "1");
    Manifest second = stage.images.index(List.of(shared, shared), List.of());
    stage.tag(second, "2");
    stage.quarantine(TestStage.NATIVE, "1", first);
    stage.quarantine(TestStage.NATIVE, "2", second);
    List<Plan> plans =
        stage.plans(TestStage.NATIVE, stage.deleting("1", first), stage.deleting("2", second));
    assertThat(deleted(plans.get(0))).containsExactly(first.digest());
    assertThat(deleted(plans.get(1))).containsExactly(second.digest(), shared.digest());
  }

  @Test
  void leavesNothingToDoWhereTheManifestIsGone() throws IOException {
    Manifest image = stage.image("1");
    stage.layout.removeManifest(image.digest());
    Plan plan = stage.plan(TestStage.NATIVE, stage.deleting("1", image));
    assertThat(plan.steps()).isEmpty();
    assertThat(plan.gone()).isTrue();
    assertThat(plan.note()).isEqualTo("it is gone already");
  }

  @Test
  void holdsWhatHasLostItsTagAlready() throws IOException {
    Manifest image = stage.image("1");
    stage.layout.removeTag(new Tag("1"));
    Plan plan = stage.plan(TestStage.NATIVE, stage.quarantining("1", image));
    assertThat(plan.steps()).isEmpty();
    assertThat(plan.hold()).isTrue();
    assertThat(plan.gone()).isTrue();
  }

  @Test
  void quarantinesNothingThatIsNotThere() throws IOException {
    Manifest image = stage.image("1");
    stage.layout.removeManifest(image.digest());
    Plan plan = stage.plan(TestStage.NATIVE, stage.quarantining("1", image));
    assertThat(plan.keeps()).containsExactly("it is gone already");
  }

  private Manifest quarantined(String tag) throws IOException {
    Manifest image = stage.image(tag);
    stage.quarantine(TestStage.NATIVE, tag, image);
    return image;
  }

  /** The fallback index of a subject. */
  private Manifest listed(Manifest subject, Manifest referrer) throws IOException {
    Manifest list = stage.images.index(List.of(referrer), List.of());
    stage.tag(list, ReservedTags.fallback(subject.digest()).value());
    return list;
  }

  private Plan plan(String tag, boolean hold, Untag step) {
    return new Plan("image/" + stage.tagged(tag), List.of(), hold, List.of(step), "", 0);
  }

  private static List<Digest> deleted(Plan plan) {
    return plan.steps().stream()
        .filter(DeleteManifest.class::isInstance)
        .map(step -> ((DeleteManifest) step).digest())
        .toList();
  }
}
