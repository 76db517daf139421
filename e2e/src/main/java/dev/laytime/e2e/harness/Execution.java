package dev.laytime.e2e.harness;

/**
 * A program that ran to its end.
 *
 * @param exitCode as the shell sees it
 * @param output its standard output
 * @param errors its standard error
 */
public record Execution(int exitCode, String output, String errors) {

  /**
   * The output, without white space around it.
   *
   * @throws IllegalStateException if the program failed
   */
  public String orThrow() {
    if (exitCode != 0) {
      throw new IllegalStateException("Exit code " + exitCode + ": " + errors.strip());
    }
    return output.strip();
  }
}
