/**
 * What can happen to images, and whether any of it loses one or keeps one for ever.
 *
 * <p>{@link dev.laytime.model.Operations} makes {@link dev.laytime.model.Operation}s from a seed,
 * over the few names of {@link dev.laytime.model.Image}, {@link dev.laytime.model.Content} and
 * {@link dev.laytime.model.Source}. An executor is a {@link dev.laytime.model.World}: {@link
 * dev.laytime.model.Trial} runs sequences in it, shrinks one that fails and prints it with its
 * seed.
 */
@NullMarked
package dev.laytime.model;

import org.jspecify.annotations.NullMarked;
