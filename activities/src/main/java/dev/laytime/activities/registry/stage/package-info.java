/**
 * What is done in a stage's registry besides copying into it: holding, mapping, planning, removing.
 *
 * <p>A plan is made of one complete map, read from the registry itself, or there is none. What a
 * plan says is looked at again before every DELETE, and the ledger has the last word. Nothing here
 * knows HTTP or Temporal.
 */
@NullMarked
package dev.laytime.activities.registry.stage;

import org.jspecify.annotations.NullMarked;
