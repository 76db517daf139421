package dev.laytime.activities.registry.embedded;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The parameters after the question mark, or of a form. */
record Query(Map<String, List<String>> parameters) {

  static Query parse(@Nullable String raw) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    for (String pair : raw == null ? new String[0] : raw.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      String value = equals < 0 ? "" : pair.substring(equals + 1);
      parameters.computeIfAbsent(decode(name), _ -> new ArrayList<>()).add(decode(value));
    }
    return new Query(parameters);
  }

  Optional<String> first(String name) {
    return all(name).stream().findFirst();
  }

  List<String> all(String name) {
    return parameters.getOrDefault(name, List.of());
  }

  private static String decode(String text) {
    // Clients send media types with a bare '+', which a form would take for a space.
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
