package dev.laytime.activities.registry.client;

import java.net.InetAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Hosts that are dialled themselves whatever proxy is set: this machine, and those of a list.
 *
 * <p>An entry is {@code *} for all, a domain with all below it, {@code .domain} for only those
 * below it, an address, or a network as in {@code 10.0.0.0/8}; but for the last a port may follow.
 */
final class NoProxy {

  private static final Pattern PORTED = Pattern.compile("(.+):([0-9]+)");

  private final List<Rule> rules;

  private NoProxy(List<Rule> rules) {
    this.rules = rules;
  }

  static NoProxy parse(String list) {
    return new NoProxy(
        Stream.of(list.split(",", -1))
            .map(entry -> entry.strip().toLowerCase(Locale.ROOT))
            .filter(entry -> !entry.isEmpty())
            .map(NoProxy::rule)
            .toList());
  }

  boolean match(URI target) {
    String host = AddressGuard.bare(target.getHost());
    Optional<InetAddress> address = AddressGuard.literal(host);
    return host.equals("localhost")
        || address.filter(InetAddress::isLoopbackAddress).isPresent()
        || rules.stream().anyMatch(rule -> rule.matches(host, address, port(target)));
  }

  private static int port(URI target) {
    boolean plain = target.getScheme().equals("http");
    return target.getPort() >= 0 ? target.getPort() : plain ? 80 : 443;
  }

  /** One entry. */
  private interface Rule {
    boolean matches(String host, Optional<InetAddress> address, int port);
  }

  private static Rule rule(String entry) {
    if (entry.equals("*")) {
      return (_, _, _) -> true;
    }
    Optional<Rule> network = network(entry);
    if (network.isPresent()) {
      return network.get();
    }
    Matcher ported = PORTED.matcher(entry);
    if (AddressGuard.literal(entry).isPresent() || !ported.matches()) {
      return host(entry);
    }
    Rule host = host(ported.group(1));
    String port = ported.group(2);
    return (name, address, to) ->
        host.matches(name, address, to) && port.equals(Integer.toString(to));
  }

  private static Rule host(String name) {
    Optional<InetAddress> literal = AddressGuard.literal(name);
    if (literal.isPresent()) {
      return (_, address, _) -> address.equals(literal);
    }
    String domain = name.startsWith("*.") ? name.substring(1) : name;
    return domain.startsWith(".")
        ? (host, _, _) -> host.endsWith(domain)
        : (host, _, _) -> host.equals(domain) || host.endsWith("." + domain);
  }

  private static Optional<Rule> network(String entry) {
    int slash = entry.indexOf('/');
    Optional<InetAddress> base =
        slash < 0 ? Optional.empty() : AddressGuard.literal(entry.substring(0, slash));
    String bits = entry.substring(slash + 1);
    if (base.isEmpty() || !bits.matches("[0-9]{1,3}")) {
      return Optional.empty();
    }
    byte[] prefix = base.get().getAddress();
    int length = Integer.parseInt(bits);
    return Optional.of(
        (_, address, _) -> address.isPresent() && isIn(address.get().getAddress(), prefix, length));
  }

  private static boolean isIn(byte[] address, byte[] prefix, int length) {
    if (address.length != prefix.length || length > 8 * prefix.length) {
      return false;
    }
    int whole = length / 8;
    int rest = 0xff << (8 - length % 8) & 0xff;
    return Arrays.equals(address, 0, whole, prefix, 0, whole)
        && (rest == 0 || (address[whole] & rest) == (prefix[whole] & rest));
  }
}
