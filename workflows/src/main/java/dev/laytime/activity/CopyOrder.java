package dev.laytime.activity;

import com.fasterxml.jackson.annotation.JsonFormat;
import dev.laytime.image.Digest;
import dev.laytime.image.ExpectedTag;
import dev.laytime.image.Reference;
import dev.laytime.ledger.Urgency;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A copy that a life needs.
 *
 * @param life its workflow id, where the outcome goes
 * @param digest null for what the source's tag names
 * @param urgency null in orders of before there was any
 * @param expected what the target's tag may name instead; null for whatever it names
 */
public record CopyOrder(
    String life,
    String requestId,
    Reference source,
    @Nullable Digest digest,
    Reference target,
    @JsonFormat(shape = JsonFormat.Shape.STRING) Duration patience,
    @Nullable Urgency urgency,
    @Nullable ExpectedTag expected) {

  /** Whatever the target's tag names. */
  public CopyOrder(
      String life,
      String requestId,
      Reference source,
      @Nullable Digest digest,
      Reference target,
      Duration patience,
      @Nullable Urgency urgency) {
    this(life, requestId, source, digest, target, patience, urgency, null);
  }
}
