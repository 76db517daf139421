package dev.laytime.activities.gitops;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The way to a value through keys and places in lists.
 *
 * @param text as it is written, for people
 * @param steps from the document's root
 */
record KeyPath(String text, List<Step> steps) {

  private static final int LONGEST = 500;
  private static final Pattern KEY =
      Pattern.compile("((?:[^.\\[\\]\\\\]|\\\\.)+)((?:\\[\\d{1,4}])*)");

  KeyPath {
    steps = List.copyOf(steps);
  }

  /** One step. */
  sealed interface Step {}

  /** Into a mapping. */
  record Field(String name) implements Step {}

  /** Into a list, from 0. */
  record Item(int index) implements Step {}

  /**
   * Reads {@code image.tag}, {@code containers[0].image}, {@code annotations.example\.org/tag}.
   *
   * @throws IllegalArgumentException if it is none
   */
  static KeyPath parse(String text) {
    List<Step> steps = new ArrayList<>();
    Matcher key = KEY.matcher(text);
    int at = 0;
    while (at < text.length() && text.length() <= LONGEST) {
      if (!key.find(at) || key.start() != at) {
        throw malformed(text);
      }
      steps.add(new Field(key.group(1).replaceAll("\\\\(.)", "$1")));
      Matcher item = Pattern.compile("\\d+").matcher(key.group(2));
      while (item.find()) {
        steps.add(new Item(Integer.parseInt(item.group())));
      }
      at = key.end();
      if (at < text.length() && (text.charAt(at++) != '.' || at == text.length())) {
        throw malformed(text);
      }
    }
    if (steps.isEmpty()) {
      throw malformed(text);
    }
    return new KeyPath(text, steps);
  }

  /** The way to what holds the value. */
  KeyPath parent() {
    return new KeyPath(text, steps.subList(0, steps.size() - 1));
  }

  private static IllegalArgumentException malformed(String text) {
    return new IllegalArgumentException(
        "keys: expected a path as in image.tag or containers[0].image, not '%s'".formatted(text));
  }

  @Override
  public String toString() {
    return text;
  }
}
