package dev.laytime.starter.demo;

import dev.laytime.starter.output.PlainText;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;

/** Writes down what happened: one line a step, with its time, and what was typed. */
final class Teller {

  private static final double MILLIS = 1000;
  private static final String INDENT = " ".repeat(24);

  private final PrintStream out;
  private final InstantSource clock;
  private final Instant start;

  Teller(PrintStream out, InstantSource clock) {
    this.out = out;
    this.clock = clock;
    this.start = clock.instant();
  }

  /** How long it has been. */
  Duration elapsed() {
    return Duration.between(start, clock.instant());
  }

  /**
   * A step.
   *
   * @param word as in "mirrored"
   * @param more lines below, of the same step
   */
  void step(String word, String text, String... more) {
    out.printf(
        Locale.ROOT,
        "%6.1f s  %-12s  %s%n",
        elapsed().toMillis() / MILLIS,
        word,
        PlainText.oneLine(text));
    List.of(more).forEach(this::below);
    out.flush();
  }

  /** A line of the same step. */
  void below(String text) {
    out.println(INDENT + PlainText.oneLine(text));
  }

  /** What was typed to know that. */
  void typed(String... line) {
    below("$ laytime " + String.join(" ", line));
    out.flush();
  }

  /** What a command wrote. */
  void written(String text) {
    out.print(text);
    out.flush();
  }

  /** A line of its own. */
  void line(String text) {
    out.println(PlainText.oneLine(text));
    out.flush();
  }
}
