/**
 * Writes which image is meant into Git repositories: one commit a promotion, edited in place.
 *
 * <p>There is no working tree: contents are read from and written to Git's objects, so no link is
 * ever followed. What cannot be edited with certainty is refused, with the reason.
 */
@NullMarked
package dev.laytime.activities.gitops;

import org.jspecify.annotations.NullMarked;
