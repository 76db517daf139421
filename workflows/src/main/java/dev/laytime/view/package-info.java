/** What the worker's HTTP API answers under {@code /api/v1}, and what the CLI reads there. */
@NullMarked
package dev.laytime.view;

import org.jspecify.annotations.NullMarked;
