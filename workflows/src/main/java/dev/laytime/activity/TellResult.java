package dev.laytime.activity;

import org.jspecify.annotations.Nullable;

/**
 * How many lives were told something.
 *
 * @param withheld what no life is told before a person approves it, and why; null for nothing
 */
public record TellResult(int told, @Nullable String withheld) {

  /** All that there was to tell. */
  public TellResult(int told) {
    this(told, null);
  }
}
