package dev.laytime.lifecycle;

import com.fasterxml.jackson.annotation.JsonFormat;
import dev.laytime.image.Reference;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An effect that somebody else carries out; its outcome comes as a message.
 *
 * @param requestId names it in the outcome
 * @param since when it was asked for
 * @param until when an outcome is no longer expected: then the life looks for itself
 * @param quarantine how long the quarantine that follows lasts, where this is one
 * @param withdrawn whether it was asked back; an outcome is expected only soon then
 * @param source where a copy comes from; null where it is no copy
 */
public record Errand(
    Kind kind,
    String requestId,
    Instant since,
    Instant until,
    @JsonFormat(shape = JsonFormat.Shape.STRING) Duration quarantine,
    boolean withdrawn,
    @Nullable Reference source) {

  /** Longer than a survey, or a removal that has begun, can keep its outcome back. */
  private static final Duration WITHDRAWAL = Duration.ofMinutes(15);

  /** An errand that copies nothing, or from where the offer says. */
  public Errand(
      Kind kind,
      String requestId,
      Instant since,
      Instant until,
      Duration quarantine,
      boolean withdrawn) {
    this(kind, requestId, since, until, quarantine, withdrawn, null);
  }

  /** The same, asked back: whoever has it answers soon, or does not have it any more. */
  Errand askedBack(Instant at) {
    Instant soon = at.plus(WITHDRAWAL);
    return new Errand(
        kind, requestId, since, soon.isBefore(until) ? soon : until, quarantine, true, source);
  }

  /** Who carries it out, and what. */
  public enum Kind {
    COPY,
    QUARANTINE,
    DELETE
  }
}
