package dev.laytime.lifecycle;

import dev.laytime.image.Digest;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the registry's own answers change. */
final class Findings {

  /** A request whose outcome is unknown can take effect for so long, and no longer. */
  static final Duration DOUBT = Duration.ofMinutes(2);

  private Findings() {}

  static void found(LifeChange change, Instant at, @Nullable Digest digest) {
    if (change.lookedAt != null && at.isBefore(change.lookedAt)) {
      return;
    }
    change.calm();
    change.lookedAt = at;
    if (digest == null) {
      absent(change, at);
    } else {
      present(change, at, digest);
    }
  }

  private static void present(LifeChange change, Instant at, Digest digest) {
    boolean another = change.digest != null && !digest.equals(change.digest);
    boolean moves = change.byTag() && change.copying() && change.offer == null;
    if (change.offer != null && !change.offer.permits(digest)) {
      change.offer = null;
    }
    change.names(digest);
    if (moves) {
      // What the copy brings will take its name.
      change.displace(digest);
    }
    if (!another) {
      change.missing = null;
    }
    if (isOver(change, at)) {
      change.lookAgainAt = null;
      // It may have been the hold that went.
      change.held = false;
    }
    if (change.offer == null && digest.equals(change.learned)) {
      change.attempts = 0;
    }
    if (another || isNews(change)) {
      change.needed(at);
      arrive(change);
    } else if (change.state instanceof LifeState.Wanted) {
      change.inquiry = null;
      arrive(change);
    }
  }

  /** Whether a request in doubt has taken effect by now, or never will. */
  private static boolean isOver(LifeChange change, Instant at) {
    return change.lookAgainAt != null && !at.isBefore(change.lookAgainAt);
  }

  /** Whether it is a surprise that the name is there, naming what it did before. */
  private static boolean isNews(LifeChange change) {
    return switch (change.state) {
      case LifeState.Present _, LifeState.Unused _, LifeState.Wanted _ -> false;
      case LifeState.Acquiring _ -> change.errand == null;
      // By digest it is there as long as it is held; where no tag can go, its tag is there.
      case LifeState.Quarantined(_, _, var untagged) -> untagged && change.byTag();
      case LifeState.Deleted _, LifeState.Failing _ -> true;
    };
  }

  private static void arrive(LifeChange change) {
    if (!(change.state instanceof LifeState.Acquiring && change.errand != null)) {
      change.state = new LifeState.Present();
    }
  }

  private static void absent(LifeChange change, Instant at) {
    if (change.removing()) {
      // Its outcome says more; then the life looks for itself.
      change.lookedAt = null;
      return;
    }
    boolean doubted = change.lookAgainAt != null;
    boolean expected =
        switch (change.state) {
          case LifeState.Wanted _, LifeState.Acquiring _, LifeState.Deleted _ -> true;
          case LifeState.Quarantined(_, _, var untagged) -> untagged || !isNeeded(change, at);
          default -> false;
        };
    // The hold of what has lost its tag on purpose is not what was looked at.
    change.held &= change.byTag() && change.state instanceof LifeState.Quarantined && !doubted;
    if (expected) {
      if (change.state instanceof LifeState.Quarantined && isOver(change, at)) {
        change.lookAgainAt = null;
      }
      return;
    }
    change.epoch++;
    change.inquiry = null;
    if (doubted) {
      // A request in doubt has taken effect after all.
      change.lookAgainAt = null;
      change.restoring = true;
      change.state = new LifeState.Present();
    } else {
      change.state = new LifeState.Wanted();
      // Only its tag may be gone: what it named must not be left without a hold and a life.
      if (change.digest != null && change.byTag()) {
        change.displace(change.digest);
      }
    }
  }

  private static boolean isNeeded(LifeChange change, Instant at) {
    return change.restoring || change.named() || (change.pin != null && change.pin.holds(at));
  }

  static void restored(LifeChange change, Fact.Restored restored) {
    change.restoring = false;
    if (restored.digest() == null && !restored.missing().isEmpty()) {
      incomplete(change, restored.at());
      return;
    }
    change.succeeded();
    change.needed(restored.at());
    change.lookedAt = restored.at();
    if (restored.digest() == null) {
      change.state = new LifeState.Wanted();
      change.digest = null;
      change.learned = null;
      change.held = false;
      change.lookAgainAt = null;
    } else {
      change.names(restored.digest());
      change.state = new LifeState.Present();
      // What cannot be put back would be missed again each time.
      boolean settled = !restored.written() && !restored.missing().isEmpty();
      change.lookAgainAt = settled ? null : restored.at().plus(DOUBT);
    }
  }

  /**
   * What it was is still known, so that its origin or a later restore can complete it, and the rest
   * of it can leave like any other image.
   */
  private static void incomplete(LifeChange change, Instant at) {
    change.calm();
    change.needed(at);
    change.lookedAt = at;
    change.lookAgainAt = null;
    change.learned = null;
    change.state = new LifeState.Wanted();
  }
}
