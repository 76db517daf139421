/** The way to Temporal: where it is, what must be true of it, how its workers are run and ended. */
@NullMarked
package dev.laytime.worker.temporal;

import org.jspecify.annotations.NullMarked;
