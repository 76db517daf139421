package dev.laytime.starter.demo;

/** The command line, as a user types it behind {@code laytime}. */
public interface Typed {

  /** Runs a command to its end. */
  Ran run(String... line);

  /** What a command wrote, and how it ended. */
  record Ran(int status, String out, String err) {}
}
