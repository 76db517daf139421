package dev.laytime.activities.registry.embedded;

import dev.laytime.image.Digest;
import dev.laytime.image.InvalidReferenceException;

/** Digests as clients send them. */
final class Digests {

  private Digests() {}

  /**
   * @throws RefusedException with {@code DIGEST_INVALID}
   */
  static Digest parse(String text) {
    try {
      return new Digest(text);
    } catch (InvalidReferenceException e) {
      throw ErrorCode.DIGEST_INVALID.about(e);
    }
  }
}
