package dev.laytime.lifecycle;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which changes are worth a line in an image's story, and how it reads. */
final class Story {

  private Story() {}

  /** The changed life with the line that its change deserves, if any. */
  static Life tell(Life before, Life after, Fact fact) {
    String text = text(before, after, fact);
    return text == null ? after : after.with(change -> add(change, fact.at(), text));
  }

  private static void add(LifeChange change, Instant at, String text) {
    change.sequence++;
    change.news.add(new Event(change.epoch, change.sequence, at, change.state.label(), text));
  }

  private static @Nullable String text(Life before, Life after, Fact fact) {
    return switch (fact) {
      case Fact.Recalled(_, var memory) when memory.lastObituary() != null ->
          "seen again; earlier: " + memory.lastObituary();
      case Fact.Recalled(_, var memory) -> recalled(after, memory);
      case Fact.Said(_, var word) -> said(before, after, word);
      case Fact.Offered(_, var offer) when !Objects.equals(after.offer(), before.offer()) ->
          "%s offers %s from %s".formatted(offer.rule(), offer.digest(), offer.source());
      case Fact.Sent(_, var errand) when errand.kind() == Errand.Kind.COPY -> "being copied";
      case Fact.Copied(_, _, var digest) when endsACopy(before, after) -> "copied: " + digest;
      case Fact.NotOrdered(_, _, var cause, _, var inDoubt)
          when !Objects.equals(before.errand(), after.errand()) ->
          (inDoubt ? "no answer to the order of a copy: " : "copy not taken: ") + cause;
      case Fact.CopyFailed(_, _, var cause, _) when endsACopy(before, after) ->
          "copy failed: " + cause;
      case Fact.CopyForbidden(_, _, var digest, var cause) when endsACopy(before, after) ->
          "not copied: %s is %s".formatted(digest, cause);
      case Fact.Failed(_, var cause, _) when after.attempts() == 1 -> "failed: " + cause;
      case Fact.Removed removed when !Objects.equals(before.errand(), after.errand()) ->
          removed(before, after, removed);
      case Fact.NotRemoved not when !Objects.equals(before.errand(), after.errand()) ->
          "not removed: " + String.join("; ", not.reasons());
      case Fact.Gone gone when !Objects.equals(before.errand(), after.errand()) ->
          (after.state() instanceof LifeState.Deleted ? "deleted: " : "not removed: ")
              + gone.note();
      case Fact.Restored restored -> restored(restored);
      case Fact.Held(_, var digest, var held) ->
          held ? "held what it was before: " + digest : "what it was before is gone: " + digest;
      case Fact.Unpulled(_, var by) when !after.equals(before) -> "cannot be pulled by " + by;
      case Fact.Displaced(_, var name) -> "was " + name + " before";
      case Fact.PinSet(_, var pin) -> pin.toString();
      case Fact.PinRemoved(_, var by) -> "unpinned by " + by;
      case Fact.RestoreAsked(_, var by) when after.restoring() -> "restore asked for by " + by;
      case Fact.Became(_, var state, var reason)
          when !state.label().equals(before.state().label()) ->
          reason;
      case Fact.PromotionAsked(_, var ask)
          when before.promotions().size() < after.promotions().size() ->
          ask.text();
      case Fact.PromotionAnswered(_, _, var text) when !after.equals(before) -> text;
      case Fact.PromotionPutOff(_, var requestId, var cause, _)
          when after.promotions().stream()
              .anyMatch(ask -> ask.requestId().equals(requestId) && ask.attempts() == 1) ->
          "promotion put off: " + cause;
      case Fact.Forgone(_, _, var reason) -> reason;
      case Fact.Found _, Fact.Moved _ -> found(before, after);
      default -> null;
    };
  }

  private static boolean endsACopy(Life before, Life after) {
    return !Objects.equals(before.errand(), after.errand())
        || (before.errand() == null && !Objects.equals(before.doubted(), after.doubted()));
  }

  private static String recalled(Life after, Memory memory) {
    if (memory.firstSeen() == null) {
      return "first seen";
    }
    return after.state() instanceof LifeState.Quarantined(_, var until, _)
        ? "remembered: in quarantine until " + until
        : "remembered: first seen " + memory.firstSeen();
  }

  /** What is missing of an image that could not be restored is told once, as the failure it is. */
  private static @Nullable String restored(Fact.Restored restored) {
    String missing = restored.missing();
    if (restored.digest() == null) {
      return missing.isEmpty() ? "could not be restored: its content is gone" : null;
    }
    String what = (restored.written() ? "restored: " : "there again: ") + restored.digest();
    return missing.isEmpty() ? what : what + ", but " + missing;
  }

  private static @Nullable String said(Life before, Life after, Word word) {
    boolean was = before.named();
    if (was == after.named()) {
      return null;
    }
    return was
        ? "no source names it any more; last " + word.source()
        : "named by " + word.source() + ": " + String.join("; ", word.first());
  }

  private static @Nullable String found(Life before, Life after) {
    Offer offer = before.offer();
    if (offer != null && after.offer() == null && !offer.digest().equals(after.digest())) {
      return "%s leaves it alone: it is %s here, and was to be %s"
          .formatted(offer.rule(), after.digest(), offer.expected());
    }
    if (after.digest() != null && !after.digest().equals(before.digest())) {
      return before.digest() == null
          ? "found in the stage: " + after.digest()
          : "moved by somebody else: " + before.digest() + " → " + after.digest();
    }
    if (after.restoring() && !before.restoring()) {
      return "gone after all by a request in doubt: to be restored";
    }
    boolean lost =
        after.state() instanceof LifeState.Wanted && !(before.stance() instanceof LifeState.Wanted);
    if (lost) {
      return "lost from the stage";
    }
    return after.state().label().equals(before.state().label()) ? null : "found in the stage";
  }

  private static String removed(Life before, Life after, Fact.Removed removed) {
    if (after.stance().equals(before.stance())) {
      return "removed what it was before";
    }
    List<String> proof =
        switch (before.inquiry()) {
          case Inquiry.Cleared cleared -> cleared.proof();
          case null, default -> List.of();
        };
    String what =
        after.state() instanceof LifeState.Quarantined
            ? "quarantined " + after.digest()
            : "deleted %s, %d bytes released".formatted(after.digest(), removed.releasedBytes());
    String note = removed.note().isEmpty() ? "" : " (" + removed.note() + ")";
    return what + note + "; proof: " + String.join("; ", proof);
  }
}
