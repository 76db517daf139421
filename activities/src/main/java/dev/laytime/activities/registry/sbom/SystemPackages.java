package dev.laytime.activities.registry.sbom;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What package managers of distributions say that they installed. */
final class SystemPackages {

  private SystemPackages() {}

  /**
   * Debian's, as {@code dpkg} keeps them.
   *
   * @see <a href="https://www.debian.org/doc/debian-policy/ch-controlfields.html">Debian Policy,
   *     control files</a>
   */
  static List<Component> dpkg(String text, OsRelease release) {
    String namespace = release.id().isEmpty() ? "debian" : release.id();
    List<Component> found = new ArrayList<>();
    for (Map<String, String> each : stanzas(text, ":")) {
      String name = each.getOrDefault("Package", "");
      String version = each.getOrDefault("Version", "");
      // What a distroless image has does not say so, and is there all the same.
      boolean installed =
          each.getOrDefault("Status", "install ok installed").endsWith(" installed");
      if (installed && !name.isEmpty() && !version.isEmpty()) {
        found.add(of("deb", namespace, name, version, each.get("Architecture"), release));
      }
    }
    return found;
  }

  /**
   * Alpine's, as {@code apk} keeps them.
   *
   * @see <a href="https://wiki.alpinelinux.org/wiki/Apk_spec">Alpine, format of packages</a>
   */
  static List<Component> apk(String text, OsRelease release) {
    String namespace = release.id().isEmpty() ? "alpine" : release.id();
    List<Component> found = new ArrayList<>();
    for (Map<String, String> each : stanzas(text, ":")) {
      String name = each.getOrDefault("P", "");
      String version = each.getOrDefault("V", "");
      if (!name.isEmpty() && !version.isEmpty()) {
        found.add(of("apk", namespace, name, version, each.get("A"), release));
      }
    }
    return found;
  }

  private static Component of(
      String type,
      String namespace,
      String name,
      String version,
      @Nullable String architecture,
      OsRelease release) {
    return new Component(
        Component.LIBRARY,
        name,
        version,
        Purl.of(
            type, namespace, name, version, Purl.ofSystem(architecture, release.distribution())),
        null);
  }

  /** Fields of paragraphs, the first of each name; lines that go on are passed over. */
  private static List<Map<String, String>> stanzas(String text, String separator) {
    List<Map<String, String>> stanzas = new ArrayList<>();
    Map<String, String> present = new HashMap<>();
    for (String line : text.split("\n", -1)) {
      int at = line.indexOf(separator);
      if (line.isBlank()) {
        stanzas.add(present);
        present = new HashMap<>();
      } else if (at > 0 && line.charAt(0) != ' ' && line.charAt(0) != '\t') {
        present.putIfAbsent(line.substring(0, at), Texts.line(line.substring(at + 1)));
      }
    }
    stanzas.add(present);
    return stanzas;
  }
}
