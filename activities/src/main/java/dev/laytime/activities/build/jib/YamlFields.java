package dev.laytime.activities.build.jib;

import dev.laytime.build.BuildException;
import dev.laytime.build.BuildFailureKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields of an object in a file; whatever is not as expected is said with its place. */
record YamlFields(String place, Map<?, ?> fields) {

  /**
   * An object of known fields.
   *
   * @throws BuildException if it is none, or has others
   */
  static YamlFields of(String place, @Nullable Object value, Set<String> known) {
    if (!(value instanceof Map<?, ?> fields)) {
      throw wrong(place, "expected fields, of " + sorted(known));
    }
    for (Object key : fields.keySet()) {
      if (!(key instanceof String name) || !known.contains(name)) {
        throw wrong(place, "there is no '%s', but %s".formatted(key, sorted(known)));
      }
    }
    return new YamlFields(place, fields);
  }

  /** A text or a number; null where there is none. */
  @Nullable String text(String field) {
    Object value = fields.get(field);
    return value == null ? null : text(at(field), value);
  }

  /** The same, which must be there. */
  String required(String field) {
    String text = text(field);
    if (text == null || text.isEmpty()) {
      throw wrong(at(field), "expected text");
    }
    return text;
  }

  /** Texts or numbers; null where there are none. */
  @Nullable List<String> texts(String field) {
    Object value = fields.get(field);
    if (value == null) {
      return null;
    }
    List<String> texts = new ArrayList<>();
    for (Object each : list(field)) {
      texts.add(text(at(field), each));
    }
    return texts;
  }

  /** Texts by name; none where there are none. */
  Map<String, String> map(String field) {
    Map<String, String> texts = new LinkedHashMap<>();
    Object value = fields.get(field);
    if (value == null) {
      return texts;
    }
    if (!(value instanceof Map<?, ?> map)) {
      throw wrong(at(field), "expected NAME: VALUE");
    }
    map.forEach((name, each) -> texts.put(text(at(field), name), text(at(field), each)));
    return texts;
  }

  /** Anything; none where there is none. */
  List<?> list(String field) {
    Object value = fields.get(field);
    if (value == null) {
      return List.of();
    }
    if (value instanceof List<?> list) {
      return list;
    }
    throw wrong(at(field), "expected a list");
  }

  private String at(String field) {
    return place.isEmpty() ? field : place + "." + field;
  }

  private static String text(String place, @Nullable Object value) {
    if (value instanceof String || value instanceof Integer || value instanceof Long) {
      return value.toString();
    }
    throw wrong(place, "expected text; put it in quotes");
  }

  private static String sorted(Set<String> names) {
    return String.join(", ", names.stream().sorted().toList());
  }

  static BuildException wrong(String place, String said) {
    return new BuildException(
        BuildFailureKind.USER_ERROR, place.isEmpty() ? said : place + ": " + said);
  }
}
