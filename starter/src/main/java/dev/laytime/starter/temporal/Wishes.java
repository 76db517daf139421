package dev.laytime.starter.temporal;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What the caller says, that bears on which Temporal service is used.
 *
 * @param layout whether either side is an image layout: a directory of the caller's
 * @param serverOption {@code --server}
 * @param temporalOptions whether any {@code --temporal-…} is given
 * @param serverVariable {@code LAYTIME_SERVER}
 * @param temporalSettings whether a {@code TEMPORAL_…} variable or Temporal's own profile says
 *     anything
 */
public record Wishes(
    boolean layout,
    @Nullable URI serverOption,
    boolean temporalOptions,
    @Nullable URI serverVariable,
    boolean temporalSettings) {}
