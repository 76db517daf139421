package dev.laytime.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.image.Digest;
import dev.laytime.image.Platform;
import dev.laytime.image.Reference;
import dev.laytime.image.Tag;
import dev.laytime.mirror.MirrorTarget.Brought;
import dev.laytime.mirror.MirrorTarget.Owed;
import dev.laytime.mirror.MirrorTarget.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DueTest {

  private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
  private static final Duration DAY = Duration.ofDays(1);
  private static final Digest A = Digest.of("sha256", "aa".repeat(32));
  private static final Digest B = Digest.of("sha256", "bb".repeat(32));
  private static final Digest C = Digest.of("sha256", "cc".repeat(32));
  private static final Reference SOURCE = Reference.parse("up.test/app:1.2");
  private static final Reference IMAGE = Reference.parse("copies.test/app:1.2");

  private Overwrite overwrite = Overwrite.ALWAYS;
  private Times times = Times.ALWAYS;
  private Duration coolOff = Duration.ZERO;
  private List<Platform> platforms = List.of();
  private @Nullable String backup;
  private @Nullable Tag as;
  private boolean referrers = true;
  private String edition = "";

  @Test
  void isDoneOnceWhatIsNeverOverwrittenLiesThereAlready() {
    times = Times.ONCE;
    overwrite = Overwrite.NEVER;
    MirrorTarget left = Due.outside(mirror(), seen(A).believed(B, START), START);
    assertThat(left.kept()).contains("overwrite is never");
    assertThat(Due.isDone(mirror(), left)).isTrue();
    assertThat(Due.isDone(mirror(), Due.left(seen(A), B, START))).isTrue();
    assertThat(Due.isDone(mirror(), seen(A).believed(B, START).failed("it answered 500", START)))
        .isFalse();

    overwrite = Overwrite.ALWAYS;
    assertThat(Due.isDone(mirror(), left)).isFalse();
    overwrite = Overwrite.NEVER;
    times = Times.EACH_ONCE;
    assertThat(Due.isDone(mirror(), left)).as("it is looked at again").isFalse();
  }

  @Test
  void knowsWhatItWasAboutToWriteForItsOwn() {
    overwrite = Overwrite.NEVER;
    platforms = List.of(Platform.parse("linux/amd64"));
    String filters = mirror().copying().filters();
    MirrorTarget target = seen(A).writing(new Brought(SOURCE, A, C, filters, START, START));
    assertThat(Landing.of(mirror(), target, A, C)).isEqualTo(new Landing.Same());
    assertThat(Landing.of(mirror(), seen(A), A, C)).isInstanceOf(Landing.Leave.class);
    assertThat(Landing.of(mirror(), target, B, C)).isInstanceOf(Landing.Leave.class);
    overwrite = Overwrite.FORWARD;
    as = new Tag("stable");
    Reference higher = Reference.parse("up.test/app:1.3");
    assertThat(Landing.of(mirror(), target.selectedFrom(higher).found(B, START), B, C))
        .isEqualTo(new Landing.Bring(C));
  }

  // Outside of every stage

  @Test
  void owesWhatWasNeverBrought() {
    assertThat(outside(seen(A), START)).isEqualTo(owed(Reason.NEW, A));
  }

  @Test
  void owesNothingWhereNothingIsOther() {
    assertThat(outside(brought(A), START.plus(DAY).minusMillis(1))).isNull();
  }

  @Test
  void owesWhatMoved() {
    assertThat(outside(brought(A).found(B, START), START)).isEqualTo(owed(Reason.MOVED, B));
  }

  @Test
  void owesWhatIsToBeOtherwise() {
    MirrorTarget target = brought(A);
    edition = "2";
    assertThat(outside(target, START)).isEqualTo(owed(Reason.FILTERS, A));
  }

  @Test
  void listsReferrersAgainAfterADay() {
    assertThat(outside(brought(A), START.plus(DAY))).isEqualTo(owed(Reason.REFERRERS, A));
  }

  @Test
  void looksAtTheDestinationAgainAfterADay() {
    referrers = false;
    MirrorTarget target = brought(A);
    assertThat(outside(target, START.plus(DAY).minusMillis(1))).isNull();
    assertThat(outside(target, START.plus(DAY))).isEqualTo(owed(Reason.AUDIT, A));
  }

  @ParameterizedTest
  @CsvSource({"NEVER,false", "FORWARD,false", "ALWAYS,true"})
  void putsRightWhatSomebodyElseWroteWhereItMay(Overwrite policy, boolean owes) {
    overwrite = policy;
    MirrorTarget target = due(brought(A).believed(C, START), START);
    assertThat(target.owed() != null).isEqualTo(owes);
    assertThat(target.kept().isEmpty()).isEqualTo(owes);
  }

  @ParameterizedTest
  @EnumSource(Overwrite.class)
  void bringsBackWhatTheDestinationLost(Overwrite policy) {
    overwrite = policy;
    assertThat(outside(brought(A).believed(null, START), START)).isEqualTo(owed(Reason.AUDIT, A));
  }

  @ParameterizedTest
  @CsvSource({"NEVER,false", "FORWARD,false", "ALWAYS,true"})
  void movesATagThatIsThereWhereItMay(Overwrite policy, boolean moves) {
    overwrite = policy;
    MirrorTarget target = due(brought(A).found(B, START), START);
    assertThat(target.owed()).isEqualTo(moves ? owed(Reason.MOVED, B) : null);
    assertThat(target.kept().isEmpty()).isEqualTo(moves);
    assertThat(target.isMoved()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "1.2, 1.10, true",
    "1.10, 1.2, false",
    "1.2, 1.2, false",
    "1.2, latest, false",
    "latest, 1.2, false",
    "1.2-rc1, 1.2, true"
  })
  void movesANameForward(String before, String now, boolean moves) {
    overwrite = Overwrite.FORWARD;
    as = new Tag("stable");
    Reference image = Reference.parse("copies.test/app:stable");
    MirrorTarget target =
        brought(MirrorTarget.first(image, source(before), START), A)
            .selectedFrom(source(now))
            .found(B, START);
    assertThat(due(target, START).owed()).isEqualTo(moves ? owed(Reason.MOVED, B) : null);
  }

  @Test
  void goesOnCaringForWhatItBroughtWhereTheSourceMayNotBeFollowed() {
    overwrite = Overwrite.NEVER;
    MirrorTarget moved = brought(A).found(B, START);
    assertThat(outside(moved, START.plus(DAY))).as("to see whether it is there still").isNotNull();
    MirrorTarget looked = moved.believed(A, START.plus(DAY));
    MirrorTarget due = due(looked, START.plus(DAY));
    assertThat(due.owed()).isEqualTo(owed(Reason.REFERRERS, A));
    assertThat(due.owedFrom()).isEqualTo(SOURCE);
    assertThat(due.kept()).contains("overwrite is never");
  }

  @Test
  void waitsUntilATagHasNotMovedForLong() {
    coolOff = DAY;
    MirrorTarget fresh = seen(A);
    assertThat(due(fresh, START.plus(DAY).minusMillis(1)).kept()).contains("waited until");
    assertThat(outside(fresh, START.plus(DAY))).isEqualTo(owed(Reason.NEW, A));
    MirrorTarget moved = fresh.found(B, START.plusSeconds(5));
    assertThat(outside(moved, START.plus(DAY))).isNull();
    assertThat(outside(moved, START.plus(DAY).plusSeconds(5))).isEqualTo(owed(Reason.NEW, B));
  }

  @Test
  void caresForTheOldOneWhileANewOneIsWaitedFor() {
    coolOff = DAY.multipliedBy(7);
    MirrorTarget moved = brought(A).found(B, START);
    assertThat(outside(moved, START)).isNull();
    assertThat(outside(moved, START.plus(DAY))).isEqualTo(owed(Reason.REFERRERS, A));
    assertThat(outside(moved.believed(null, START), START)).isEqualTo(owed(Reason.AUDIT, A));
  }

  @Test
  void knowsWhatItBroughtOfSomePlatformsByWhatItWrote() {
    platforms = List.of(Platform.parse("linux/amd64"));
    MirrorTarget target = brought(seen(A), A, C);
    assertThat(outside(target, START)).isNull();
    assertThat(Landing.of(mirror(), target, A, C)).isEqualTo(new Landing.Same());
    assertThat(Landing.of(mirror(), target, A, A)).isEqualTo(new Landing.Bring(A));
  }

  @Test
  void leavesWhatItDidNotWriteThatWasBelievedToBeThere() {
    overwrite = Overwrite.NEVER;
    MirrorTarget target = seen(A).believed(C, START);
    assertThat(due(target, START).kept()).contains("which this mirror did not bring");
    assertThat(outside(target, START.plus(DAY)))
        .as("it is looked at again after a day")
        .isEqualTo(owed(Reason.NEW, A));
    overwrite = Overwrite.ALWAYS;
    assertThat(outside(target, START)).isEqualTo(owed(Reason.NEW, A));
  }

  // How often

  @Test
  void isDoneWithATagOnceItIsThere() {
    times = Times.EACH_ONCE;
    assertThat(Due.isDone(mirror(), seen(A))).isFalse();
    assertThat(Due.isDone(mirror(), brought(A))).isTrue();
    assertThat(Due.isDone(mirror(), brought(A).believed(null, START))).isFalse();
    edition = "2";
    assertThat(Due.isDone(mirror(), brought(A))).isTrue();
  }

  @Test
  void isDoneWithAnOrderUntilItIsAnother() {
    times = Times.ONCE;
    MirrorTarget target = brought(A);
    assertThat(Due.isDone(mirror(), target)).isTrue();
    edition = "2";
    assertThat(Due.isDone(mirror(), target)).isFalse();
    times = Times.ALWAYS;
    edition = "";
    assertThat(Due.isDone(mirror(), target)).isFalse();
  }

  // In a stage

  @Test
  void offersALifeWhatItNeverHad() {
    assertThat(inStage(seen(A), null, false)).isEqualTo(new Owed(Reason.NEW, A, true));
  }

  @Test
  void takesForBroughtWhatTheStageHasAlready() {
    MirrorTarget target = stage(seen(A), A, false);
    assertThat(target.owed()).isNull();
    assertThat(target.isThere()).isTrue();
  }

  @Test
  void offersNothingAgainForBeingTheSame() {
    assertThat(inStage(brought(A), null, true)).as("it left, or is on its way").isNull();
    assertThat(inStage(brought(A), A, true)).isNull();
    assertThat(inStage(brought(A).found(B, START), null, true))
        .isEqualTo(new Owed(Reason.MOVED, B, true));
  }

  @ParameterizedTest
  @CsvSource({
    "NEVER,true,false",
    "NEVER,false,false",
    "FORWARD,true,false",
    "FORWARD,false,false",
    "ALWAYS,true,true",
    "ALWAYS,false,true"
  })
  void replacesInAStageWhatItMay(Overwrite policy, boolean ours, boolean offers) {
    overwrite = policy;
    MirrorTarget target = stage(brought(A).found(B, START), A, ours);
    assertThat(target.owed() != null).isEqualTo(offers);
    assertThat(target.kept().isEmpty()).isEqualTo(offers);
  }

  @Test
  void listsReferrersOfAnImageInAStageAgain() {
    MirrorTarget target = brought(A);
    assertThat(Due.inStage(mirror(), target, new InStage(A, true, true), START.plus(DAY)).owed())
        .isEqualTo(owed(Reason.REFERRERS, A));
  }

  @Test
  void narrowsAndBacksUpNothingInAStage() {
    backup = "{tag}-old";
    assertThat(stage(seen(A), null, false).kept()).contains("platforms or backup");
    backup = null;
    platforms = List.of(Platform.parse("linux/amd64"));
    assertThat(inStage(seen(A), null, false)).isNull();
  }

  private TagMirror mirror() {
    return new TagMirror(
        "app",
        RepositoryPrefix.parse("up.test/app"),
        RepositoryPrefix.parse("copies.test/app"),
        List.of(),
        as == null ? Selection.ALL : Selection.of(new Tag("1")),
        new Copying(
            as, overwrite, backup, times, platforms, referrers, coolOff, DAY, DAY, false, edition),
        new PollInterval(Duration.ofMinutes(5)));
  }

  private static Reference source(String tag) {
    return SOURCE.repository().tagged(new Tag(tag));
  }

  private static MirrorTarget seen(Digest digest) {
    return MirrorTarget.first(IMAGE, SOURCE, START).found(digest, START);
  }

  private MirrorTarget brought(Digest digest) {
    return brought(seen(digest), digest);
  }

  private MirrorTarget brought(MirrorTarget target, Digest digest) {
    return brought(target, digest, digest);
  }

  private MirrorTarget brought(MirrorTarget target, Digest digest, Digest written) {
    String filters = mirror().copying().filters();
    return target
        .found(digest, START)
        .believed(written, START)
        .brought(new Brought(target.source(), digest, written, filters, START, START));
  }

  private MirrorTarget due(MirrorTarget target, Instant now) {
    return Due.outside(mirror(), target, now);
  }

  private @Nullable Owed outside(MirrorTarget target, Instant now) {
    return due(target, now).owed();
  }

  private MirrorTarget stage(MirrorTarget target, @Nullable Digest present, boolean copied) {
    return Due.inStage(mirror(), target, new InStage(present, copied, true), START);
  }

  private @Nullable Owed inStage(MirrorTarget target, @Nullable Digest present, boolean copied) {
    return stage(target, present, copied).owed();
  }

  private static Owed owed(Reason why, Digest digest) {
    return new Owed(why, digest, false);
  }
}
