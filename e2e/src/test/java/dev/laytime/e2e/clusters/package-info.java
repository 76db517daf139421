/** Suite {@code clusters}: live clusters as sources of use. */
@NullMarked
package dev.laytime.e2e.clusters;

import org.jspecify.annotations.NullMarked;
