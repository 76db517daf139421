package dev.laytime.activity;

import dev.laytime.image.Digest;
import dev.laytime.image.Repository;
import org.jspecify.annotations.Nullable;

/**
 * What to verify.
 *
 * @param verifier its name in the configuration: which keys or identities are trusted
 * @param predicateType of the attestation that is wanted; null for a signature
 */
public record VerifyRequest(
    Repository repository, Digest digest, String verifier, @Nullable String predicateType) {}
