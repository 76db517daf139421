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
 * @param atSource what is known of it there
 * @param atTarget what is known of the copy
 * @param work what is to be done for it
 */
public record MirrorTarget(
    Reference image,
    Reference source,
    boolean selected,
    Instant firstSeen,
    AtSource atSource,
    AtTarget atTarget,
    Work work) {

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
        image, source, true, poll, AtSource.UNKNOWN, AtTarget.NOTHING, Work.NONE);
  }

  /** The tag at the source. */
  public Tag sourceTag() {
    return Objects.requireNonNull(source.tag());
  }

  /** The tag of the copy. */
  public Tag tag() {
    return Objects.requireNonNull(image.tag());
  }

  /** What the source had last; null for never looked up. */
  public @Nullable Sighting seen() {
    return atSource.seen();
  }

  /** The poll that last looked at it; null for none. */
  public @Nullable Instant lookedAt() {
    return atSource.lookedAt();
  }

  /** The poll that first missed it at the source; null where it is there. */
  public @Nullable Instant goneSince() {
    return atSource.goneSince();
  }

  /** What was brought last; null for nothing. */
  public @Nullable Brought brought() {
    return atTarget.brought();
  }

  /** What the copy's tag is believed to name; null where nobody knows. */
  public @Nullable Belief destination() {
    return atTarget.belief();
  }

  /** What is to be done for it; null for nothing. */
  public @Nullable Owed owed() {
    return work.owed();
  }

  /** Why what the source has is not brought; empty where nothing holds it. */
  public String kept() {
    return work.kept();
  }

  /** Why the last attempts failed; null where they did not. */
  public @Nullable Trouble trouble() {
    return work.trouble();
  }

  /** What has to be read at the source to do what is owed. */
  public Reference owedFrom() {
    Brought brought = brought();
    Owed owed = owed();
    return brought != null && owed != null && !atSource.has(owed.digest())
        ? brought.source()
        : source;
  }

  /** Whether the copy is what was brought, as far as is known. */
  public boolean isThere() {
    return atTarget.isThere();
  }

  /** Whether the source has something else by now than what was brought. */
  public boolean isMoved() {
    Brought brought = brought();
    return brought != null && seen() != null && !atSource.has(brought.digest());
  }

  /** By what we wrote that a tag names; null for what we did not write. */
  public @Nullable Brought behind(Digest there) {
    return atTarget.behind(there);
  }

  /** Its tag is about to be written. */
  public MirrorTarget writing(Brought now) {
    return with(atTarget.writing(now));
  }

  /** Whether a poll does not look it up, since it could not be so often. */
  boolean isResting(Instant poll) {
    Trouble trouble = trouble();
    return trouble != null && owed() == null && trouble.next().isAfter(poll);
  }

  /** Selected, as a copy of that: another source is another story. */
  public MirrorTarget selectedFrom(Reference from) {
    boolean same = from.equals(source);
    return new MirrorTarget(
        image,
        from,
        true,
        firstSeen,
        same ? atSource : atSource.moved(),
        atTarget,
        same ? work : work.untroubled());
  }

  /** The source has it. */
  public MirrorTarget found(Digest digest, Instant poll) {
    // What could not be looked at was; what could not be brought is not for that, but another is.
    boolean stillTroubled = owed() != null && atSource.has(digest);
    return with(atSource.found(digest, poll), stillTroubled ? work : work.untroubled());
  }

  /** What follows from that. */
  public MirrorTarget due(@Nullable Owed debt, String held) {
    return with(work.due(debt, held));
  }

  /** The source says that it has no such tag. */
  public MirrorTarget gone(Instant poll) {
    return with(atSource.gone(poll), Work.NONE);
  }

  /** The source lists it. */
  public MirrorTarget listed() {
    return with(atSource.listed(), work);
  }

  /** The mirror selects it no more. */
  public MirrorTarget unselected() {
    return new MirrorTarget(image, source, false, firstSeen, atSource, atTarget, Work.NONE);
  }

  /** It could not be looked at, or brought. */
  public MirrorTarget failed(String cause, Instant poll) {
    return failed(cause, poll, owed());
  }

  /** It is not to be brought. */
  public MirrorTarget refused(String cause, Instant poll) {
    return failed(cause, poll, null);
  }

  private MirrorTarget failed(String cause, Instant poll, @Nullable Owed debt) {
    Trouble before = trouble();
    boolean again = before != null && before.poll().equals(poll);
    int count = (before == null ? 0 : before.count()) + (again ? 0 : 1);
    Trouble now = new Trouble(cause, count, poll, Backoff.next(poll, count, image.text()));
    return with(atSource.looked(poll), work.failed(debt, now));
  }

  /** What its tag names at the destination. */
  public MirrorTarget believed(@Nullable Digest there, Instant at) {
    return with(atTarget.believed(new Belief(there, at)));
  }

  /** What was owed was done, or is done by its life. */
  public MirrorTarget brought(Brought now) {
    return new MirrorTarget(
        image, source, selected, firstSeen, atSource, atTarget.brought(now), work.done());
  }

  private MirrorTarget with(AtSource known, Work open) {
    return new MirrorTarget(image, source, selected, firstSeen, known, atTarget, open);
  }

  private MirrorTarget with(AtTarget known) {
    return new MirrorTarget(image, source, selected, firstSeen, atSource, known, work);
  }

  private MirrorTarget with(Work open) {
    return new MirrorTarget(image, source, selected, firstSeen, atSource, atTarget, open);
  }
}
