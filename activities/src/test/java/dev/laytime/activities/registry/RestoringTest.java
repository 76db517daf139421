package dev.laytime.activities.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activities.registry.client.Manifest;
import dev.laytime.activities.registry.client.ManifestContent;
import dev.laytime.activities.registry.embedded.Behaviour;
import dev.laytime.activities.registry.layout.LayoutEntry;
import dev.laytime.activity.LookRequest;
import dev.laytime.activity.RestoreRequest;
import dev.laytime.activity.RestoreResult;
import dev.laytime.activity.RestoreResult.Outcome;
import dev.laytime.activity.SurveyResult.Plan;
import dev.laytime.image.Descriptor;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.ReservedTags;
import dev.laytime.image.Tag;
import dev.laytime.ledger.Removals;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** How an image comes back of which a deletion has taken some already. */
class RestoringTest {

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
  void isNotRestoredWhereAPersonHasForbiddenIt() throws IOException {
    Manifest image = stage.image("1");
    delete(image, 1);
    List<Descriptor> before = images();
    stage.ledger.forbidden.put(stage.repository.tagged(new Tag("1")), "forbidden by ann");

    assertThat(TestStage.failure(() -> restore("1", image)))
        .returns("FORBIDDEN_IMAGE", ApplicationFailure::getType)
        .returns(true, ApplicationFailure::isNonRetryable);

    assertThat(images()).isEqualTo(before);
    stage.ledger.forbidden.clear();
    assertThat(restore("1", image).outcome()).isEqualTo(Outcome.RESTORED);
  }

  /** Every number of steps after which the deletion of a signed index can stop. */
  static Stream<Arguments> stops() {
    return IntStream.rangeClosed(0, 7)
        .boxed()
        .flatMap(steps -> Stream.of(Arguments.of(steps, true), Arguments.of(steps, false)));
  }

  @ParameterizedTest
  @MethodSource("stops")
  void putsBackEveryManifestWhereverTheDeletionStopped(int steps, boolean api) throws IOException {
    Manifest index = stage.images.signedIndex(new Tag("1"));
    Manifest older = stage.image(sigOf(index).value());
    if (!api) {
      listReferrers();
      stage.with(new Behaviour.NoReferrersApi());
    }
    List<Descriptor> before = images();
    assertThat(before).hasSize(7).contains(older.descriptor());
    delete(index, steps);

    assertThat(restore("1", index)).isEqualTo(new RestoreResult(Outcome.RESTORED, index.digest()));
    assertThat(images()).containsExactlyInAnyOrderElementsOf(before);
    assertThat(stage.layout.find(new Tag("1")).orElseThrow().descriptor())
        .isEqualTo(index.descriptor());
    assertThat(stage.layout.find(sigOf(index)).orElseThrow().descriptor())
        .isEqualTo(older.descriptor());
    assertThat(look("1", index)).isEqualTo(index.digest());
    stage.registry.requests().clear();
    assertThat(restore("1", index).outcome()).isEqualTo(Outcome.PRESENT);
    assertThat(stage.writes()).as("a second time").isEmpty();
  }

  @Test
  void putsBackChildrenOfAnIndexInAnIndex() throws IOException {
    Manifest child = stage.images.image(TestStage.AMD64, 10);
    Manifest inner = stage.images.index(List.of(child), List.of());
    Manifest index = stage.index(List.of(inner, child), "1");
    delete(index, 9);
    assertThat(stage.layout.manifests()).isEmpty();

    assertThat(restore("1", index).outcome()).isEqualTo(Outcome.RESTORED);
    assertThat(stage.layout.manifests()).hasSize(3);
  }

  @Test
  void putsBackAChildOfAnIndexThatIsStillHeld() throws IOException {
    Manifest child = child();
    Manifest index = stage.index(List.of(child), "1");
    delete(index, 9);
    restore("1", index);
    stage.layout.removeManifest(child.digest());

    assertThat(stage.tags()).as("a request in doubt took it late").contains("1");
    assertThat(look("1", null)).isEqualTo(index.digest());
    assertThat(look("1", index)).isNull();
    assertThat(restore("1", index)).isEqualTo(new RestoreResult(Outcome.RESTORED, index.digest()));
    assertThat(stage.has(child)).isTrue();
    assertThat(look("1", index)).isEqualTo(index.digest());
  }

  @Test
  void missesAReferrerThatWentLate() throws IOException {
    Manifest image = stage.image("1");
    Manifest signature = stage.images.referrer(image);
    delete(image, 9);
    restore("1", image);
    stage.layout.removeManifest(signature.digest());

    assertThat(look("1", image)).isNull();
    restore("1", image);
    assertThat(stage.has(signature)).isTrue();
    assertThat(look("1", image)).isEqualTo(image.digest());
  }

  @Test
  void restoresAnImageByDigestThatIsGone() throws IOException {
    Manifest index = stage.index(List.of(child()));
    stage.tag(index, ReservedTags.hold(index.digest()).value());
    Removals.Claim claim = stage.deleting(index);
    stage.carryOut(claim, stage.plan(TestStage.NATIVE, claim));
    assertThat(stage.layout.manifests()).isEmpty();

    Reference image = stage.repository.pinned(index.digest());
    assertThat(restore(image, index).outcome()).isEqualTo(Outcome.RESTORED);
    assertThat(stage.layout.manifests()).hasSize(2);
    assertThat(stage.tags()).containsExactly(ReservedTags.hold(index.digest()).value());
  }

