/** Suite {@code builds}: builders in Jobs of a real node. */
@NullMarked
package dev.laytime.e2e.builds.node;

import org.jspecify.annotations.NullMarked;
