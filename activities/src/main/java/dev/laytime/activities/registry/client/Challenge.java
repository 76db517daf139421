package dev.laytime.activities.registry.client;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a registry asks for in {@code WWW-Authenticate}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#field.www-authenticate">RFC 9110, 11.6.1</a>
 */
sealed interface Challenge {

  /** Name and password with every request. */
  record Basic() implements Challenge {}

  /**
   * A token from a token server.
   *
   * @param realm its address
   * @param service what the token is for; may be empty
   */
  record Bearer(String realm, String service) implements Challenge {}

  Pattern PARAMETER =
      Pattern.compile("([a-zA-Z0-9_-]++)\\s*+=\\s*+(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([^\\s,\"]++))");

  int LONGEST = 8 * 1024;

  /** The challenge we can answer, a token before a password; empty if there is none. */
  static Optional<Challenge> choose(List<String> headers) {
    List<Challenge> known = headers.stream().flatMap(header -> parse(header).stream()).toList();
    Optional<Challenge> bearer = known.stream().filter(Bearer.class::isInstance).findFirst();
    return bearer.isPresent() ? bearer : known.stream().findFirst();
  }

  private static Optional<Challenge> parse(String header) {
    String text = header.strip();
    String scheme = text.split("\\s", 2)[0].toLowerCase(Locale.ROOT);
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    return switch (scheme) {
      case "basic" -> Optional.of(new Basic());
      case "bearer" -> bearer(text.substring(scheme.length()));
      default -> Optional.empty();
    };
  }

  private static Optional<Challenge> bearer(String text) {
    Map<String, String> parameters = new LinkedHashMap<>();
    Matcher matcher = PARAMETER.matcher(text);
    while (matcher.find()) {
      String quoted = matcher.group(2);
      parameters.putIfAbsent(
          matcher.group(1).toLowerCase(Locale.ROOT),
          quoted == null ? matcher.group(3) : quoted.replaceAll("\\\\(.)", "$1"));
    }
    String realm = parameters.getOrDefault("realm", "");
    return realm.isEmpty()
        ? Optional.empty()
        : Optional.of(new Bearer(realm, parameters.getOrDefault("service", "")));
  }
}
