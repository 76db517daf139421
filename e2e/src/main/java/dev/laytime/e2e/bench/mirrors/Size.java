package dev.laytime.e2e.bench.mirrors;

import java.util.Iterator;
import java.util.List;

/**
 * How much there is of everything.
 *
 * @param rounds in each of which every tool mirrors into an empty target and then looks once more
 * @param tags of the one large mirror; 0 leaves it out
 * @param rules that share one budget; 0 leaves them out
 * @param tagsPerRule how many images each of them keeps a copy of, 1 or more
 * @param rate the budget, in requests a second
 * @param parallel how much regsync does at once
 */
record Size(int rounds, int tags, int rules, int tagsPerRule, int rate, int parallel) {

  private static final Size FULL = new Size(3, 1_000, 500, 1, 10, 4);

  /**
   * Reads what follows the benchmark's name.
   *
   * @throws IllegalArgumentException if it is no command line
   */
  static Size of(List<String> words) {
    Size size = FULL;
    Iterator<String> rest = words.iterator();
    while (rest.hasNext()) {
      size = size.with(rest.next(), rest);
    }
    return size;
  }

  private Size with(String word, Iterator<String> rest) {
    return switch (word) {
      case "--tags" -> new Size(rounds, number(rest, word), rules, tagsPerRule, rate, parallel);
      case "--rules" -> new Size(rounds, tags, number(rest, word), tagsPerRule, rate, parallel);
      case "--tags-per-rule" ->
          new Size(rounds, tags, rules, Math.max(1, number(rest, word)), rate, parallel);
      case "--rate" -> new Size(rounds, tags, rules, tagsPerRule, number(rest, word), parallel);
      case "--parallel" -> new Size(rounds, tags, rules, tagsPerRule, rate, number(rest, word));
      default -> new Size(number(word), tags, rules, tagsPerRule, rate, parallel);
    };
  }

  private static int number(Iterator<String> rest, String after) {
    if (!rest.hasNext()) {
      throw new IllegalArgumentException("Something is missing: a number after " + after);
    }
    return number(rest.next());
  }

  private static int number(String text) {
    if (!text.matches("[0-9]{1,6}")) {
      throw new IllegalArgumentException("Expected a number or an option, not '" + text + "'");
    }
    return Integer.parseInt(text);
  }
}
