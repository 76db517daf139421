package dev.laytime.activities.gitops;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A piece of a YAML text that becomes another.
 *
 * @param from in the text, included
 * @param to in the text, excluded
 * @param with what stands there instead
 * @param first among the text's events, included
 * @param last among the text's events, excluded
 * @param says what the events are instead
 */
record YamlChange(int from, int to, String with, int first, int last, List<String> says) {

  YamlChange {
    says = List.copyOf(says);
  }

  /**
   * The text with all changes.
   *
   * @throws EditRefusedException if it would say anything else than what was meant
   */
  static String apply(String text, List<YamlChange> changes) throws EditRefusedException {
    if (changes.isEmpty()) {
      return text;
    }
    List<YamlChange> ordered =
        changes.stream().sorted(Comparator.comparingInt(YamlChange::from)).toList();
    StringBuilder changed = new StringBuilder();
    int at = 0;
    for (YamlChange change : ordered) {
      if (change.from < at) {
        throw wrong();
      }
      changed.append(text, at, change.from).append(change.with);
      at = change.to;
    }
    String result = changed.append(text, at, text.length()).toString();
    if (!says(result).equals(meant(text, changes))) {
      throw wrong();
    }
    return result;
  }

  private static List<String> says(String text) throws EditRefusedException {
    try {
      return YamlEvents.described(text);
    } catch (EditRefusedException e) {
      throw wrong();
    }
  }

  private static List<String> meant(String text, List<YamlChange> changes)
      throws EditRefusedException {
    List<String> before = YamlEvents.described(text);
    List<String> after = new ArrayList<>();
    int at = 0;
    for (YamlChange change :
        changes.stream().sorted(Comparator.comparingInt(YamlChange::first)).toList()) {
      if (change.first < at) {
        throw wrong();
      }
      after.addAll(before.subList(at, change.first));
      after.addAll(change.says);
      at = change.last;
    }
    after.addAll(before.subList(at, before.size()));
    return after;
  }

  private static EditRefusedException wrong() {
    return new EditRefusedException(
        "it is written in a way that cannot be edited in place with certainty",
        "write it once as the tools do: one key a line, without anchors");
  }
}
