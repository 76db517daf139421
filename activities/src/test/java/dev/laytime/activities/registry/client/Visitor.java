package dev.laytime.activities.registry.client;

import dev.laytime.image.Repository;
import java.util.Optional;

/** Somebody who reads from and writes to the repository {@code app} of a registry. */
record Visitor(Transport transport, RemoteRepository app) implements AutoCloseable {

  /**
   * @param guard of the registry's host; whatever it lets pass is on this machine
   */
  static Visitor of(Endpoint endpoint, AddressGuard guard, Optional<Credential> credential) {
    Transport transport =
        new Transport(
            endpoint,
            "test",
            Access.WRITING,
            Proxies.NONE,
            FreeToll::of,
            guard,
            new OnThisMachine(guard),
            Transport.Patience.USUAL);
    Repository repository = Repository.parse(endpoint.registry() + "/app");
    return new Visitor(
        transport,
        new RemoteRepository(
            repository,
            new RegistryClient.Connection(
                transport, new Authentication(transport, _ -> credential)),
            Scope.push(repository),
            RegistryMemory.NONE));
  }

  @Override
  public void close() {
    transport.close();
  }
}
