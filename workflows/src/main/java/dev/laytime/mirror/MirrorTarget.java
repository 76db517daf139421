package dev.laytime.mirror;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.Tag;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One image that a mirror keeps a copy of, as it is remembered.
 *
 * @param image the copy, by tag
 * @param source what it is a copy of, by tag
 * @param selected whether the mirror selects it now
 * @param firstSeen the poll that first saw the source's tag
 * @param seen what the source had last; null for never looked up
 * @param lookedAt the poll that last looked at it; null for none
 * @param goneSince the poll that first missed it at the source; null where it is there
 * @param brought what was brought last; null for nothing
 * @param destination what the copy's tag is believed to name; null where nobody knows
 * @param owed what is to be done for it; null for nothing
 * @param kept why what the source has is not brought; empty where nothing holds it
 * @param trouble why the last attempts failed; null where they did not
 * @param writing what the copy's tag was about to name, where nobody wrote down that it does; null
 *     for nothing
 */
public record MirrorTarget(
    Reference image,
    Reference source,
    boolean selected,
    Instant firstSeen,
    @Nullable Sighting seen,
    @Nullable Instant lookedAt,
    @Nullable Instant goneSince,
    @Nullable Brought brought,
    @Nullable Belief destination,
    @Nullable Owed owed,
    String kept,
    @Nullable Trouble trouble,
    @Nullable Brought writing) {

  /**
   * What a source has.
   *
   * @param since the poll that first saw it so
   */
  public record Sighting(Digest digest, Instant since) {}

  /**
   * What was brought.
   *
   * @param source the tag that named it there
   * @param digest what that named
   * @param written what the copy's tag has named since
   * @param filters of the mirror at that time
   * @param at when
   * @param referrersAt when its referrers were listed last
   */
  public record Brought(
      Reference source,
      Digest digest,
      Digest written,
      String filters,
      Instant at,
      Instant referrersAt) {}

  /**
   * What a tag at the destination names, as far as is known.
   *
   * @param digest null for nothing
   * @param at when that was known last
   */
  public record Belief(@Nullable Digest digest, Instant at) {}

  /**
   * What is to be done.
   *
   * @param digest of the source, to be at the destination
   * @param byLife whether the image's life does it: it lies in a stage
   */
  public record Owed(Reason why, Digest digest, boolean byLife) {}

  /** Why something is to be done. */
  public enum Reason {
    /** Nothing was brought yet. */
    NEW,
    /** The source has something else. */
    MOVED,
    /** The mirror asks for something else of it. */
    FILTERS,
    /** Its referrers are to be listed again. */
    REFERRERS,
    /** The destination is to be looked at, and put right. */
    AUDIT
  }

  /**
   * What went wrong.
   *
   * @param count how often in a row
   * @param poll the one that met it last
   * @param next no poll that begins before that tries again
   */
  public record Trouble(String cause, int count, Instant poll, Instant next) {}

  /** One that nobody has looked at yet. */
  public static MirrorTarget first(Reference image, Reference source, Instant poll) {
    return new MirrorTarget(
        image, source, true, poll, null, null, null, null, null, null, "", null, null);
  }

  /** The tag at the source. */
  public Tag sourceTag() {
    return Objects.requireNonNull(source.tag());
  }

  /** The tag of the copy. */
  public Tag tag() {
    return Objects.requireNonNull(image.tag());
  }

  /** What has to be read at the source to do what is owed. */
  public Reference owedFrom() {
    return brought != null && owed != null && !isSeen(owed.digest()) ? brought.source() : source;
  }

  private boolean isSeen(Digest digest) {
    return seen != null && seen.digest().equals(digest);
  }

  /** Whether the copy is what was brought, as far as is known. */
  public boolean isThere() {
    return brought != null && destination != null && brought.written().equals(destination.digest());
  }

  /** Whether the source has something else by now than what was brought. */
  public boolean isMoved() {
    return brought != null && seen != null && !brought.digest().equals(seen.digest());
  }

  /** By what we wrote that a tag names; null for what we did not write. */
  public @Nullable Brought behind(Digest there) {
    if (writing != null && there.equals(writing.written())) {
      return writing;
    }
    return brought != null && there.equals(brought.written()) ? brought : null;
  }

  /** Its tag is about to be written. */
  public MirrorTarget writing(Brought now) {
    return new MirrorTarget(
        image,
        source,
        selected,
        firstSeen,
        seen,
        lookedAt,
        goneSince,
        brought,
        destination,
        owed,
        kept,
        trouble,
        now);
  }

  /** Whether a poll does not look it up, since it could not be so often. */
  boolean isResting(Instant poll) {
    return trouble != null && owed == null && trouble.next().isAfter(poll);
  }

  /** Selected, as a copy of that: another source is another story. */
  public MirrorTarget selectedFrom(Reference from) {
    return new MirrorTarget(
        image,
        from,
        true,
        firstSeen,
        from.equals(source) ? seen : null,
        from.equals(source) ? lookedAt : null,
        goneSince,
        brought,
        destination,
        owed,
        kept,
        from.equals(source) ? trouble : null,
        writing);
  }

  /** The source has it. */
  public MirrorTarget found(Digest digest, Instant poll) {
    Sighting sighting = isSeen(digest) ? seen : new Sighting(digest, poll);
    // What could not be looked at was; what could not be brought is not for that, but another is.
    return new MirrorTarget(
        image,
        source,
        selected,
        firstSeen,
        sighting,
        poll,
        null,
        brought,
        destination,
        owed,
        kept,
        owed == null || !isSeen(digest) ? null : trouble,
        writing);
  }

  /** What follows from that. */
  public MirrorTarget due(@Nullable Owed debt, String held) {
    return new MirrorTarget(
        image,
        source,
        selected,
        firstSeen,
        seen,
        lookedAt,
        goneSince,
        brought,
        destination,
        debt,
        held,
        debt == null ? null : trouble,
        writing);
  }

  /** The source says that it has no such tag. */
  public MirrorTarget gone(Instant poll) {
    return new MirrorTarget(
        image,
        source,
        selected,
        firstSeen,
        seen,
        poll,
        goneSince == null ? poll : goneSince,
        brought,
        destination,
        null,
        "",
        null,
        writing);
  }

  /** The source lists it. */
  public MirrorTarget listed() {
    return new MirrorTarget(
        image,
        source,
        selected,
        firstSeen,
        seen,
        lookedAt,
        null,
        brought,
        destination,
        owed,
        kept,
        trouble,
        writing);
  }

  /** The mirror selects it no more. */
  public MirrorTarget unselected() {
    return new MirrorTarget(
        image,
        source,
        false,
        firstSeen,
        seen,
        lookedAt,
        goneSince,
        brought,
        destination,
        null,
        "",
        null,
        writing);
  }

  /** It could not be looked at, or brought. */
  public MirrorTarget failed(String cause, Instant poll) {
    return failed(cause, poll, owed);
  }

  /** It is not to be brought. */
  public MirrorTarget refused(String cause, Instant poll) {
    return failed(cause, poll, null);
  }

  private MirrorTarget failed(String cause, Instant poll, @Nullable Owed debt) {
    boolean again = trouble != null && trouble.poll().equals(poll);
    int count = (trouble == null ? 0 : trouble.count()) + (again ? 0 : 1);
    return new MirrorTarget(
        image,
        source,
        selected,
        firstSeen,
        seen,
        poll,
        goneSince,
        brought,
        destination,
        debt,
        kept,
        new Trouble(cause, count, poll, Backoff.next(poll, count, image.text())),
        writing);
  }

  /** What its tag names at the destination. */
  public MirrorTarget believed(@Nullable Digest there, Instant at) {
    return new MirrorTarget(
        image,
        source,
        selected,
        firstSeen,
        seen,
        lookedAt,
        goneSince,
        brought,
        new Belief(there, at),
        owed,
        kept,
        trouble,
        writing);
  }

  /** What was owed was done, or is done by its life. */
  public MirrorTarget brought(Brought now) {
    return new MirrorTarget(
        image,
        source,
        selected,
        firstSeen,
        seen,
        lookedAt,
        goneSince,
        now,
        destination,
        null,
        kept,
        null,
        null);
  }
}
