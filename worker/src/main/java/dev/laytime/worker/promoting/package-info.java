/** Joins what promotions verify, run and write to the worker's configuration. */
@NullMarked
package dev.laytime.worker.promoting;

import org.jspecify.annotations.NullMarked;
