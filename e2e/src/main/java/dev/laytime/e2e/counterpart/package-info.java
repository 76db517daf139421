/** The real counterparts, and Laytime itself as its users start it. */
@NullMarked
package dev.laytime.e2e.counterpart;

import org.jspecify.annotations.NullMarked;
