/**
 * Suite {@code promotions}: images that go from stage to stage, and what must not happen to them.
 */
@NullMarked
package dev.laytime.e2e.promotions;

import org.jspecify.annotations.NullMarked;
