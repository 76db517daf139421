/** Suite {@code charts}: our chart, and objects that people and other projects write. */
@NullMarked
package dev.laytime.e2e.charts;

import org.jspecify.annotations.NullMarked;
