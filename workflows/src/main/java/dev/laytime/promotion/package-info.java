/**
 * How images go from stage to stage: paths, their gates, and what one promotion knows. Values and
 * decisions only; nothing here looks at a clock, a registry or the ledger.
 */
@NullMarked
package dev.laytime.promotion;

import org.jspecify.annotations.NullMarked;
