package dev.laytime.activities.gitops;

import dev.laytime.activities.gitops.YamlNode.Place;
import dev.laytime.activities.gitops.YamlNode.Scalar;
import dev.laytime.activities.gitops.YamlNode.Style;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** How tags, digests and references are written as strings, whatever reads them. */
final class Scalars {

  /** What some reader of YAML 1.1 or 1.2 takes for something else than a string. */
  private static final Set<String> WORDS =
      Set.of("y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf");

  private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+\\.\\d+[A-Za-z0-9_.-]*");

  private Scalars() {}

  /** Whether everybody reads it as a string, though nothing is around it. */
  static boolean isPlain(String value) {
    char first = value.charAt(0);
    if (Character.isLetter(first) || first == '_') {
      return !WORDS.contains(value.toLowerCase(Locale.ROOT));
    }
    return Character.isDigit(first) && (VERSION.matcher(value).matches() || value.contains("/"));
  }

  /** A value where there was none. */
  static Style style(String value) {
    return isPlain(value) ? Style.PLAIN : Style.DOUBLE;
  }

  /** As it is written. */
  static String written(Style style, String value) {
    return switch (style) {
      case PLAIN, BLOCK -> value;
      case SINGLE -> "'" + value + "'";
      case DOUBLE -> "\"" + value + "\"";
    };
  }

  /**
   * What makes a scalar say something else, in its own quotes; nothing where it says that.
   *
   * @param what is edited, for errors
   * @throws EditRefusedException if it is no scalar of one line without a name
   */
  static Optional<YamlChange> become(String text, YamlNode node, String value, String what)
      throws EditRefusedException {
    Scalar scalar = editable(text, node, what);
    Style style = scalar.style() != Style.PLAIN ? scalar.style() : style(value);
    if (scalar.value().equals(value) && scalar.style() == style) {
      return Optional.empty();
    }
    Place place = scalar.place();
    // Where nothing stands, the colon or the dash does.
    String space = place.from() == place.to() ? " " : "";
    return Optional.of(
        new YamlChange(
            place.from(),
            place.to(),
            space + written(style, value),
            place.first(),
            place.last(),
            List.of(YamlEvents.scalar(style, value))));
  }

  /**
   * A scalar of one line.
   *
   * @param what is edited, for errors
   * @throws EditRefusedException if it is something else
   */
  static Scalar editable(String text, YamlNode node, String what) throws EditRefusedException {
    String where = "%s in line %d".formatted(what, node.place().line());
    if (node instanceof YamlNode.Alias alias) {
      throw new EditRefusedException(
          "%s is what *%s stands for".formatted(where, alias.name()),
          "write the value itself there");
    }
    if (!(node instanceof Scalar scalar)) {
      throw new EditRefusedException(where + " is not a single value", "correct the key's path");
    }
    if (scalar.place().named()) {
      throw new EditRefusedException(
          where + " has an anchor or a tag, so that it may count elsewhere, too",
          "write the value without it");
    }
    if (scalar.style() == Style.BLOCK
        || text.substring(scalar.place().from(), scalar.place().to()).contains("\n")) {
      throw new EditRefusedException(
          where + " is written over more than one line", "write it in one line");
    }
    return scalar;
  }
}
