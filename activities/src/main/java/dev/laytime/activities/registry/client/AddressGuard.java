package dev.laytime.activities.registry.client;

import dev.laytime.activity.FailureType;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * Decides on resolved addresses what may be dialled, so that no name can lead inward.
 *
 * <p>The registry itself was named by a person and may be anywhere but at a link-local or
 * unspecified address. Hosts that only the registry names (token realms, redirects, upload
 * locations) may be no further inward than the registry is.
 */
final class AddressGuard implements DnsResolver {

  /** How far inward an address leads. */
  enum Reach {
    PUBLIC,
    PRIVATE,
    LOOPBACK,
    /** Link-local, multicast, unspecified: cloud metadata and the like. */
    NEVER
  }

  private final String registryHost;
  private final DnsResolver resolver;

  AddressGuard(String registryHost) {
    this(registryHost, SystemDefaultDnsResolver.INSTANCE);
  }

  AddressGuard(String registryHost, DnsResolver resolver) {
    this.registryHost = bare(registryHost);
    this.resolver = resolver;
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    InetAddress[] addresses = resolver.resolve(bare(host));
    Reach allowed = isRegistry(host) ? Reach.LOOPBACK : reachOfRegistry();
    for (InetAddress address : addresses) {
      if (reach(address).compareTo(allowed) > 0) {
        throw new ForbiddenAddressException(host, address);
      }
    }
    return addresses;
  }

  /**
   * Checks a host that only a proxy will resolve: where it is an address it may lead no further
   * inward than the registry's own, as far as that is known without resolving it.
   */
  void checkName(String host) throws ForbiddenAddressException {
    Optional<InetAddress> address = literal(host);
    Reach allowed =
        isRegistry(host)
            ? Reach.LOOPBACK
            : literal(registryHost).map(AddressGuard::reach).orElse(Reach.PUBLIC);
    if (address.isPresent() && reach(address.get()).compareTo(allowed) > 0) {
      throw new ForbiddenAddressException(host, address.get());
    }
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }

  static Reach reach(InetAddress address) {
    if (address.isLinkLocalAddress()
        || address.isMulticastAddress()
        || address.isAnyLocalAddress()) {
      return Reach.NEVER;
    }
    if (address.isLoopbackAddress()) {
      return Reach.LOOPBACK;
    }
    return isPrivate(address) ? Reach.PRIVATE : Reach.PUBLIC;
  }

  private Reach reachOfRegistry() {
    Reach furthest = Reach.PUBLIC;
    for (InetAddress address : addressesOfRegistry()) {
      Reach reach = reach(address);
      furthest = reach.compareTo(furthest) > 0 ? reach : furthest;
    }
    return furthest.compareTo(Reach.LOOPBACK) > 0 ? Reach.PUBLIC : furthest;
  }

  /** None where only a proxy knows them. */
  private InetAddress[] addressesOfRegistry() {
    try {
      return resolver.resolve(registryHost);
    } catch (UnknownHostException e) {
      return new InetAddress[0];
    }
  }

  private boolean isRegistry(String host) {
    return bare(host).equals(registryHost);
  }

  private static boolean isPrivate(InetAddress address) {
    byte[] bytes = address.getAddress();
    boolean uniqueLocal = address instanceof Inet6Address && (bytes[0] & 0xfe) == 0xfc;
    boolean carrierGrade = bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xc0) == 64;
    return address.isSiteLocalAddress() || uniqueLocal || carrierGrade;
  }

  /** What a host means that is an address; empty where it is a name. */
  static Optional<InetAddress> literal(String host) {
    try {
      return Optional.of(InetAddress.ofLiteral(bare(host)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  static String bare(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    return lower.startsWith("[") && lower.endsWith("]")
        ? lower.substring(1, lower.length() - 1)
        : lower;
  }

  /** Thrown through the HTTP client, which knows only its own kinds of failure. */
  static final class ForbiddenAddressException extends UnknownHostException {

    private static final long serialVersionUID = 1L;

    ForbiddenAddressException(String host, InetAddress address) {
      super("%s is at %s".formatted(host, address.getHostAddress()));
    }

    RegistryException toRegistryException(String what) {
      return new RegistryException(
          FailureType.FORBIDDEN_ADDRESS,
          what,
          "it would lead to an inner address: " + getMessage(),
          "the registry sends us further inward than it is itself; ask its owner",
          null,
          this);
    }
  }
}
