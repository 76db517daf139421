package dev.laytime.activities.registry.client;

import dev.laytime.image.Repository;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A client with a patience of its own, which remembers what it has seen. */
public final class PatientClient implements AutoCloseable {

  private final Duration patience;
  private final Credentials credentials;
  private final RegistryMemory memory = new RecentMemory();
  private final List<Transport> transports = new ArrayList<>();

  /**
   * @param patience for any answer, and between two bytes
   */
  public PatientClient(Duration patience, Credentials credentials) {
    this.patience = patience;
    this.credentials = credentials;
  }

  /** A repository that is only read. */
  public RemoteRepository source(Repository repository) {
    return repository(repository, Access.READING, Scope.pull(repository));
  }

  /** A repository that is written to. */
  public RemoteRepository target(Repository repository) {
    return repository(repository, Access.WRITING, Scope.push(repository));
  }

  @Override
  public void close() {
    transports.forEach(Transport::close);
  }

  private RemoteRepository repository(Repository repository, Access access, Scope scope) {
    Endpoint endpoint = Endpoint.of(repository.registry(), null);
    AddressGuard guard = new FakeNames().guard(endpoint);
    Transport transport =
        new Transport(
            endpoint,
            "test",
            access,
            Proxies.NONE,
            FreeToll::of,
            guard,
            guard,
            new Transport.Patience(patience, patience));
    transports.add(transport);
    return new RemoteRepository(
        repository,
        new RegistryClient.Connection(transport, new Authentication(transport, credentials)),
        scope,
        memory);
  }
}
