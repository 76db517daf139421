/** The suites, a package each; {@code e2e/run} runs them. */
@NullMarked
package dev.laytime.e2e;

import org.jspecify.annotations.NullMarked;
