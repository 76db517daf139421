/**
 * Registries: the activities, and the one door at which registry errors become failures.
 *
 * <p>{@code client} speaks the distribution protocol, {@code layout} keeps images on disk, {@code
 * embedded} serves such a layout as a registry. None of the three knows Temporal.
 */
@NullMarked
package dev.laytime.activities.registry;

import org.jspecify.annotations.NullMarked;
