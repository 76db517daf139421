package dev.laytime.e2e.bench.mirrors;

import dev.laytime.e2e.bench.Words;
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
    return Words.read(words, FULL, Size::with);
  }

  private Size with(String word, Words rest) {
    return switch (word) {
      case "--tags" -> new Size(rounds, rest.number(word), rules, tagsPerRule, rate, parallel);
      case "--rules" -> new Size(rounds, tags, rest.number(word), tagsPerRule, rate, parallel);
      case "--tags-per-rule" ->
          new Size(rounds, tags, rules, Math.max(1, rest.number(word)), rate, parallel);
      case "--rate" -> new Size(rounds, tags, rules, tagsPerRule, rest.number(word), parallel);
      case "--parallel" -> new Size(rounds, tags, rules, tagsPerRule, rate, rest.number(word));
      default -> new Size(Words.numberOf(word), tags, rules, tagsPerRule, rate, parallel);
    };
  }
}
