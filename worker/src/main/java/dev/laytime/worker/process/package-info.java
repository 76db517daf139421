/** The process and those it belongs to. */
@NullMarked
package dev.laytime.worker.process;

import org.jspecify.annotations.NullMarked;
