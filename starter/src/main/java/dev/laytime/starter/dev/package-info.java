/** What {@code laytime dev} runs: a worker with a registry, and a Temporal service beside it. */
@NullMarked
package dev.laytime.starter.dev;

import org.jspecify.annotations.NullMarked;
