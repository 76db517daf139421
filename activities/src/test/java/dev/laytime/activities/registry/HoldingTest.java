package dev.laytime.activities.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activities.registry.client.Manifest;
import dev.laytime.activities.registry.copy.SampleImages;
import dev.laytime.activities.registry.embedded.Behaviour;
import dev.laytime.activities.registry.embedded.Fault;
import dev.laytime.activities.registry.embedded.FaultRule;
import dev.laytime.activities.registry.embedded.RequestLog;
import dev.laytime.activities.registry.layout.OciLayout;
import dev.laytime.activity.HoldRequest;
import dev.laytime.activity.HoldResult;
import dev.laytime.activity.LearnRequest;
import dev.laytime.activity.LearnResult;
import dev.laytime.activity.LookRequest;
import dev.laytime.activity.RestoreRequest;
import dev.laytime.activity.RestoreResult;
import dev.laytime.activity.RestoreResult.Outcome;
import dev.laytime.image.Digest;
import dev.laytime.image.ReservedTags;
import dev.laytime.image.Tag;
import dev.laytime.ledger.Closures;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is looked at, learnt, held and restored. */
class HoldingTest {

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
  void looksWithOneHead() throws IOException {
    Manifest image = stage.image("1");
    assertThat(look("1")).isEqualTo(image.digest());
    assertThat(stage.registry.requests().entries())
        .containsExactly(new RequestLog.Entry("HEAD", "/v2/app/manifests/1", 200));
    assertThat(look("2")).isNull();
  }

  @Test
  void takesTroubleForNoAbsence() throws IOException {
    stage.image("1");
    stage.behaviours().inject(FaultRule.always(new Fault.ServerError(503)));
    assertThat(TestStage.failure(() -> look("1")).getType()).isEqualTo("UNAVAILABLE");
  }

  @Test
  void holdsAManifestUnderItsOwnBytes() throws IOException {
    Manifest image = stage.image("1");
    assertThat(hold(image.digest())).isEqualTo(new HoldResult(true));
    assertThat(stage.layout.find(ReservedTags.hold(image.digest())).orElseThrow().descriptor())
        .isEqualTo(image.descriptor());
    stage.registry.requests().clear();
    assertThat(hold(image.digest())).isEqualTo(new HoldResult(true));
    assertThat(stage.writes()).as("a second time").isEmpty();
  }

  @Test
  void holdsNothingWhereTheManifestIsGone() throws IOException {
    stage.image("1");
    assertThat(hold(NOWHERE)).isEqualTo(new HoldResult(false));
    assertThat(stage.writes()).isEmpty();
  }

  @Test
  void holdsAnImageOfAnotherDigestAlgorithm() throws IOException {
    SampleImages images = new SampleImages(stage.layout, 3, "sha512");
    Manifest image = images.image(TestStage.AMD64, 10);
    assertThat(hold(image.digest()).held()).isTrue();
    assertThat(stage.tags())
        .containsExactly("laytime-hold-sha512-" + image.digest().hex().substring(0, 64));
  }

  @Test
  void restoresTheSameBytesUnderTheTag() throws IOException {
    Manifest image = stage.image("1");
    hold(image.digest());
    stage.layout.removeTag(new Tag("1"));
    assertThat(restore("1", image)).isEqualTo(new RestoreResult(Outcome.RESTORED, image.digest()));
    assertThat(stage.layout.find(new Tag("1")).orElseThrow().descriptor())
        .isEqualTo(image.descriptor());
    assertThat(restore("1", image)).isEqualTo(new RestoreResult(Outcome.PRESENT, image.digest()));
  }

  @Test
  void leavesATagAloneThatNamesAnotherImageByNow() throws IOException {
    Manifest image = stage.image("1");
    Manifest other = stage.image("1");
    assertThat(restore("1", image)).isEqualTo(new RestoreResult(Outcome.OTHER, other.digest()));
    assertThat(stage.writes()).isEmpty();
  }

  @Test
  void saysThatContentIsGone() throws IOException {
    Manifest image = stage.image("1");
    stage.layout.removeManifest(image.digest());
    assertThat(restore("1", image)).isEqualTo(new RestoreResult(Outcome.GONE, null));
  }

  @Test
  void restoresWithoutTheLedger() throws IOException {
    Manifest image = stage.image("1");
    stage.layout.removeTag(new Tag("1"));
    stage.ledger.down = true;
    assertThat(restore("1", image).outcome()).isEqualTo(Outcome.RESTORED);
  }

  @Test
  void restoresAnImageByDigestByHoldingIt() throws IOException {
    Manifest image = stage.image();
    RestoreRequest request =
        new RestoreRequest(stage.repository.pinned(image.digest()), image.digest());
    assertThat(stage.activities().restore(request).outcome()).isEqualTo(Outcome.RESTORED);
    assertThat(stage.tags()).containsExactly(ReservedTags.hold(image.digest()).value());
    assertThat(stage.activities().restore(request).outcome()).isEqualTo(Outcome.PRESENT);
  }

