package dev.laytime.mirror;

import dev.laytime.image.Digest;
import dev.laytime.image.Tag;
import dev.laytime.mirror.MirrorTarget.Belief;
import dev.laytime.mirror.MirrorTarget.Brought;
import dev.laytime.mirror.MirrorTarget.Owed;
import dev.laytime.mirror.MirrorTarget.Reason;
import dev.laytime.mirror.MirrorTarget.Sighting;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is due for an image that a mirror keeps a copy of, once its source was looked at.
 *
 * <p>What was brought, and by what filters, is remembered: only where the source's digest, the
 * destination's or the filters are others is anything copied. The destination is believed for a
 * while, and its referrers to be complete.
 */
public final class Due {

  private static final String WHOLE =
      "in a stage an image comes whole, and its life holds what it replaces: the mirror has"
          + " platforms or backup";

  private static final String WITHIN =
      "source and target are one repository, and it lies in a stage: there images come from"
          + " elsewhere";

  private final TagMirror mirror;
  private final MirrorTarget target;
  private final Sighting seen;
  private final Instant now;

  private Due(TagMirror mirror, MirrorTarget target, Instant now) {
    this.mirror = mirror;
    this.target = target;
    this.seen = Objects.requireNonNull(target.seen());
    this.now = now;
  }

  /**
   * Whether an image is not asked for any more: the mirror brings it once, and has, or never will.
   *
   * @param target as it is remembered
   */
  public static boolean isDone(TagMirror mirror, MirrorTarget target) {
    return isBrought(mirror, target) || isLeft(mirror, target);
  }

  private static boolean isLeft(TagMirror mirror, MirrorTarget target) {
    return staysForGood(mirror)
        && target.brought() == null
        && target.owed() == null
        && target.trouble() == null
        && !target.kept().isEmpty()
        && target.destination() != null
        && target.destination().digest() != null;
  }

  /**
   * Whether what somebody else has at the destination is the end of it: the mirror brings once, and
   * overwrites nothing.
   */
  public static boolean staysForGood(TagMirror mirror) {
    return mirror.copying().times() == Times.ONCE
        && mirror.copying().overwrite() == Overwrite.NEVER;
  }

  /**
   * What the source has no more, of which {@link #staysForGood} holds.
   *
   * @param there what its tag names at the destination
   */
  public static MirrorTarget left(MirrorTarget target, Digest there, Instant now) {
    return target
        .believed(there, now)
        .due(
            null,
            "%s is not at the source any more, and %s names %s, which stays"
                .formatted(target.source(), target.image(), there));
  }

  /** Why an image is not brought that an older mirror brings, for people. */
  public static String taken(MirrorTarget target, String other) {
    return "mirror %s, which is older, brings %s, too: choose another target"
        .formatted(other, target.image());
  }

  private static boolean isBrought(TagMirror mirror, MirrorTarget target) {
    Brought brought = target.brought();
    return brought != null
        && target.isThere()
        && brought.source().equals(target.source())
        && switch (mirror.copying().times()) {
          case ALWAYS -> false;
          case EACH_ONCE -> true;
          case ONCE -> brought.filters().equals(mirror.copying().filters());
        };
  }

  /**
   * What is due outside of every stage.
   *
   * @param target with what was seen just now
   */
  public static MirrorTarget outside(TagMirror mirror, MirrorTarget target, Instant now) {
    return new Due(mirror, target, now).outside();
  }

  /** What is due in a stage, where an image has a life that brings it. */
  public static MirrorTarget inStage(
      TagMirror mirror, MirrorTarget target, InStage there, Instant now) {
    MirrorTarget looked = target.believed(there.present(), now);
    return new Due(mirror, looked, now).inStage(there);
  }

  private MirrorTarget outside() {
    String kept = "";
    if (isNews()) {
      kept = hindrance(believed());
      if (kept.isEmpty()) {
        return owed(target.brought() == null ? Reason.NEW : Reason.MOVED, seen.digest(), "");
      }
    }
    Brought brought = target.brought();
    return brought == null ? target.due(null, kept) : upkeep(brought, kept);
  }

