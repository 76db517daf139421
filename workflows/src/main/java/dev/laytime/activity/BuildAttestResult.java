package dev.laytime.activity;

import dev.laytime.image.Digest;

/**
 * Where the attestations are.
 *
 * @param provenance of its manifest
 * @param materials of the manifest of the bill of materials
 */
public record BuildAttestResult(Digest provenance, Digest materials) {}
