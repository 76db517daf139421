package dev.laytime.activities.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activities.registry.client.Manifest;
import dev.laytime.activities.registry.embedded.Behaviour;
import dev.laytime.activities.registry.layout.LayoutEntry;
import dev.laytime.activity.RemoveResult.Outcome;
import dev.laytime.activity.SurveyResult.DeleteManifest;
import dev.laytime.activity.SurveyResult.Plan;
import dev.laytime.activity.SurveyResult.Unlist;
import dev.laytime.image.Descriptor;
import dev.laytime.image.Digest;
import dev.laytime.image.ReservedTags;
import dev.laytime.image.Tag;
import dev.laytime.ledger.Removals;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** How a deletion goes on that has stopped halfway. */
class InterruptedTest {

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

  /** After how many steps it stops, whether there is a referrers API, whether bytes were kept. */
  static Stream<Arguments> stops() {
    return IntStream.rangeClosed(0, 9)
        .boxed()
        .flatMap(steps ->
            Stream.of(
                Arguments.of(steps, true, true),
                Arguments.of(steps, true, false),
                Arguments.of(steps, false, true),
                Arguments.of(steps, false, false)));
  }

  @ParameterizedTest
  @MethodSource("stops")
  void leavesNothingBehindWhereverItStopped(int steps, boolean api, boolean kept)
      throws IOException {
    Manifest other = stage.image("other");
    Manifest index = stage.images.signedIndex(new Tag("1"));
    stage.image(ReservedTags.fallback(index.digest()).value() + ".sig");
    if (!api) {
      listReferrers();
      stage.with(new Behaviour.NoReferrersApi());
    }
    Removals.Claim claim = interrupted(index, steps);
    if (!kept) {
      stage.ledger.bodies.clear();
    }

    Plan rest = stage.plan(TestStage.NATIVE, claim);
    assertThat(rest.keeps()).isEmpty();
    assertThat(stage.carryOut(claim, rest)).isSubsetOf(Outcome.REMOVED);
    assertThat(stage.layout.manifests()).containsExactly(other.descriptor());
    assertThat(stage.tags()).containsExactly("other");
    assertThat(stage.plan(TestStage.NATIVE, claim).note()).isEqualTo("it is gone already");
  }

  @Test
  void keepsWhatAnotherImageNeeds() throws IOException {
    Manifest shared = stage.images.image(TestStage.AMD64, 10);
    Manifest own = stage.images.image(TestStage.ARM64, 20);
    Manifest signature = stage.images.referrer(shared);
    Manifest index = stage.index(List.of(shared, own), "1");
    Removals.Claim claim = interrupted(index, 2);
    assertThat(stage.has(index)).isFalse();
    stage.index(List.of(shared), "2");

    Plan rest = stage.plan(TestStage.NATIVE, claim);
    assertThat(deleted(rest)).containsExactly(own.digest());
    assertThat(rest.note())
        .contains(shared.digest().abbreviated() + " stays: kept by tag 2")
        .contains(signature.digest().abbreviated() + " stays: kept by tag 2");
  }

  @Test
  void keepsWhatScansNameAndWhatIsHeld() throws IOException {
    Manifest named = stage.images.image(TestStage.AMD64, 10);
    Manifest held = stage.images.image(TestStage.ARM64, 20);
    Manifest index = stage.index(List.of(named, held), "1");
    Removals.Claim claim = interrupted(index, 2);
    stage.ledger.named.add(named.digest());
    stage.tag(held, ReservedTags.hold(held.digest()).value());
    assertThat(stage.plan(TestStage.NATIVE, claim).steps()).isEmpty();
  }

  @Test
  void leavesTheRestToTheLastImageOfTheSameDigest() throws IOException {
    Manifest child = stage.images.image(TestStage.AMD64, 10);
    Manifest index = stage.index(List.of(child), "1", "2");
    stage.quarantine(TestStage.NATIVE, "2", index);
    Removals.Claim first = interrupted(index, 2);
    Removals.Claim second = stage.deleting("2", index);
    assertThat(stage.has(index)).isFalse();

    stage.ledger.holds.put(second.life(), index.digest());
    Plan alone = stage.plan(TestStage.NATIVE, first);
    assertThat(alone.steps()).isEmpty();
    assertThat(alone.note())
        .isEqualTo(
            "it is gone already; what it led to stays: kept by scans or other lives; needed and not"
                + " there: "
                + index.digest().abbreviated());
    List<Plan> plans = stage.plans(TestStage.NATIVE, first, second);
    assertThat(plans.get(0).steps()).isEmpty();
    assertThat(deleted(plans.get(1))).containsExactly(child.digest());
  }

  @Test
  void takesTheEntryOfAReferrerThatIsGoneOffItsList() throws IOException {
    stage.with(new Behaviour.NoReferrersApi());
    Manifest image = stage.image();
    Manifest signature = stage.images.referrer(image);
    Manifest list = stage.images.index(List.of(signature), List.of());
    stage.tag(list, ReservedTags.fallback(image.digest()).value());
    stage.layout.removeManifest(image.digest());
    stage.tag(signature, ReservedTags.hold(signature.digest()).value());
    Removals.Claim claim = stage.deleting(signature);
    stage.carryOut(claim, first(stage.plan(TestStage.NATIVE, claim), 2));
    assertThat(stage.has(signature)).isFalse();

    Plan rest = stage.plan(TestStage.NATIVE, claim);
    assertThat(rest.steps()).containsExactly(new Unlist(image.digest(), signature.digest()));
    stage.carryOut(claim, rest);
    assertThat(stage.tags()).isEmpty();
  }

  @Test
  void goesOnWithoutAChildThatSomebodyElseTook() throws IOException {
    Manifest child = stage.images.image(TestStage.AMD64, 10);
    Manifest signature = stage.images.referrer(child);
    Manifest index = stage.index(List.of(child), "1");
    Removals.Claim claim = interrupted(index, 0);
    stage.layout.removeManifest(child.digest());
    assertThat(deleted(stage.plan(TestStage.NATIVE, claim)))
        .containsExactly(index.digest(), signature.digest());
  }

  /** Quarantines, then deletes so many steps far. */
  private Removals.Claim interrupted(Manifest image, int steps) {
    stage.quarantine(TestStage.NATIVE, "1", image);
    Removals.Claim claim = stage.deleting("1", image);
    stage.carryOut(claim, first(stage.plan(TestStage.NATIVE, claim), steps));
    return claim;
  }

  private static Plan first(Plan plan, int steps) {
    int most = Math.min(steps, plan.steps().size());
    return new Plan("", List.of(), false, plan.steps().subList(0, most), "", 0);
  }

  private static List<Digest> deleted(Plan plan) {
    return plan.steps().stream()
        .filter(DeleteManifest.class::isInstance)
        .map(step -> ((DeleteManifest) step).digest())
        .toList();
  }

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
