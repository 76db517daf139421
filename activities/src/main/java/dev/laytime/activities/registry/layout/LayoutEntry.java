package dev.laytime.activities.registry.layout;

import dev.laytime.image.Descriptor;
import dev.laytime.image.Tag;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a layout says of one manifest.
 *
 * @param tag the entry's {@code org.opencontainers.image.ref.name}; null where it has none, or one
 *     that is not a tag
 * @param artifactType what the manifest is for, where that is said
 * @param annotations in the order they were written
 */
public record LayoutEntry(
    Descriptor descriptor,
    @Nullable Tag tag,
    @Nullable String artifactType,
    Map<String, String> annotations) {}
