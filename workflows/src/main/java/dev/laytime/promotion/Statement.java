package dev.laytime.promotion;

import dev.laytime.image.Digest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody said about a promotion.
 *
 * @param requestId tells one from another; the same id is the same statement
 * @param gate the name of the gate that it is for
 * @param digest for which it counts
 * @param gates the hash of the path and its gates for which it counts
 * @param passed whether it speaks for the promotion
 * @param by who says to have said it
 * @param proof how that is proven, as in {@code oidc https://issuer}; null where it is asserted
 * @param detail for people, at most 500 characters
 */
public record Statement(
    String requestId,
    String gate,
    Digest digest,
    String gates,
    boolean passed,
    String by,
    @Nullable String proof,
    String detail,
    Instant at) {

  /** Whether it says the same of the same, under the same gates, whenever and in whatever words. */
  public boolean says(Statement other) {
    return gate.equals(other.gate)
        && digest.equals(other.digest)
        && gates.equals(other.gates)
        && passed == other.passed
        && by.equals(other.by);
  }

  /** Whether it is proven who said it. */
  public boolean verified() {
    return proof != null;
  }
}
