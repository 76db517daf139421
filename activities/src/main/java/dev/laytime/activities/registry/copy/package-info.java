/**
 * Copying closures from one store to another, whatever either is.
 *
 * <p>A store is asked for content by digest alone, nothing is kept but a buffer a blob, and the
 * target's tag is written last. Nothing here knows HTTP or Temporal.
 */
@NullMarked
package dev.laytime.activities.registry.copy;

import org.jspecify.annotations.NullMarked;
