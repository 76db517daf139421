/** Laytime's own metrics. None of them names an image. */
@NullMarked
package dev.laytime.worker.metrics;

import org.jspecify.annotations.NullMarked;
