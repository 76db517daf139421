package dev.laytime.mirror;

import dev.laytime.image.Digest;
import org.jspecify.annotations.Nullable;

/**
 * How an image stands that lies in a stage.
 *
 * @param present what its life has in the stage under its name, with nothing else under way; null
 *     where it left, waits in quarantine, is on its way or never was
 * @param copied whether our own copy brought that
 * @param mayOffer whether the life may be offered anything: not in a dry run
 */
public record InStage(@Nullable Digest present, boolean copied, boolean mayOffer) {}
