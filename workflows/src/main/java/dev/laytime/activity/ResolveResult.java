package dev.laytime.activity;

import dev.laytime.image.Digest;

/**
 * What a location names.
 *
 * @param digest of the manifest or index
 * @param mediaType of the manifest or index, as the registry says
 */
public record ResolveResult(Digest digest, String mediaType) {}
