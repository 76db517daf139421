package dev.laytime.worker.ledger;

import java.time.Duration;

/**
 * A source of use as configuration has it.
 *
 * @param kind {@code directory} or {@code git}
 * @param scanEvery from one scan's start to the next
 */
public record SourceSettings(String name, String kind, Duration scanEvery) {}
