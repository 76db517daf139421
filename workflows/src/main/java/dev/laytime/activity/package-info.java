/**
 * What can be done in the world: activity contracts with their requests and results.
 *
 * <p>Everything here is written to workflow histories. Add components, never rename or remove them;
 * never put a secret, a manifest's body or a long list into one.
 */
@NullMarked
package dev.laytime.activity;

import org.jspecify.annotations.NullMarked;
