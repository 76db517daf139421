package dev.laytime.activities.registry.cloud;

import dev.laytime.activities.registry.client.Credential;
import dev.laytime.activities.registry.client.Credentials;
import dev.laytime.activities.registry.client.RegistryException;
import java.util.Optional;

/** A cloud's token, for one of its registries. */
final class CloudCredentials implements Credentials {

  private final Renewed<Credential> token;
  private final String host;
  private final String hint;
  private final boolean required;

  /**
   * @param host for people
   * @param required whether it is an error that this process has none
   */
  CloudCredentials(Renewed<Credential> token, String host, String hint, boolean required) {
    this.token = token;
    this.host = host;
    this.hint = hint;
    this.required = required;
  }

  @Override
  public Optional<Credential> of(Place place) throws RegistryException {
    Optional<Credential> known = token.get();
    if (known.isEmpty() && required) {
      throw CloudErrors.nobody("get a token for " + host, hint);
    }
    return known;
  }

  /** Whoever configured it wants a login to be there: to find out would mean to ask the cloud. */
  @Override
  public boolean knows(String registry) throws RegistryException {
    return required || of(new Place(registry, "")).isPresent();
  }

  @Override
  public Object edition() {
    return token.edition();
  }
}
