/** How long it takes until what nobody has is there. */
@NullMarked
package dev.laytime.e2e.bench.builds;

import org.jspecify.annotations.NullMarked;
