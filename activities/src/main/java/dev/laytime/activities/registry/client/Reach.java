package dev.laytime.activities.registry.client;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How far inward an address leads. */
enum Reach {
  PUBLIC,
  PRIVATE,
  LOOPBACK,
  /** Link-local, multicast, unspecified, reserved, and where clouds tell machines their secrets. */
  NEVER;

  /** Of Alibaba, Azure, Oracle, AWS and Google; the others' are link-local. */
  private static final Set<InetAddress> METADATA =
      Stream.of("100.100.100.200", "168.63.129.16", "192.0.0.192", "fd00:ec2::254", "fd20:ce::254")
          .map(InetAddress::ofLiteral)
          .collect(Collectors.toUnmodifiableSet());

  /** What stands before an IPv4 address: NAT64, "compatible", "translated". */
  private static final Set<String> BEFORE_IPV4 =
      Set.of("0064ff9b0000000000000000", "000000000000000000000000", "0000000000000000ffff0000");

  private static final String SIX_TO_FOUR = "2002";

  /** NAT64 of a network's own, and Teredo: where a gateway would take these, only it knows. */
  private static final List<String> TUNNELS = List.of("0064ff9b0001", "20010000");

  /** The further of where it leads itself, and where a gateway would take it. */
  static Reach of(InetAddress address) {
    Reach own = own(address);
    return inner(address).map(Reach::own).map(own::further).orElse(own);
  }

  /** Whether it leads no further inward than that. */
  boolean isWithin(Reach limit) {
    return compareTo(limit) <= 0;
  }

  Reach nearer(Reach other) {
    return isWithin(other) ? this : other;
  }

  Reach further(Reach other) {
    return isWithin(other) ? other : this;
  }

  private static Reach own(InetAddress address) {
    if (address.isLinkLocalAddress()
        || address.isMulticastAddress()
        || address.isAnyLocalAddress()
        || isReserved(address.getAddress())
        || METADATA.contains(address)) {
      return NEVER;
    }
    if (address.isLoopbackAddress()) {
      return LOOPBACK;
    }
    return isPrivate(address) ? PRIVATE : PUBLIC;
  }

  /** "This network", and what nobody was ever given. */
  private static boolean isReserved(byte[] bytes) {
    return bytes.length == 4 && (bytes[0] == 0 || (bytes[0] & 0xf0) == 0xf0);
  }

  private static boolean isPrivate(InetAddress address) {
    byte[] bytes = address.getAddress();
    boolean uniqueLocal = address instanceof Inet6Address && (bytes[0] & 0xfe) == 0xfc;
    boolean carrierGrade = bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xc0) == 64;
    boolean benchmark = bytes.length == 4 && (bytes[0] & 0xff) == 198 && (bytes[1] & 0xfe) == 18;
    return address.isSiteLocalAddress()
        || uniqueLocal
        || carrierGrade
        || benchmark
        || isTunnel(bytes);
  }

  private static boolean isTunnel(byte[] bytes) {
    String hex = HexFormat.of().formatHex(bytes);
    return bytes.length == 16 && TUNNELS.stream().anyMatch(hex::startsWith);
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
    boolean carries = BEFORE_IPV4.contains(hex.substring(0, 24)) && !address.isLoopbackAddress();
    return carries ? Optional.of(ipv4(bytes, 12)) : Optional.empty();
  }

  private static InetAddress ipv4(byte[] bytes, int from) {
    try {
      return InetAddress.getByAddress(Arrays.copyOfRange(bytes, from, from + 4));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("Four bytes are an address", e);
    }
  }
}
