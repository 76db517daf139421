/**
 * A second way into the worker's jar, for steps of Jobs: one copy, without an application context
 * and without Temporal, by the same configuration and the same engine. It starts in a second.
 */
@NullMarked
package dev.laytime.worker.step;

import org.jspecify.annotations.NullMarked;