  /** What is due for what was brought, whatever the source has by now. */
  private MirrorTarget upkeep(Brought brought, String kept) {
    Belief belief = believed();
    Landing landing =
        belief == null
            ? new Landing.Same()
            : Landing.of(mirror, target, brought.digest(), belief.digest());
    Copying copying = mirror.copying();
    return switch (landing) {
      case Landing.Leave(String why) -> target.due(null, kept.isEmpty() ? why : kept);
      case Landing.Bring _ ->
          owed(isUnfiltered(brought) ? Reason.FILTERS : Reason.AUDIT, brought.digest(), kept);
      case Landing.Same _ when isUnfiltered(brought) ->
          owed(Reason.FILTERS, brought.digest(), kept);
      case Landing.Same _
          when copying.referrers() && isOver(brought.referrersAt(), copying.referrersEvery()) ->
          owed(Reason.REFERRERS, brought.digest(), kept);
      case Landing.Same _ when belief == null -> owed(Reason.AUDIT, brought.digest(), kept);
      case Landing.Same _ -> target.due(null, kept);
    };
  }

  private MirrorTarget inStage(InStage there) {
    Copying copying = mirror.copying();
    if (mirror.staysInItsRepository()) {
      return target.due(null, WITHIN);
    }
    if (!copying.platforms().isEmpty() || copying.backup() != null) {
      return target.due(null, WHOLE);
    }
    Digest present = there.present();
    Brought brought = target.brought();
    if (seen.digest().equals(present)) {
      return arrived(brought);
    }
    if (isNews()) {
      String kept = cooling();
      return kept.isEmpty() ? offer(there) : target.due(null, kept);
    }
    // What left on proof, or is on its way by itself, is not offered again for being the same.
    return present == null ? target.due(null, "") : offer(there);
  }

  private MirrorTarget offer(InStage there) {
    Digest present = there.present();
    Brought brought = target.brought();
    Tag before = there.copied() && brought != null ? brought.source().tag() : null;
    if (present != null && !mirror.copying().overwrite().allows(before, target.sourceTag())) {
      return target.due(null, Landing.left(mirror, target, present, there.copied()));
    }
    Reason why = brought == null ? Reason.NEW : Reason.MOVED;
    return target.due(new Owed(why, seen.digest(), true), "");
  }

  /** The stage has what the source has: only who refers to it may be others by now. */
  private MirrorTarget arrived(@Nullable Brought brought) {
    String filters = mirror.copying().filters();
    if (brought == null || isNews() || isUnfiltered(brought)) {
      return target
          .brought(new Brought(target.source(), seen.digest(), seen.digest(), filters, now, now))
          .due(null, "");
    }
    boolean again =
        mirror.copying().referrers()
            && isOver(brought.referrersAt(), mirror.copying().referrersEvery());
    return target.due(again ? new Owed(Reason.REFERRERS, seen.digest(), false) : null, "");
  }

  private boolean isNews() {
    Brought brought = target.brought();
    return brought == null
        || !brought.source().equals(target.source())
        || !brought.digest().equals(seen.digest());
  }

  private boolean isUnfiltered(Brought brought) {
    return !brought.filters().equals(mirror.copying().filters());
  }

  private boolean isOver(Instant last, Duration every) {
    return !now.isBefore(last.plus(every));
  }

  /** What the destination has, as long as that is believed. */
  private @Nullable Belief believed() {
    Belief belief = target.destination();
    return belief == null || isOver(belief.at(), mirror.copying().auditEvery()) ? null : belief;
  }

  /** Why what the source has is not brought now; empty where nothing is known against it. */
  private String hindrance(@Nullable Belief belief) {
    String cooling = cooling();
    if (!cooling.isEmpty() || belief == null) {
      return cooling;
    }
    return Landing.of(mirror, target, seen.digest(), belief.digest())
            instanceof Landing.Leave(var why)
        ? why
        : "";
  }

  private String cooling() {
    Instant until = seen.since().plus(mirror.copying().coolOff());
    return now.isBefore(until) ? "it is new at the source: it is waited until " + until : "";
  }

  private MirrorTarget owed(Reason why, Digest digest, String kept) {
    return target.due(new Owed(why, digest, false), kept);
  }
}
