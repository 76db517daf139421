package dev.laytime.activities.registry.sbom;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which distribution an image is of.
 *
 * @param id as {@code debian}; empty where nothing says
 * @param version as {@code 12}; empty for none
 * @param name for people; empty for none
 */
record OsRelease(String id, String version, String name) {

  static final OsRelease NONE = new OsRelease("", "", "");

  /** Reads {@code os-release}. */
  static OsRelease of(String text) {
    Map<String, String> values = new HashMap<>();
    for (String line : text.split("\n", -1)) {
      int equals = line.indexOf('=');
      if (equals > 0 && !line.startsWith("#")) {
        values.put(line.substring(0, equals).strip(), unquoted(line.substring(equals + 1).strip()));
      }
    }
    return new OsRelease(
        Texts.line(values.getOrDefault("ID", "")),
        Texts.line(values.getOrDefault("VERSION_ID", "")),
        Texts.line(values.getOrDefault("PRETTY_NAME", "")));
  }

  private static String unquoted(String value) {
    boolean quoted =
        value.length() > 1
            && (value.charAt(0) == '"' || value.charAt(0) == '\'')
            && value.charAt(value.length() - 1) == value.charAt(0);
    return quoted ? value.substring(1, value.length() - 1) : value;
  }

  /** As in the qualifier {@code distro}; empty for none. */
  String distribution() {
    return id.isEmpty() || version.isEmpty() ? id : id + "-" + version;
  }

  /** Itself, as what an image is made of. */
  @Nullable Component component() {
    return id.isEmpty()
        ? null
        : new Component(Component.SYSTEM, id, version.isEmpty() ? null : version, null, null);
  }
}
