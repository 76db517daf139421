package dev.laytime.activity;

import dev.laytime.image.Digest;

/**
 * Where the attestation is.
 *
 * @param digest of its manifest
 */
public record AttestResult(Digest digest) {}
