package dev.laytime.starter.output;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Where a command writes.
 *
 * @param out results
 * @param err errors, notes and progress
 * @param outIsTerminal whether a person looks at {@code out}
 * @param errIsTerminal whether a person looks at {@code err}
 * @param width columns of that person's terminal
 */
public record Streams(
    PrintStream out, PrintStream err, boolean outIsTerminal, boolean errIsTerminal, int width) {

  /** What is assumed where nobody says how wide the terminal is. */
  public static final int USUAL_WIDTH = 80;

  /**
   * This process's own. The launcher says what they are: a JVM cannot tell its streams apart.
   *
   * <p>Always UTF-8: names and arrows stay whole whatever the locale says.
   */
  public static Streams ofProcess() {
    return new Streams(
        utf8(FileDescriptor.out),
        utf8(FileDescriptor.err),
        Boolean.getBoolean("laytime.terminal.stdout"),
        Boolean.getBoolean("laytime.terminal.stderr"),
        Integer.getInteger("laytime.terminal.width", USUAL_WIDTH));
  }

  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
