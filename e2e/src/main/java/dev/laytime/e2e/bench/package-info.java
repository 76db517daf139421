/** Benchmarks: Laytime beside other tools, in one run, against the same servers. */
@NullMarked
package dev.laytime.e2e.bench;

import org.jspecify.annotations.NullMarked;