  @Test
  void writesNothingWhereABlobIsGoneAndSaysWhich() throws IOException {
    Descriptor layer = stage.images.blob("application/vnd.oci.image.layer.v1.tar", 50);
    Descriptor config = stage.images.blob("application/vnd.oci.image.config.v1+json", 20);
    Manifest child =
        stage.images.manifest(
            "application/vnd.oci.image.manifest.v1+json", config, List.of(layer), null);
    Manifest index = stage.index(List.of(child, child()), "1");
    delete(index, 9);
    collect(layer.digest());
    stage.registry.requests().clear();

    assertThat(restore("1", index))
        .isEqualTo(
            new RestoreResult(
                Outcome.GONE,
                null,
                "blob %s of %s is gone".formatted(layer.digest(), child.digest())));
    assertThat(stage.writes()).isEmpty();
  }

  @Test
  void givesNoTagToAnIndexWhoseChildNobodyKept() throws IOException {
    Manifest child = child();
    Manifest index = stage.index(List.of(child), "1");
    stage.quarantine(TestStage.NATIVE, "1", index);
    stage.layout.removeManifest(child.digest());
    stage.registry.requests().clear();

    assertThat(restore("1", index))
        .isEqualTo(
            new RestoreResult(
                Outcome.GONE,
                null,
                "manifest %s of %s is gone, and nobody kept it"
                    .formatted(child.digest(), index.digest())));
    assertThat(stage.writes()).isEmpty();
  }

  @Test
  void doesNotTakeASilentLedgerForOneThatKeptNothing() throws IOException {
    Manifest index = stage.index(List.of(child()), "1");
    delete(index, 9);
    stage.ledger.down = true;
    stage.registry.requests().clear();
    assertThat(TestStage.failure(() -> restore("1", index)).getType()).isEqualTo("UNAVAILABLE");
    assertThat(stage.writes()).isEmpty();
  }

  @Test
  void comesBackWithoutAReferrerThatCannot() throws IOException {
    Manifest image = stage.image("1");
    Manifest signature = stage.images.referrer(image);
    delete(image, 9);
    Descriptor blob = signatureOf(signature);
    collect(blob.digest());

    assertThat(restore("1", image))
        .isEqualTo(
            new RestoreResult(
                Outcome.RESTORED,
                image.digest(),
                "blob %s of %s is gone".formatted(blob.digest(), signature.digest())));
    assertThat(look("1", image)).as("it is not missed again").isEqualTo(image.digest());
  }

  @Test
  void leavesAwayAReferrerThatNoDeletionTook() throws IOException {
    Manifest image = stage.image("1");
    Manifest signature = stage.images.referrer(image);
    delete(image, 0);
    stage.layout.removeManifest(signature.digest());
    restore("1", image);
    assertThat(stage.has(signature)).isFalse();
  }

  private static Tag sigOf(Manifest subject) {
    return new Tag(ReservedTags.fallback(subject.digest()).value() + ".sig");
  }

  private Manifest child() throws IOException {
    return stage.images.image(TestStage.ARM64, 10);
  }

  /** Quarantines, then deletes so many steps far. */
  private void delete(Manifest image, int steps) {
    stage.quarantine(TestStage.NATIVE, "1", image);
    Removals.Claim claim = stage.deleting("1", image);
    Plan plan = stage.plan(TestStage.NATIVE, claim);
    int most = Math.min(steps, plan.steps().size());
    stage.carryOut(claim, new Plan("", List.of(), false, plan.steps().subList(0, most), "", 0));
  }

  private static Descriptor signatureOf(Manifest signature) throws IOException {
    return ManifestContent.of(signature).layers().getFirst();
  }

  /** What a registry's own collection does. */
  private void collect(Digest blob) throws IOException {
    Files.delete(directory.resolve("app/blobs/sha256").resolve(blob.hex()));
  }

  /** Every manifest but lists of referrers. */
  private List<Descriptor> images() throws IOException {
    List<Digest> lists = new ArrayList<>();
    for (Tag tag : stage.layout.tags()) {
      if (tag.value().matches("sha256-[a-f0-9]{64}")) {
        stage.layout.find(tag).ifPresent(entry -> lists.add(entry.descriptor().digest()));
      }
    }
    return stage.layout.manifests().stream()
        .filter(manifest -> !lists.contains(manifest.digest()))
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

  private RestoreResult restore(String tag, Manifest manifest) {
    return restore(stage.tagged(tag), manifest);
  }

  private RestoreResult restore(Reference image, Manifest manifest) {
    return stage.activities().restore(new RestoreRequest(image, manifest.digest()));
  }

  private @Nullable Digest look(String tag, @Nullable Manifest whole) {
    return stage
        .activities()
        .look(new LookRequest(stage.tagged(tag), whole == null ? null : whole.digest()))
        .digest();
  }
}
