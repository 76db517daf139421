package dev.laytime.activities.registry.client;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The next page of a listing.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8288">RFC 8288, web linking</a>
 */
final class Links {

  private static final int LONGEST = 16 * 1024;

  private static final String PARAMETERS =
      "\\s*+;\\s*+(?:(?<name>[^\\s=;,\"<>]++)\\s*+"
          + "(?:=\\s*+(?:\"(?<quoted>[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\"|(?<bare>[^\\s;,\"]*+)))?+)?+";

  private static final Pattern PARAMETER = Pattern.compile("\\G" + PARAMETERS);

  private static final Pattern LINK =
      Pattern.compile(
          "[\\s,]*+<(?<address>[^>]*+)>(?<parameters>(?:%s)*+)\\s*+(?:,[\\s,]*+|\\z)"
              .formatted(PARAMETERS.replaceAll("\\?<[a-z]+>", "?:")));

  private Links() {}

  /**
   * What an address means on a page.
   *
   * @throws IllegalArgumentException if it is no address
   */
  static URI resolve(URI page, String address) {
    // URI.resolve knows an older standard, in which a bare query replaces the last of the path.
    return address.startsWith("?")
        ? page.resolve(page.getRawPath() + address)
        : page.resolve(address);
  }

  /**
   * The address that a {@code Link} header names as the next page, seen from this one.
   *
   * @throws RegistryException if it is no address, or a header cannot be read: a listing cut short
   *     there would look whole
   */
  static Optional<URI> next(URI page, Response response, String what) throws RegistryException {
    try {
      return next(response.headers("Link")).map(address -> resolve(page, address));
    } catch (IllegalArgumentException e) {
      throw RegistryErrors.unusable(what, "its link to the next page is malformed");
    }
  }

  /**
   * The first address in {@code Link} headers that is the next page's.
   *
   * @throws IllegalArgumentException if any of them cannot be read
   */
  static Optional<String> next(List<String> headers) {
    String next = null;
    for (String header : headers) {
      String text = header.strip();
      Matcher link = LINK.matcher(text);
      for (int at = 0; at < text.length(); at = link.end()) {
        if (text.length() > LONGEST || !link.region(at, text.length()).lookingAt()) {
          throw new IllegalArgumentException("no link");
        }
        next = next == null && isNext(link.group("parameters")) ? link.group("address") : next;
      }
    }
    return Optional.ofNullable(next);
  }

  /** A link may have several relations in one {@code rel}; of two of those the first counts. */
  private static boolean isNext(String parameters) {
    Matcher parameter = PARAMETER.matcher(parameters);
    while (parameter.find()) {
      if ("rel".equalsIgnoreCase(parameter.group("name"))) {
        String value = value(parameter).toLowerCase(Locale.ROOT);
        return List.of(value.strip().split("\\s+", -1)).contains("next");
      }
    }
    return false;
  }

  private static String value(Matcher parameter) {
    @Nullable String quoted = parameter.group("quoted");
    @Nullable String bare = parameter.group("bare");
    return quoted != null ? quoted : bare != null ? bare : "";
  }
}
