package dev.laytime.view;

import org.jspecify.annotations.Nullable;

/**
 * The body of a write: {@code POST /api/v1/breakers/ID/approve}, {@code
 * /api/v1/sources/NAME/approve} (a held scan), {@code /api/v1/sources/NAME/remove}, {@code
 * /api/v1/stages/NAME/adopt}. Each needs {@code Authorization: Bearer <token>}.
 *
 * @param by who asks
 * @param expected how many removals, or which scan number, the person saw; another count now is
 *     refused. Null where nothing is counted
 */
public record Wish(String by, @Nullable Long expected) {}
