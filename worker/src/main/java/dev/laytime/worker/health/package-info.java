/** Health that is true: up means that Temporal sees this worker poll. */
@NullMarked
package dev.laytime.worker.health;

import org.jspecify.annotations.NullMarked;
