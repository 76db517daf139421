package dev.laytime.activities.registry.client;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hc.client5.http.DnsResolver;
import org.jspecify.annotations.Nullable;

/** Names that resolve as they are told; addresses mean themselves. */
final class FakeNames implements DnsResolver {

  private final Map<String, List<String>> addresses = new HashMap<>();
  private String registry = "";
  private String shown = "";
  private @Nullable String last;

  FakeNames name(String host, String... at) {
    addresses.put(host, List.of(at));
    return this;
  }

  /**
   * Lets a registry on this machine look as if it were elsewhere: that is what is told of it when
   * somebody wants to know, right after another host, how far inward the registry is.
   */
  FakeNames show(String host, String address) {
    registry = host;
    shown = address;
    return this;
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    boolean asked = host.equals(registry) && last != null && !last.equals(host);
    last = host;
    List<String> known = asked ? List.of(shown) : addresses.getOrDefault(host, List.of());
    if (known.isEmpty()) {
      return new InetAddress[] {
        AddressGuard.literal(host).orElseThrow(() -> new UnknownHostException(host))
      };
    }
    return known.stream().map(InetAddress::ofLiteral).toArray(InetAddress[]::new);
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }
}
