/**
 * Builds: what Git says a tag means, and what makes images of it.
 *
 * <p>Here is the one door at which their errors become failures; {@code git} reads sources, and
 * each other package builds by one strategy.
 */
@NullMarked
package dev.laytime.activities.build;

import org.jspecify.annotations.NullMarked;
