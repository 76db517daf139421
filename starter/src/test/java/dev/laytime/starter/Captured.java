package dev.laytime.starter;

import dev.laytime.starter.output.Streams;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Streams that remember what was written. */
public final class Captured {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final boolean terminal;

  private Captured(boolean terminal) {
    this.terminal = terminal;
  }

  /** Two files. */
  public static Captured files() {
    return new Captured(false);
  }

  /** A terminal of 80 columns. */
  public static Captured terminal() {
    return new Captured(true);
  }

  public Streams streams() {
    return new Streams(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        terminal,
        terminal,
        Streams.USUAL_WIDTH);
  }

  public String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  public String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
