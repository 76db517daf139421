package dev.laytime.activities.registry.client;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hc.client5.http.DnsResolver;

/** Names that resolve as they are told; addresses mean themselves. */
final class FakeNames implements DnsResolver {

  private final Map<String, Deque<String>> answers = new HashMap<>();
  final List<String> asked = new ArrayList<>();

  /** From now on a host is at these addresses. */
  FakeNames name(String host, String... at) {
    return turns(host, String.join(" ", at));
  }

  /**
   * What is answered each time that somebody asks for a host: the last of it for ever.
   *
   * @param each addresses, separated by spaces; none for an unknown host
   */
  FakeNames turns(String host, String... each) {
    answers.put(host, new ArrayDeque<>(List.of(each)));
    return this;
  }

  /** A guard of its own for a registry's host. */
  AddressGuard guard(Endpoint endpoint) {
    return new AddressGuard(endpoint.base().getHost(), false, this);
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    asked.add(host);
    Deque<String> turns = answers.get(host);
    if (turns == null) {
      return new InetAddress[] {
        AddressGuard.literal(host).orElseThrow(() -> new UnknownHostException(host))
      };
    }
    String answer = turns.size() > 1 ? turns.remove() : turns.element();
    if (answer.isEmpty()) {
      throw new UnknownHostException(host);
    }
    return Stream.of(answer.split(" ", -1)).map(InetAddress::ofLiteral).toArray(InetAddress[]::new);
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }
}
