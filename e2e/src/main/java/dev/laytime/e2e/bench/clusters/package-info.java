/** How Laytime follows a large cluster, and what many lives cost. */
@NullMarked
package dev.laytime.e2e.bench.clusters;

import org.jspecify.annotations.NullMarked;
