/**
 * Flux's {@code ImageRepository} objects as what shall be mirrored, as imagerepo-mirror read them.
 * Their status is Flux's: nothing is ever written to an object, what is to be said is an event.
 */
@NullMarked
package dev.laytime.activities.crd.flux;

import org.jspecify.annotations.NullMarked;
