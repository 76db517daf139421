/** The process: what is configured, joined and run. The only room that knows Spring. */
@NullMarked
package dev.laytime.worker;

import org.jspecify.annotations.NullMarked;
