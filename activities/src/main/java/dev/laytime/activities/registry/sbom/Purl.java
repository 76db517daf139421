package dev.laytime.activities.registry.sbom;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes package URLs. */
public final class Purl {

  private Purl() {}

  /**
   * A package URL.
   *
   * @param namespace with {@code /} between its parts; empty for none
   * @param qualifiers in the order of their names; those without a value are left out
   */
  public static String of(
      String type, String namespace, String name, String version, Map<String, String> qualifiers) {
    StringBuilder purl = new StringBuilder("pkg:").append(type);
    for (String part : namespace.split("/", -1)) {
      purl.append(part.isEmpty() ? "" : "/" + encoded(part));
    }
    purl.append('/').append(encoded(name)).append('@').append(encoded(version));
    String rest =
        qualifiers.entrySet().stream()
            .filter(each -> !each.getValue().isEmpty())
            .map(each -> each.getKey() + "=" + encoded(each.getValue()))
            .collect(Collectors.joining("&"));
    return purl.append(rest.isEmpty() ? "" : "?" + rest).toString();
  }

  /** Qualifiers of a package of an operating system. */
  static Map<String, String> ofSystem(@Nullable String architecture, String distribution) {
    Map<String, String> qualifiers = new LinkedHashMap<>();
    qualifiers.put("arch", architecture == null ? "" : architecture);
    qualifiers.put("distro", distribution);
    return qualifiers;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~")
        .replace("%3A", ":");
  }
}
