/**
 * Where files come from: directories and Git branches, as trees that do not know what they hold.
 *
 * <p>Nothing is written outside a Git cache, no link is followed out of a tree, and what cannot be
 * read is told, never left out.
 */
@NullMarked
package dev.laytime.activities.source;

import org.jspecify.annotations.NullMarked;
