package dev.laytime.model;

import java.time.Duration;
import java.time.Instant;

/** The times that hold in every world. */
public final class Terms {

  public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  public static final Duration SCAN_EVERY = Duration.ofMinutes(30);
  public static final Duration SWEEP_EVERY = Duration.ofHours(1);
  public static final Duration GRACE = Duration.ofHours(2);
  public static final Duration QUARANTINE = Duration.ofHours(3);
  public static final Duration WINDOW = Duration.ofMinutes(1);

  /** How long a life waits for an outcome before it looks for itself. */
  public static final Duration PATIENCE = Duration.ofMinutes(30);

  private Terms() {}
}
