package dev.laytime.activities.gitops;

import java.util.List;

/** A part of a YAML text that knows where it stands. */
sealed interface YamlNode {

  /** Where it is. */
  Place place();

  /**
   * Where something is.
   *
   * @param from in the text, included
   * @param to in the text, excluded; of a block, wherever the parser noticed its end
   * @param first among the text's events, included
   * @param last among the text's events, excluded
   * @param line from 1
   * @param column from 0
   * @param named whether an anchor or a tag stands before it
   */
  record Place(int from, int to, int first, int last, int line, int column, boolean named) {}

  /** A scalar of one line or more, as {@code value} reads it. */
  record Scalar(Place place, Style style, String value) implements YamlNode {}

  /** A mapping, in its order; keys may be anything. */
  record Mapping(Place place, boolean flow, List<Entry> entries) implements YamlNode {}

  /** A list. */
  record Sequence(Place place, boolean flow, List<YamlNode> items) implements YamlNode {}

  /** A name for what stands elsewhere. */
  record Alias(Place place, String name) implements YamlNode {}

  /** One key and its value. */
  record Entry(YamlNode key, YamlNode value) {}

  /** How a scalar is written. */
  enum Style {
    PLAIN,
    SINGLE,
    DOUBLE,
    BLOCK
  }
}
