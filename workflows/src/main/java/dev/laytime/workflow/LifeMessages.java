package dev.laytime.workflow;

import dev.laytime.activity.Outcome;
import dev.laytime.image.Digest;
import dev.laytime.image.ExpectedTag;
import dev.laytime.image.Reference;
import dev.laytime.lifecycle.Fact;
import dev.laytime.lifecycle.Offer;
import dev.laytime.lifecycle.Pin;
import dev.laytime.lifecycle.PromotionAsk;
import dev.laytime.lifecycle.Word;
import dev.laytime.promotion.PathWords;
import dev.laytime.workflow.ImageLife.FoundMessage;
import dev.laytime.workflow.ImageLife.OfferedMessage;
import dev.laytime.workflow.ImageLife.PersonMessage;
import dev.laytime.workflow.ImageLife.PinMessage;
import dev.laytime.workflow.ImageLife.PromoteMessage;
import dev.laytime.workflow.ImageLife.PushedMessage;
import dev.laytime.workflow.ImageLife.UsageMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Reads the plain strings of messages; what cannot be read throws a {@link RuntimeException}. */
final class LifeMessages {

  /** When to come back after a refusal that does not say. */
  private static final Duration SOON = Duration.ofMinutes(1);

  private LifeMessages() {}

  static Fact said(UsageMessage message, Instant at) {
    if (message.source().isBlank() || message.count() < 0) {
      throw new IllegalArgumentException("expected a source's name and a count of 0 or more");
    }
    Instant seenAt = Instant.parse(message.seenAt());
    return new Fact.Said(
        at,
        new Word(
            message.source(),
            message.epoch(),
            seenAt,
            message.count(),
            message.strongest(),
            message.first(),
            message.keepsOnly()));
  }

  static Fact pushed(PushedMessage message, Instant at) {
    return new Fact.Pushed(at, new Digest(message.digest()));
  }

  static Fact offered(OfferedMessage message, Instant at) {
    return new Fact.Offered(
        at,
        new Offer(
            Reference.parse(message.source()),
            new Digest(message.digest()),
            message.rule(),
            message.expected() == null ? null : ExpectedTag.parse(message.expected())));
  }

  static Fact outcome(Outcome outcome, Instant at) {
    return switch (outcome.kind()) {
      case "copied" -> new Fact.Copied(at, outcome.requestId(), digest(outcome));
      case "copy-failed" ->
          new Fact.CopyFailed(
              at,
              outcome.requestId(),
              String.join("; ", outcome.reasons()),
              instant(outcome.until()));
      case "copy-forbidden" ->
          new Fact.CopyForbidden(
              at, outcome.requestId(), digest(outcome), String.join("; ", outcome.reasons()));
      case "removed" ->
          new Fact.Removed(
              at, outcome.requestId(), outcome.untagged(), outcome.note(), outcome.releasedBytes());
      case "gone" -> new Fact.Gone(at, outcome.requestId(), outcome.note());
      case "not-removed" -> notRemoved(outcome, at);
      case "moved" -> new Fact.Moved(at, outcome.requestId(), digest(outcome));
      default ->
          throw new IllegalArgumentException(
              "Invalid kind '%s': expected copied, copy-failed, copy-forbidden, removed, not-removed,"
                      .formatted(outcome.kind())
                  + " gone or moved");
    };
  }

  private static Fact notRemoved(Outcome outcome, Instant at) {
    Instant until = instant(outcome.until());
    return new Fact.NotRemoved(
        at,
        outcome.requestId(),
        outcome.reasons(),
        until == null ? at.plus(SOON) : until,
        outcome.inDoubt());
  }

  private static Digest digest(Outcome outcome) {
    if (outcome.digest() == null) {
      throw new IllegalArgumentException("expected a digest for " + outcome.kind());
    }
    return new Digest(outcome.digest());
  }

  static Fact displaced(String name, Instant at) {
    return new Fact.Displaced(at, Reference.parse(name).text());
  }

  /**
   * What is wanted.
   *
   * @param requestId where the message has none
   */
  static Fact promotion(PromoteMessage message, String requestId, Instant at) {
    check(message);
    String digest = message.digest();
    return new Fact.PromotionAsked(
        at,
        PromotionAsk.of(
            message.requestId() == null ? requestId : message.requestId(),
            message.stage(),
            message.by(),
            digest == null ? null : new Digest(digest),
            at));
  }

  /**
   * Refuses a promotion that cannot be meant.
   *
   * @throws IllegalArgumentException that says what to give instead
   */
  static void check(PromoteMessage message) {
    if (message.by() == null || message.by().isBlank()) {
      throw refused("promote", "who asks is blank", "a name");
    }
    if (message.stage() != null && message.stage().isBlank()) {
      throw refused("promote", "the stage is blank", "a stage's name, or none for the only one");
    }
    name("promote", "the request id", message.requestId());
    name("promote", "who asks", message.by());
    name("promote", "the stage", message.stage());
    nobodysOwn("promote", "the request id", PathWords.faultInRequest(message.requestId()));
    nobodysOwn("promote", "who asks", PathWords.faultInName(message.by()));
    if (message.digest() != null) {
      var _ = new Digest(message.digest());
    }
  }

  /** What a sweep saw, when it began. */
  static Fact.Found found(FoundMessage message) {
    Instant seenAt = Instant.parse(message.startedAt());
    String digest = message.digest();
    return new Fact.Found(seenAt, digest == null ? null : new Digest(digest));
  }

  /** What a person's pin means; the validator has let it pass. */
  static Pin pin(PinMessage message) {
    return new Pin(instant(message.until()), message.by(), message.why());
  }

  /**
   * Refuses a pin that cannot be meant.
   *
   * @throws IllegalArgumentException that says what to give instead: Temporal keeps its text only
   */
  static void check(PinMessage message, Instant now) {
    check("pin", message.requestId(), message.by());
    Instant until;
    try {
      until = instant(message.until());
    } catch (DateTimeParseException e) {
      throw refused(
          "pin", "cannot read '" + message.until() + "'", "an instant as in 2030-01-31T00:00:00Z");
    }
    if (until != null && !until.isAfter(now)) {
      throw refused("pin", until + " is not in the future", "a later end, or none for always");
    }
    if (message.why() == null) {
      throw refused("pin", "a reason is missing", "a reason, empty for none");
    }
  }

  static void check(String what, PersonMessage message) {
    check(what, message.requestId(), message.by());
  }

  private static void check(String what, @Nullable String requestId, @Nullable String by) {
    if (requestId == null || requestId.isBlank()) {
      throw refused(what, "the request id is blank", "an id of its own for each request");
    }
    if (by == null || by.isBlank()) {
      throw refused(what, "who asks is blank", "a name");
    }
    name(what, "the request id", requestId);
    name(what, "who asks", by);
  }

  private static void name(String what, String subject, @Nullable String text) {
    String fault = MessageTexts.faultInName(text);
    if (fault != null) {
      throw refused(
          what,
          "%s %s".formatted(subject, fault),
          "plain text of %d characters at most".formatted(MessageTexts.LONGEST_NAME));
    }
  }

  private static void nobodysOwn(String what, String subject, @Nullable String fault) {
    if (fault != null) {
      throw refused(what, "%s %s".formatted(subject, fault), "another one");
    }
  }

  private static IllegalArgumentException refused(String what, String cause, String expected) {
    return new IllegalArgumentException("%s: %s; give %s".formatted(what, cause, expected));
  }

  static @Nullable Instant instant(@Nullable String text) {
    return text == null ? null : Instant.parse(text);
  }
}
