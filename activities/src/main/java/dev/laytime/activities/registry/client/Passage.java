package dev.laytime.activities.registry.client;

import java.net.URI;
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
 */
public record Passage(
    String host,
    @Nullable URI endpoint,
    @Nullable Boolean insecure,
    boolean allowPrivate,
    String login,
    @Nullable Credential credential,
    TlsFiles tls) {

  /**
   * @param settings of the registry; null for as usual
   */
  static Passage of(
      String host, @Nullable RegistrySettings settings, @Nullable Credential credential) {
    Endpoint endpoint = Endpoint.of(host, settings);
    return settings == null
        ? new Passage(host, null, null, false, endpoint.login(), credential, TlsFiles.NONE)
        : new Passage(
            host,
            settings.endpoint(),
            settings.insecure(),
            settings.allowPrivate(),
            endpoint.login(),
            credential,
            settings.tls());
  }
}
