package dev.laytime.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happens. Each makes sense in every state: what does not apply does nothing, so any
 * may be left out of a sequence.
 */
public sealed interface Operation {

  /** An object of a source names an image; it named nothing, or something else. */
  record Deploy(Source source, int object, Image image) implements Operation {}

  /** The object names what it named before. */
  record Rollback(Source source, int object) implements Operation {}

  /** The object runs nothing any more, and still names its image. */
  record ScaleToZero(Source source, int object) implements Operation {}

  /** The object is gone. */
  record Undeploy(Source source, int object) implements Operation {}

  /**
   * The watch of a source begins, with what is there, or is cut.
   *
   * @param open whether it tells from now on what is named anew, at once
   */
  record Watch(Source source, boolean open) implements Operation {}

  /** A scan of the source starts: what happens from now on it may miss. */
  record StartScan(Source source) implements Operation {}

  /** The scan that runs lists what is named at this moment, and ends. */
  record FinishScan(Source source, ScanEnd end) implements Operation {}

  /** A person says that the held scan is right. */
  record ApproveScan(Source source) implements Operation {}

  /** Configuration gains a source. */
  record AddSource(Source source) implements Operation {}

  /** A person takes a source away for good. */
  record RemoveSource(Source source) implements Operation {}

  /**
   * Somebody pushes under a tag: with children and referrers.
   *
   * @param told whether the image's life gets to know
   */
  record Push(Image image, Content content, boolean told) implements Operation {}

  /** Somebody pushes a referrer to where its subject may be. */
  record AddReferrer(Image image, Content referrer) implements Operation {}

  /** Somebody from outside deletes the hold tag of what an image is or was. */
  record TakeHold(Image image) implements Operation {}

  /** Somebody from outside deletes the manifest that an image is or was, with every tag on it. */
  record TakeManifest(Image image) implements Operation {}

  /** The upstream's tag moves. */
  record MoveUpstream(Image image, Content content) implements Operation {}

  /** A mirror rule offers what the upstream's tag names. */
  record Offer(Image image) implements Operation {}

  /** The stage is listed, and lives are told what differs. */
  record Sweep() implements Operation {}

  /**
   * A person pins.
   *
   * @param span for how long; null for always
   */
  record Pin(Image image, @Nullable Duration span) implements Operation {}

  /** A person takes the pin away. */
  record Unpin(Image image) implements Operation {}

  /** A person wants it back from quarantine. */
  record Restore(Image image) implements Operation {}

  /** A person does not want to wait for the next attempt. */
  record RetryNow(Image image) implements Operation {}

  /** A Pod that names an image cannot pull it. */
  record CannotPull(Image image) implements Operation {}

  /**
   * A person forbids to bring an image.
   *
   * @param content whether what is there is meant, under every tag, and not the name
   */
  record Forbid(Image image, boolean content) implements Operation {}

  /** A person allows whatever is forbidden in an image's repository. */
  record Allow(Image image) implements Operation {}

  /** A person approves every breaker that waits. */
  record ApproveBreakers() implements Operation {}

  /** A person switches deletion on or off. */
  record SetDeletion(boolean enabled) implements Operation {}

  /** A person changes the grace period. */
  record SetGrace(Duration grace) implements Operation {}

  /** The next so many copies fail. */
  record FailCopies(CopyFault fault, int times) implements Operation {}

  /** The next so many requests to the stage's registry fail. */
  record FailRegistry(RegistryFault fault, int times) implements Operation {}

  /** The next so many messages to lives are not what they were. */
  record DisturbMessages(MessageFault fault, int times) implements Operation {}

  /** The next so many removals are refused by their reaper. */
  record RefuseRemovals(int times) implements Operation {}

  /**
   * The worker dies and comes back.
   *
   * @param lost whether the service forgot everything, too: lives begin anew from the ledger
   */
  record Restart(boolean lost) implements Operation {}

  /** Whatever is ready takes so many steps while no time passes. */
  record Work(int steps) implements Operation {}

  /** Time passes; whatever becomes ready before its end is done. */
  record Advance(Duration span) implements Operation {}

  /** How a scan ends. */
  enum ScanEnd {
    COMPLETE,
    /** Half of what is named was not read. */
    INCOMPLETE,
    /** One kind of object was not read. */
    FORBIDDEN,
    /** Complete and odd: it waits for a person. */
    HELD,
    /** Nothing was read or published. */
    FAILED
  }

  /** How a copy goes wrong. */
  enum CopyFault {
    FAILS,
    THROTTLED,
    /** It never tells. */
    SILENT
  }

  /** How a request goes wrong. */
  enum RegistryFault {
    /** Any request but DELETE: an error, and nothing happened. */
    ERROR,
    /** A DELETE that gets no answer and never happens. */
    DELETE_LOST,
    /** A DELETE that gets no answer and happens within two minutes. */
    DELETE_LATE,
    /** A survey that finds nothing of what it is to let go. */
    FORGETS
  }

  /** How a message goes wrong. */
  enum MessageFault {
    LOST,
    DOUBLED,
    /** Delivered after the next one. */
    OVERTAKEN,
    /** Delivered an hour later. */
    LATE
  }
}
