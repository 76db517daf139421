package dev.laytime.e2e.bench;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/**
 * What is measured, and how.
 *
 * @param benchmark {@code copy} or {@code registry}
 * @param repeats that count
 * @param tags how many small images
 * @param bigBytes of the one big image
 * @param registry on both sides
 * @param scenarios in their order
 */
record Options(
    String benchmark,
    int repeats,
    int tags,
    long bigBytes,
    MeasuredRegistry.Kind registry,
    List<String> scenarios) {

  private static final long MIB = 1 << 20;

  Options {
    scenarios = List.copyOf(scenarios);
  }

  /**
   * Reads a command line.
   *
   * @throws IllegalArgumentException if it is none
   */
  static Options of(List<String> words) {
    Iterator<String> rest = words.iterator();
    Options options = defaults(next(rest, "a benchmark"));
    while (rest.hasNext()) {
      options = options.with(rest.next(), rest);
    }
    return options;
  }

  private static Options defaults(String benchmark) {
    return switch (benchmark) {
      case "copy" ->
          new Options(
              benchmark,
              5,
              0,
              256 * MIB,
              MeasuredRegistry.Kind.DISTRIBUTION,
              List.of("big", "closure"));
      case "registry" ->
          new Options(
              benchmark,
              7,
              1000,
              1024 * MIB,
              MeasuredRegistry.Kind.DISTRIBUTION,
              List.of("big", "many", "closure"));
      default -> throw new IllegalArgumentException("No benchmark is called '" + benchmark + "'");
    };
  }

  private Options with(String word, Iterator<String> rest) {
    return switch (word) {
      case "--tags" ->
          new Options(
              benchmark, repeats, positive(next(rest, word)), bigBytes, registry, scenarios);
      case "--big" ->
          new Options(benchmark, repeats, tags, bytes(next(rest, word)), registry, scenarios);
      case "--registry" ->
          new Options(benchmark, repeats, tags, bigBytes, kind(next(rest, word)), scenarios);
      case "--only" ->
          new Options(benchmark, repeats, tags, bigBytes, registry, some(next(rest, word)));
      default -> new Options(benchmark, positive(word), tags, bigBytes, registry, scenarios);
    };
  }

  private List<String> some(String names) {
    List<String> asked = List.of(names.split(",", -1));
    List<String> unknown = new ArrayList<>(asked);
    unknown.removeAll(scenarios);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException("Expected some of " + scenarios + ", not " + unknown);
    }
    return asked;
  }

  private static MeasuredRegistry.Kind kind(String name) {
    return MeasuredRegistry.Kind.valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** As in {@code 64m} or {@code 1g}. */
  private static long bytes(String text) {
    String number = text.substring(0, Math.max(0, text.length() - 1));
    return switch (text.isEmpty() ? ' ' : text.charAt(text.length() - 1)) {
      case 'm' -> MIB * positive(number);
      case 'g' -> 1024 * MIB * positive(number);
      default ->
          throw new IllegalArgumentException("Expected a size as in 64m, not '" + text + "'");
    };
  }

  private static int positive(String text) {
    if (!text.matches("[1-9][0-9]{0,6}")) {
      throw new IllegalArgumentException("Expected a number or an option, not '" + text + "'");
    }
    return Integer.parseInt(text);
  }

  private static String next(Iterator<String> rest, String after) {
    if (!rest.hasNext()) {
      throw new IllegalArgumentException("Something is missing: " + after);
    }
    return rest.next();
  }
}
