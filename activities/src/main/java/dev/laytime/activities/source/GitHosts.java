package dev.laytime.activities.source;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which servers a source may be read from that somebody else than the worker's owner may have
 * named: none at the addresses where machines are told their secrets, and the worker's own machine
 * only where the URL says so plainly.
 */
final class GitHosts {

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  /** Of Alibaba, Azure, Oracle, AWS and Google; the others' are link-local. */
  private static final Set<InetAddress> METADATA =
      Stream.of("100.100.100.200", "168.63.129.16", "192.0.0.192", "fd00:ec2::254", "fd20:ce::254")
          .map(InetAddress::ofLiteral)
          .collect(Collectors.toUnmodifiableSet());

  private static final String NAT64 = "0064ff9b0000000000000000";

  /** What names become. */
  @FunctionalInterface
  interface Names {
    InetAddress[] of(String host) throws IOException;
  }

  private GitHosts() {}

  /**
   * The same way, which leads nowhere else.
   *
   * <p>A name is looked up again when it is dialled; the JDK then still has the answer.
   */
  static GitAccess guarded(GitAccess access, URI url, GitProxies proxies) {
    return repository -> {
      check(url, proxies, InetAddress::getAllByName);
      return access.open(repository);
    };
  }

  /**
   * Checks a server.
   *
   * @throws ConnectException if it may not be dialled
   */
  static void check(URI url, GitProxies proxies, Names names) throws IOException {
    String host = url.getHost();
    if (host == null || LOOPBACK.contains(host.toLowerCase(Locale.ROOT)) || isFar(url, proxies)) {
      return;
    }
    for (InetAddress named : names.of(host)) {
      InetAddress address = behindGateway(named);
      if (address.isLoopbackAddress() || isForbidden(address)) {
        throw new ConnectException(
            "%s is at %s, where no source is read".formatted(host, address.getHostAddress()));
      }
    }
  }

  /** Where a proxy looks the name up, only an address can be judged. */
  private static boolean isFar(URI url, GitProxies proxies) throws IOException {
    return !"ssh".equalsIgnoreCase(url.getScheme())
        && proxies.to(url).isPresent()
        && !url.getHost().matches("[0-9A-Fa-fxX.]*[0-9]|\\[.*]");
  }

  private static boolean isForbidden(InetAddress address) {
    byte[] bytes = address.getAddress();
    boolean reserved = bytes.length == 4 && (bytes[0] == 0 || (bytes[0] & 0xf0) == 0xf0);
    return address.isLinkLocalAddress()
        || address.isMulticastAddress()
        || address.isAnyLocalAddress()
        || reserved
        || METADATA.contains(address);
  }

  /** What a gateway makes of an address that carries one of IPv4 for it. */
  private static InetAddress behindGateway(InetAddress address) throws IOException {
    byte[] bytes = address.getAddress();
    return bytes.length == 16 && HexFormat.of().formatHex(bytes).startsWith(NAT64)
        ? InetAddress.getByAddress(Arrays.copyOfRange(bytes, 12, 16))
        : address;
  }
}
