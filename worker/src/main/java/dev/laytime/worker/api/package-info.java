/**
 * The HTTP API under {@code /api/v1}: what the ledger shows, and the wishes that only it holds.
 *
 * <p>Whatever is not a plain reading needs the token, wherever it goes: {@link
 * dev.laytime.worker.api.ApiGate} stands before everything that this process serves.
 */
@NullMarked
package dev.laytime.worker.api;

import org.jspecify.annotations.NullMarked;