  @Test
  void learnsEveryMemberOfAClosure() throws IOException {
    Manifest first = stage.images.image(TestStage.AMD64, 300);
    Manifest second = stage.images.image(TestStage.ARM64, 400);
    Manifest index = stage.index(List.of(first, second), "1");
    Manifest signature = stage.images.referrer(index);
    Manifest countersignature = stage.images.referrer(signature);
    Manifest older = stage.image("sha256-" + first.digest().hex() + ".sig");
    LearnResult learnt = learn(index.digest());
    List<Closures.Member> members = stage.ledger.closures.getOrDefault(index.digest(), List.of());
    assertThat(members)
        .filteredOn(member -> member.kind() != Closures.Kind.LAYER)
        .filteredOn(member -> member.kind() != Closures.Kind.CONFIG)
        .containsExactlyInAnyOrder(
            member(index, Closures.Kind.ROOT),
            member(first, Closures.Kind.CHILD),
            member(second, Closures.Kind.CHILD),
            member(signature, Closures.Kind.REFERRER),
            member(countersignature, Closures.Kind.REFERRER),
            member(older, Closures.Kind.REFERRER));
    assertThat(members).extracting(Closures.Member::bytes).contains(300L, 400L);
    assertThat(learnt)
        .isEqualTo(
            new LearnResult(
                true, members.size(), members.stream().mapToLong(Closures.Member::bytes).sum()));
    assertThat(stage.writes()).isEmpty();
  }

  @Test
  void learnsNoClosureOfWhichAChildIsMissing() throws IOException {
    Manifest child = stage.images.image(TestStage.AMD64, 300);
    Manifest inner = stage.images.index(List.of(child), List.of());
    Manifest index = stage.index(List.of(inner), "1");
    learn(index.digest());
    List<Closures.Member> whole = stage.ledger.closures.get(index.digest());
    stage.layout.removeManifest(child.digest());

    ApplicationFailure failure = TestStage.failure(() -> learn(index.digest()));
    assertThat(failure.getType()).isEqualTo("NOT_FOUND");
    assertThat(failure.getMessage())
        .contains("the registry does not have %s, which it lists".formatted(child.digest()));
    assertThat(stage.ledger.closures.get(index.digest())).isEqualTo(whole);
  }

  @Test
  void learnsReferrersFromTheFallbackTag() throws IOException {
    stage.with(new Behaviour.NoReferrersApi());
    Manifest image = stage.image("1");
    Manifest signature = stage.images.referrer(image);
    stage.tag(
        stage.images.index(List.of(signature), List.of()),
        ReservedTags.fallback(image.digest()).value());
    learn(image.digest());
    assertThat(stage.ledger.closures.get(image.digest()))
        .contains(member(signature, Closures.Kind.REFERRER));
  }

  @Test
  void learnsNothingOfWhatIsNotThere() throws IOException {
    stage.image("1");
    assertThat(learn(NOWHERE)).isEqualTo(new LearnResult(false, 0, 0));
    assertThat(stage.ledger.closures).isEmpty();
  }

  @Test
  void failsWhileTheLedgerIsDown() throws IOException {
    Manifest image = stage.image("1");
    stage.ledger.down = true;
    var failure = TestStage.failure(() -> learn(image.digest()));
    assertThat(failure.getType()).isEqualTo("UNAVAILABLE");
    assertThat(failure.isNonRetryable()).isFalse();
  }

  @Test
  void keepsHeldContentWhereTheRegistryCollectsWhatNoTagNames() throws IOException {
    Manifest image = stage.image("1");
    stage.with(new Behaviour.CollectsUntagged(Duration.ZERO));
    stage.quarantine(TestStage.NATIVE, "1", image);
    assertThat(look("1")).isNull();
    assertThat(stage.has(image)).isTrue();
    assertThat(OciLayout.open(directory.resolve("app")).tags()).hasSize(1);
    assertThat(restore("1", image).outcome()).isEqualTo(Outcome.RESTORED);
  }

  private static Closures.Member member(Manifest manifest, Closures.Kind kind) {
    return new Closures.Member(manifest.digest(), kind, manifest.bytes().length);
  }

  private @Nullable Digest look(String tag) {
    return stage.activities().look(new LookRequest(stage.tagged(tag), null)).digest();
  }

  private HoldResult hold(Digest digest) {
    return stage.activities().hold(new HoldRequest(stage.repository, digest));
  }

  private LearnResult learn(Digest digest) {
    return stage.activities().learn(new LearnRequest(stage.repository, digest));
  }

  private RestoreResult restore(String tag, Manifest manifest) {
    return stage.activities().restore(new RestoreRequest(stage.tagged(tag), manifest.digest()));
  }
}
