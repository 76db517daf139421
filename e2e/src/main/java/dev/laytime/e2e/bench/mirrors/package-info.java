/** What polls of mirrors cost, and how many of them share one registry's budget. */
@NullMarked
package dev.laytime.e2e.bench.mirrors;

import org.jspecify.annotations.NullMarked;
