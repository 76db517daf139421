/** How a start that cannot be is refused: what, why, and what to do, in three lines. */
@NullMarked
package dev.laytime.worker.startup;

import org.jspecify.annotations.NullMarked;
