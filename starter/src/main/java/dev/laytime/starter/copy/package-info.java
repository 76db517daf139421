/** Asking for a copy, following it to its end, and saying how it ended. */
@NullMarked
package dev.laytime.starter.copy;

import org.jspecify.annotations.NullMarked;
