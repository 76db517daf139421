/** What benchmarks print and how they sum up. */
@NullMarked
package dev.laytime.e2e.bench;

import org.jspecify.annotations.NullMarked;
