package dev.laytime.activities.registry.client;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Decides on resolved addresses what may be dialled, so that no name can lead inward.
 *
 * <p>A registry was named by a person and may be anywhere but at a link-local or unspecified
 * address. From then on neither it nor a host that only it names (token realms, redirects, upload
 * locations) may be further inward than the nearest that the registry was ever seen: who answers
 * for its name could else widen that whenever he likes. So there is one guard for all connections
 * to a registry's host, for as long as the process remembers anything of it.
 */
final class AddressGuard implements DnsResolver {

  private static final Duration UNKNOWN = Duration.ofMinutes(10);

  /** Of the registry's own name: what it names is judged by where it is. */
  private static final Duration UNKNOWN_REGISTRY = Duration.ofSeconds(30);

  private static final int MOST_UNKNOWN = 10_000;

  private final String registryHost;
  private final boolean allowPrivate;
  private final DnsResolver resolver;

  /** The nearest that the registry was ever seen; {@code NEVER} before that. */
  private final AtomicReference<Reach> nearest = new AtomicReference<>(Reach.NEVER);

  /** Behind a proxy our own resolver may know nothing, and take long to say so each time. */
  private final Cache<String, Boolean> unknown;

  /**
   * @param allowPrivate whether the registry, and what it names, may be at private addresses
   *     wherever it was seen
   * @param resolver what hosts resolve to, before the guard looks at it
   */
  AddressGuard(String registryHost, boolean allowPrivate, DnsResolver resolver) {
    this(registryHost, allowPrivate, resolver, Ticker.systemTicker());
  }

  /** One with a clock of its own. */
  AddressGuard(String registryHost, boolean allowPrivate, DnsResolver resolver, Ticker clock) {
    this.registryHost = bare(registryHost);
    this.allowPrivate = allowPrivate;
    this.resolver = resolver;
    this.unknown =
        Caffeine.newBuilder()
            .maximumSize(MOST_UNKNOWN)
            .expireAfter(
                Expiry.writing(
                    (String name, Boolean _) -> isRegistry(name) ? UNKNOWN_REGISTRY : UNKNOWN))
            .ticker(clock)
            .build();
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    List<InetAddress> addresses = List.of(resolver.resolve(bare(host)));
    List<InetAddress> dialled =
        isRegistry(host) ? ofRegistry(host, addresses) : ofOther(host, addresses);
    return dialled.toArray(InetAddress[]::new);
  }

  /**
   * Checks a host that a proxy will resolve: where it is an address, or a name that our own
   * resolver knows, it may lead no further inward than if we dialled it. Where the registry itself
   * is, is the proxy's business.
   */
  void checkName(String host) throws ForbiddenAddressException {
    Optional<InetAddress> address = literal(host);
    if (isRegistry(host)) {
      if (address.isPresent()) {
        ofRegistry(host, List.of(address.get()));
      }
      return;
    }
    ofOther(host, address.map(List::of).orElseGet(() -> known(bare(host))));
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }

  /** Those within the limit: a registry may well have addresses inside beside those for all. */
  private List<InetAddress> ofRegistry(String host, List<InetAddress> addresses)
      throws ForbiddenAddressException {
    see(addresses);
    Reach limit = limit();
    List<InetAddress> within =
        addresses.stream().filter(address -> Reach.of(address).isWithin(limit)).toList();
    if (within.isEmpty()) {
      InetAddress closest = addresses.stream().min(Comparator.comparing(Reach::of)).orElseThrow();
      throw ForbiddenAddressException.ofRegistry(host, closest, nearest.get());
    }
    return within;
  }

  /** All or none: no honest host is half inside. */
  private List<InetAddress> ofOther(String host, List<InetAddress> addresses)
      throws ForbiddenAddressException {
    see(known(registryHost));
    Reach limit = limit();
    for (InetAddress address : addresses) {
      if (!Reach.of(address).isWithin(limit)) {
        throw ForbiddenAddressException.ofOther(host, address);
      }
    }
    return addresses;
  }

  private void see(List<InetAddress> addressesOfRegistry) {
    for (InetAddress address : addressesOfRegistry) {
      nearest.accumulateAndGet(Reach.of(address), Reach::nearer);
    }
  }

  private Reach limit() {
    Reach seen = nearest.get();
    Reach own = seen == Reach.NEVER ? Reach.PUBLIC : seen;
    return allowPrivate ? own.further(Reach.PRIVATE) : own;
  }

  /** None where our own resolver does not know the name. */
  private List<InetAddress> known(String name) {
    if (unknown.getIfPresent(name) != null) {
      return List.of();
    }
    try {
      return List.of(resolver.resolve(name));
    } catch (UnknownHostException e) {
      unknown.put(name, true);
      return List.of();
    }
  }

  private boolean isRegistry(String host) {
    return bare(host).equals(registryHost);
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
}
