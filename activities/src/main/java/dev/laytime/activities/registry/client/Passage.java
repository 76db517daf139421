package dev.laytime.activities.registry.client;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What somebody else needs who asks a registry in our place. Its text never shows the secret.
 *
 * @param host as it stands in references
 * @param endpoint where its API is, where that is not as usual
 * @param insecure whether it is spoken to without TLS; null for as usual
 * @param allowPrivate whether it may be at private addresses although it was seen at a public one
 * @param login the host that its credential is kept under
 * @param credential who we are there; null for nobody
 * @param tls how TLS is spoken to it
 * @param requestInterval from one request to the next by the same login, whoever sends it; zero for
 *     no bound
 */
public record Passage(
    String host,
    @Nullable URI endpoint,
    @Nullable Boolean insecure,
    boolean allowPrivate,
    String login,
    @Nullable Credential credential,
    TlsFiles tls,
    Duration requestInterval) {

  /** Who asks in our place has so much of what we may ask: so many can at a time. */
  private static final int SHARES = 4;

  /**
   * @param settings of the registry; null for as usual
   */
  static Passage of(
      String host, @Nullable RegistrySettings settings, @Nullable Credential credential) {
    Endpoint endpoint = Endpoint.of(host, settings);
    return settings == null
        ? new Passage(
            host, null, null, false, endpoint.login(), credential, TlsFiles.NONE, Duration.ZERO)
        : new Passage(
            host,
            settings.endpoint(),
            settings.insecure(),
            settings.allowPrivate(),
            endpoint.login(),
            credential,
            settings.tls(),
            settings.requestInterval());
  }

  /** From one request to the next of one who asks in our place; zero for no bound. */
  public Duration share() {
    return requestInterval.multipliedBy(SHARES);
  }
}
