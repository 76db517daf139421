package dev.laytime.activities.registry.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * Decides whether a server that a tenant names may be asked, by where its name leads.
 *
 * <p>It is asked right before each request. The JDK's clients then resolve the name again, out of
 * the same memory of some seconds: who answers for the name has no more than its end to lead
 * elsewhere, and TLS to pass.
 */
public final class HostGuard {

  private final Reach limit;
  private final DnsResolver resolver;

  /**
   * A guard.
   *
   * @param inside whether private and loopback addresses may be asked; link-local, multicast and
   *     unspecified ones, and where clouds tell machines their secrets, never
   */
  public HostGuard(boolean inside) {
    this(inside, SystemDefaultDnsResolver.INSTANCE);
  }

  HostGuard(boolean inside, DnsResolver resolver) {
    this.limit = inside ? Reach.LOOPBACK : Reach.PUBLIC;
    this.resolver = resolver;
  }

  /**
   * Lets a server pass that is dialled.
   *
   * @throws IOException if any of its addresses may not be asked, or it has none; the message tells
   *     no address
   */
  public void check(String host) throws IOException {
    try {
      require(List.of(resolver.resolve(AddressGuard.bare(host))), host);
    } catch (UnknownHostException e) {
      throw new UnknownHostException("no address is known of host " + host);
    }
  }

  /** The same for one that a proxy dials, which may know names that this process does not. */
  public void checkBehindProxy(String host) throws IOException {
    List<InetAddress> known;
    try {
      known = List.of(resolver.resolve(AddressGuard.bare(host)));
    } catch (UnknownHostException e) {
      return;
    }
    require(known, host);
  }

  private void require(List<InetAddress> addresses, String host) throws IOException {
    for (InetAddress address : addresses) {
      if (!Reach.of(address).isWithin(limit)) {
        throw new IOException(
            "host %s is where the sources of this namespace may not lead; nothing was sent"
                .formatted(host));
      }
    }
  }
}
