/** Whole lives of images, beside real registries and a real Temporal server. */
@NullMarked
package dev.laytime.e2e.life;

import org.jspecify.annotations.NullMarked;
