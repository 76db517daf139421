package dev.laytime.e2e.bench;

import java.util.Iterator;
import java.util.List;

/** What follows a benchmark's name on its command line: numbers, and options that have one. */
public final class Words {

  private final Iterator<String> rest;

  private Words(List<String> words) {
    this.rest = words.iterator();
  }

  /** What one word changes. */
  public interface Step<S> {

    /**
     * The same with what a word says.
     *
     * @param rest the words behind it, of which it may take the next
     * @throws IllegalArgumentException if it says nothing
     */
    S with(S before, String word, Words rest);
  }

  /**
   * Reads them all.
   *
   * @param full where nothing is said
   * @throws IllegalArgumentException if it is no command line
   */
  public static <S> S read(List<String> words, S full, Step<S> step) {
    Words rest = new Words(words);
    S size = full;
    while (rest.rest.hasNext()) {
      size = step.with(size, rest.rest.next(), rest);
    }
    return size;
  }

  /** The number behind an option, up to 999,999. */
  public int number(String option) {
    return numberOf(next("a number", option));
  }

  /** What stands behind an option. */
  public String next(String what, String option) {
    if (!rest.hasNext()) {
      throw new IllegalArgumentException("Something is missing: " + what + " after " + option);
    }
    return rest.next();
  }

  /** A number that stands alone, up to 999,999. */
  public static int numberOf(String word) {
    if (!word.matches("[0-9]{1,6}")) {
      throw new IllegalArgumentException("Expected a number or an option, not '" + word + "'");
    }
    return Integer.parseInt(word);
  }
}
