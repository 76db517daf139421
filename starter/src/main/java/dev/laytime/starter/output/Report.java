package dev.laytime.starter.output;

/**
 * The result of a command. Its JSON is what its record components say: add components, never rename
 * or remove them.
 */
public interface Report {

  /** The result for people: whole lines, each with its end. */
  String text();
}
