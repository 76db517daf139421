package dev.laytime.promotion;

import java.time.Instant;

/**
 * When a gate is open next, or still.
 *
 * @param gate its name
 * @param opens included
 * @param closes excluded
 * @param opensAt the same by the clock of the gate's zone, for people
 * @param closesAt the same by the clock of the gate's zone, for people
 */
public record Opening(
    String gate, Instant opens, Instant closes, String opensAt, String closesAt) {}
