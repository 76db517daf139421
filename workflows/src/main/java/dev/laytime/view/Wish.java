package dev.laytime.view;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The body of a write: {@code POST /api/v1/breakers/ID/approve}, {@code
 * /api/v1/sources/NAME/approve} (a held scan), {@code /api/v1/sources/NAME/remove}, {@code
 * /api/v1/stages/NAME/adopt}, {@code /api/v1/stages/NAME/pause}, {@code
 * /api/v1/stages/NAME/resume}, {@code /api/v1/forbid}, {@code /api/v1/allow}. Each needs {@code
 * Authorization: Bearer <token>}.
 *
 * @param by who asks
 * @param expected how many removals, or which scan number, the person saw; another count now is
 *     refused. Null where nothing is counted
 * @param why for people; null where no reason is asked for
 * @param until the first instant at which what is wished is over; null for none
 * @param image that is meant; null where the path says it
 */
public record Wish(
    String by,
    @Nullable Long expected,
    @Nullable String why,
    @Nullable Instant until,
    @Nullable String image) {

  /** A wish that needs no reason. */
  public Wish(String by, @Nullable Long expected) {
    this(by, expected, null, null, null);
  }
}
