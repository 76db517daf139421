/** The worker's HTTP API, {@code /api/v1}: what is read there, and what only the ledger holds. */
@NullMarked
package dev.laytime.starter.api;

import org.jspecify.annotations.NullMarked;
