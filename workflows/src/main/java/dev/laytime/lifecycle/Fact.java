package dev.laytime.lifecycle;

import dev.laytime.image.Digest;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a message or an activity's result tells a life; {@code at} is the workflow's time. */
public sealed interface Fact {

  /** When it was told. */
  Instant at();

  /** The ledger told what it remembers. */
  record Recalled(Instant at, Memory memory) implements Fact {}

  /** A source of use said whether it names the image. */
  record Said(Instant at, Word word) implements Fact {}

  /** Somebody says that this is in the stage under the image's name now. */
  record Pushed(Instant at, Digest digest) implements Fact {}

  /** Something else shall be there. */
  record Offered(Instant at, Offer offer) implements Fact {}

  /**
   * The registry told what the image names.
   *
   * @param at of a sweep: when that started, so that what is known from later stands
   * @param digest null for nothing
   */
  record Found(Instant at, @Nullable Digest digest) implements Fact {}

  /**
   * The ledger has this digest's closure.
   *
   * @param present false where the registry has no such manifest
   * @param held whether it is under its hold tag
   */
  record Learned(Instant at, Digest digest, boolean present, boolean held) implements Fact {}

  /** What was under the name before is held and has a life of its own, or is gone. */
  record Held(Instant at, Digest digest, boolean held) implements Fact {}

  /** Somebody else has begun to carry something out. */
  record Sent(Instant at, Errand errand) implements Fact {}

  /** The errand was asked back. */
  record Withdrawn(Instant at, String requestId) implements Fact {}

  /** No outcome is expected any more. */
  record GaveUp(Instant at, String requestId) implements Fact {}

  /** A copy ended well. */
  record Copied(Instant at, String requestId, Digest digest) implements Fact {}

  /**
   * Nobody took the order of a copy, or nobody said so.
   *
   * @param nextAttempt when the other side asks to come back; null where it does not say
   * @param inDoubt whether it may have been taken all the same
   */
  record NotOrdered(
      Instant at, String requestId, String cause, @Nullable Instant nextAttempt, boolean inDoubt)
      implements Fact {}

  /**
   * A copy ended badly.
   *
   * @param nextAttempt when the other side asks to come back; null where it does not say
   */
  record CopyFailed(Instant at, String requestId, String cause, @Nullable Instant nextAttempt)
      implements Fact {}

  /**
   * A copy was refused: what it would have brought is forbidden.
   *
   * @param digest of that
   * @param cause who said so and why, for people
   */
  record CopyForbidden(Instant at, String requestId, Digest digest, String cause) implements Fact {}

  /**
   * A removal was carried out.
   *
   * @param untagged whether the tag is gone
   * @param note what stays and why, for people; empty for nothing
   */
  record Removed(Instant at, String requestId, boolean untagged, String note, long releasedBytes)
      implements Fact {}

  /**
   * A removal was refused, or failed.
   *
   * @param inDoubt whether a request may still take effect
   */
  record NotRemoved(
      Instant at, String requestId, List<String> reasons, Instant retryAt, boolean inDoubt)
      implements Fact {
    public NotRemoved {
      reasons = List.copyOf(reasons);
    }
  }

  /**
   * A deletion found nothing to delete: a registry that starts can say so of everything.
   *
   * @param note what the survey said, for people
   */
  record Gone(Instant at, String requestId, String note) implements Fact {}

  /** A removal found something else under the name. */
  record Moved(Instant at, String requestId, Digest digest) implements Fact {}

  /**
   * A restore ended.
   *
   * @param digest what is under the name now; null where the content, or a part of it, is gone
   * @param written whether the tag had to be written, or a part that was gone
   * @param missing what could not be put back, for people; empty where nothing is known to be
   *     missing, or all of it
   */
  record Restored(Instant at, @Nullable Digest digest, boolean written, String missing)
      implements Fact {

    /** With nothing missing, or all of it. */
    public Restored(Instant at, @Nullable Digest digest, boolean written) {
      this(at, digest, written, "");
    }
  }

  /**
   * The ledger answered whether the image may leave.
   *
   * @param words of the sources that name it
   * @param unlearned whether what the image is made of is not written down
   */
  record Answered(Instant at, Inquiry inquiry, List<Word> words, boolean unlearned)
      implements Fact {
    public Answered {
      words = List.copyOf(words);
    }

    /** With all of it written down. */
    public Answered(Instant at, Inquiry inquiry, List<Word> words) {
      this(at, inquiry, words, false);
    }
  }

  /** A step could not be done. */
  record Failed(Instant at, String cause, @Nullable Instant nextAttempt) implements Fact {}

  /** A decision changed the state by itself. */
  record Became(Instant at, LifeState state, String reason) implements Fact {}

  /** What is forbidden is not brought later for having been offered, or wanted back, before. */
  record Forgone(Instant at, Digest digest, String reason) implements Fact {}

  /** Something changed elsewhere: decide again. */
  record Looked(Instant at, String why) implements Fact {}

  /**
   * Somebody waits for it, and cannot pull it.
   *
   * @param by who, for people
   */
  record Unpulled(Instant at, String by) implements Fact {}

  /**
   * What had this digest has another by now: it is kept for a grace period from here on.
   *
   * @param name what had it
   */
  record Displaced(Instant at, String name) implements Fact {}

  /** A person pinned it. */
  record PinSet(Instant at, Pin pin) implements Fact {}

  /** A person took the pin away. */
  record PinRemoved(Instant at, String by) implements Fact {}

  /** A person does not want to wait. */
  record RetryAsked(Instant at) implements Fact {}

  /** A person wants it back. */
  record RestoreAsked(Instant at, String by) implements Fact {}

  /** Somebody wants it in another stage. */
  record PromotionAsked(Instant at, PromotionAsk ask) implements Fact {}

  /**
   * What is wanted was asked for, or never will be.
   *
   * @param text what came of it, for people
   */
  record PromotionAnswered(Instant at, String requestId, String text) implements Fact {}

  /** What is wanted is asked for later. */
  record PromotionPutOff(Instant at, String requestId, String cause, Instant until)
      implements Fact {}

  /** The ledger has the story up to here. */
  record Remembered(Instant at, long sequence) implements Fact {}
}
