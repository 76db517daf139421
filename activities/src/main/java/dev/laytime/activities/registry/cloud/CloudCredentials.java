package dev.laytime.activities.registry.cloud;

import dev.laytime.activities.registry.client.Credential;
import dev.laytime.activities.registry.client.Credentials;
import dev.laytime.activities.registry.client.RegistryException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A cloud's token, for one of its registries. */
final class CloudCredentials implements Credentials {

  private static final Logger log = LoggerFactory.getLogger(CloudCredentials.class);

  private final Renewed<Credential> token;
  private final String host;
  private final String hint;
  private final boolean required;
  private final AtomicBoolean told = new AtomicBoolean();

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
    if (known.isEmpty() && !told.getAndSet(true)) {
      log.warn("asked as nobody: this process was given no identity host={} hint={}", host, hint);
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
