/** Suite {@code promotions}: images that go from stage to stage, through gates. */
@NullMarked
package dev.laytime.e2e.promotions;

import org.jspecify.annotations.NullMarked;
