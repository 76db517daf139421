package dev.laytime.mirror;

import dev.laytime.image.Tag;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A tag that a listing of its repository has.
 *
 * @param firstSeen when a listing of ours first had it; null where this one is the first
 */
public record SeenTag(Tag tag, @Nullable Instant firstSeen) {}
