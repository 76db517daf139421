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
 * @param withdrawn whether it was asked back
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

  /** The same, asked back. */
  Errand askedBack() {
    return new Errand(kind, requestId, since, until, quarantine, true, source);
  }

  /** Who carries it out, and what. */
  public enum Kind {
    COPY,
    QUARANTINE,
    DELETE
  }
}
