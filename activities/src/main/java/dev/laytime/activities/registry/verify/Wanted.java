package dev.laytime.activities.registry.verify;

import dev.laytime.activities.registry.client.Manifest;
import dev.laytime.image.Digest;
import org.jspecify.annotations.Nullable;

/**
 * What must be signed.
 *
 * @param image the manifest or index itself
 * @param predicateType of the attestation; null for a signature of the image
 */
record Wanted(Manifest image, @Nullable String predicateType) {

  /** What cosign calls a statement that says no more than that its subject is signed. */
  static final String SIGNED = "https://sigstore.dev/cosign/sign/v1";

  Digest digest() {
    return image.digest();
  }

  boolean isSignature() {
    return predicateType == null;
  }

  /** The type that a statement must have. */
  String statementType() {
    return predicateType == null ? SIGNED : predicateType;
  }
}
