package dev.laytime.activity;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.Tag;
import org.jspecify.annotations.Nullable;

/**
 * A floating tag to move.
 *
 * @param promotion the workflow's id
 * @param image the floating name
 * @param version the tag that it shall follow
 * @param present what it names now; null for nothing
 * @param back whether it may go back: of a rollback
 */
public record FloatingRequest(
    String promotion,
    Reference image,
    Tag version,
    Digest digest,
    @Nullable Digest present,
    boolean back) {}
