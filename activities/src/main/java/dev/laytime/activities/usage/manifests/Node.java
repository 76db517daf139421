package dev.laytime.activities.usage.manifests;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A part of a YAML or JSON document; scalars stay the text that was written. */
sealed interface Node {

  /**
   * A scalar.
   *
   * @param plain whether it was written without quotes, and so may mean a number or nothing
   */
  record Text(String value, boolean plain) implements Node {

    private static final Set<String> NOTHING = Set.of("", "~", "null", "Null", "NULL");

    /** Whether it is YAML's null. */
    boolean isNull() {
      return plain && NOTHING.contains(value);
    }
  }

  /** A list. */
  record Sequence(List<Node> items) implements Node {}

  /** Keys with values, in the order of the document. */
  record Mapping(Map<String, Node> entries) implements Node {

    /** A key's value; null where it is missing or null. */
    @Nullable Node get(String key) {
      Node value = entries.get(key);
      return isNothing(value) ? null : value;
    }

    /** A key's scalar; null where it is missing, null, or something else. */
    @Nullable String text(String key) {
      return get(key) instanceof Text text ? text.value() : null;
    }

    /** A key's mapping; empty where it is missing or something else. */
    Mapping mapping(String key) {
      return get(key) instanceof Mapping mapping ? mapping : new Mapping(Map.of());
    }

    /** A key's items; empty where it is missing or something else. */
    List<Node> items(String key) {
      return get(key) instanceof Sequence sequence ? sequence.items() : List.of();
    }
  }

  /** Whether there is no value: none, or YAML's null. */
  static boolean isNothing(@Nullable Node node) {
    return node == null || (node instanceof Text text && text.isNull());
  }
}
