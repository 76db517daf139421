/** Suite {@code copy}: images mirrored between real registries, whatever breaks meanwhile. */
@NullMarked
package dev.laytime.e2e.copy;

import org.jspecify.annotations.NullMarked;
