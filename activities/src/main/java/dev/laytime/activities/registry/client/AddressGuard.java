package dev.laytime.activities.registry.client;

import dev.laytime.activity.FailureType;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hc.client5.http.DnsResolver;

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
    /** Link-local, multicast, unspecified, and where clouds tell machines their secrets. */
    NEVER
  }

  /** Of Alibaba, Azure, Oracle, AWS and Google; the others' are link-local. */
  private static final Set<InetAddress> METADATA =
      Stream.of("100.100.100.200", "168.63.129.16", "192.0.0.192", "fd00:ec2::254", "fd20:ce::254")
          .map(InetAddress::ofLiteral)
          .collect(Collectors.toUnmodifiableSet());

  /** What stands before an IPv4 address: NAT64, "compatible", "translated". */
  private static final Set<String> BEFORE_IPV4 =
      Set.of("0064ff9b0000000000000000", "000000000000000000000000", "0000000000000000ffff0000");

  private static final String SIX_TO_FOUR = "2002";

  private final String registryHost;
  private final DnsResolver resolver;

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

  /** The further of where it leads itself, and where a gateway would take it. */
  static Reach reach(InetAddress address) {
    Reach own = ownReach(address);
    Reach inner = inner(address).map(AddressGuard::ownReach).orElse(own);
    return inner.compareTo(own) > 0 ? inner : own;
  }

  private static Reach ownReach(InetAddress address) {
    if (address.isLinkLocalAddress()
        || address.isMulticastAddress()
        || address.isAnyLocalAddress()
        || METADATA.contains(address)) {
      return Reach.NEVER;
    }
    if (address.isLoopbackAddress()) {
      return Reach.LOOPBACK;
    }
    return isPrivate(address) ? Reach.PRIVATE : Reach.PUBLIC;
  }

  /** The IPv4 address that an IPv6 one carries for gateways. */
  private static Optional<InetAddress> inner(InetAddress address) {
    byte[] bytes = address.getAddress();
    String hex = HexFormat.of().formatHex(bytes);
    if (bytes.length == 4) {
      return Optional.empty();
    }
    if (hex.startsWith(SIX_TO_FOUR)) {
      return Optional.of(ipv4(bytes, 2));
    }
    boolean carries = BEFORE_IPV4.contains(hex.substring(0, 24)) && bytes[12] != 0;
    return carries ? Optional.of(ipv4(bytes, 12)) : Optional.empty();
  }

  private static InetAddress ipv4(byte[] bytes, int from) {
    try {
      return InetAddress.getByAddress(Arrays.copyOfRange(bytes, from, from + 4));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("Four bytes are an address", e);
    }
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

  /** What a host means that is an address, be it octal or hexadecimal; empty for a name. */
  static Optional<InetAddress> literal(String host) {
    Optional<InetAddress> usual = parsed(InetAddress::ofLiteral, bare(host));
    return usual.isPresent() ? usual : parsed(Inet4Address::ofPosixLiteral, bare(host));
  }

  private static Optional<InetAddress> parsed(Function<String, InetAddress> parser, String host) {
    try {
      return Optional.of(parser.apply(host));
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
