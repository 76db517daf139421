/** Suite {@code builds}: what nobody has is built, once, of a source that is proven. */
@NullMarked
package dev.laytime.e2e.builds;

import org.jspecify.annotations.NullMarked;
