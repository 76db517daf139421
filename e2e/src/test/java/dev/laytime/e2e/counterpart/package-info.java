/** What needs no counterpart to be proven. */
@NullMarked
package dev.laytime.e2e.counterpart;

import org.jspecify.annotations.NullMarked;
