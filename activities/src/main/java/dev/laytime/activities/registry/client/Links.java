package dev.laytime.activities.registry.client;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The next page of a listing.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8288">RFC 8288, web linking</a>
 */
final class Links {

  private static final Pattern NEXT = Pattern.compile("<([^>]++)>\\s*+;\\s*+rel=\"?next\"?");

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
   * @throws RegistryException if it is no address
   */
  static Optional<URI> next(URI page, Response response, String what) throws RegistryException {
    for (String link : response.headers("Link")) {
      Matcher matcher = NEXT.matcher(link);
      if (matcher.find()) {
        try {
          return Optional.of(resolve(page, matcher.group(1)));
        } catch (IllegalArgumentException e) {
          throw RegistryErrors.unusable(what, "the address of its next page is malformed");
        }
      }
    }
    return Optional.empty();
  }
}
