package dev.laytime.activities.registry.client;

import dev.laytime.activity.FailureType;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;

/**
 * An address that must not be dialled; thrown through the HTTP client, which knows only its own
 * kinds of failure.
 */
final class ForbiddenAddressException extends UnknownHostException {

  private static final long serialVersionUID = 1L;

  private final String said;
  private final String hint;

  private ForbiddenAddressException(String message, String said, String hint) {
    super(message);
    this.said = said;
    this.hint = hint;
  }

  /** Of a host that only the registry names. */
  static ForbiddenAddressException ofOther(String host, InetAddress address) {
    String message = at(host, address);
    String askOwner = "the registry sends us further inward than it is itself; ask its owner";
    return new ForbiddenAddressException(
        message,
        "it would lead to an inner address: " + message,
        Reach.of(address) == Reach.PRIVATE
            ? askOwner + ", or set `allow-private: true` for it in laytime.yaml if that is meant"
            : askOwner);
  }

  /**
   * Of the registry itself.
   *
   * @param before where it was seen; {@code NEVER} for nowhere yet
   */
  static ForbiddenAddressException ofRegistry(String host, InetAddress address, Reach before) {
    String message = at(host, address);
    Reach reach = Reach.of(address);
    if (reach == Reach.NEVER) {
      return new ForbiddenAddressException(
          message,
          "it would lead to an inner address: " + message,
          "no registry may be at an unspecified, link-local, multicast or reserved address, or"
              + " where a cloud tells machines their secrets");
    }
    return new ForbiddenAddressException(
        message,
        "it moved inward: %s now, and was at a %s address before"
            .formatted(message, before.name().toLowerCase(Locale.ROOT)),
        reach == Reach.PRIVATE
            ? "if that is meant set `allow-private: true` for this registry in laytime.yaml, or"
                + " restart, which forgets where it was"
            : "if that is meant restart, which forgets where it was");
  }

  RegistryException toRegistryException(String what) {
    return new RegistryException(FailureType.FORBIDDEN_ADDRESS, what, said, hint, null, this);
  }

  private static String at(String host, InetAddress address) {
    return "%s is at %s".formatted(host, address.getHostAddress());
  }
}
