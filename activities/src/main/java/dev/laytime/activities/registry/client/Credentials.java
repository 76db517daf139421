package dev.laytime.activities.registry.client;

import java.util.Optional;

/** Where credentials come from. */
@FunctionalInterface
public interface Credentials {

  /** Nobody: every registry is asked without credentials. */
  Credentials NONE = registry -> Optional.empty();

  /**
   * The credential for a registry, or empty to ask it without one. That may take a while: it is
   * asked when a token is fetched, after a refusal, and when the {@link #edition} changed.
   *
   * @param registry its host as it stands in references, or that of its endpoint where one is set
   * @throws RegistryException if there may be one that cannot be read: asking as nobody instead
   *     could make a private image look absent
   */
  Optional<Credential> of(String registry) throws RegistryException;

  /** Something cheap that is another when what was answered before may no longer hold. */
  default Object edition() {
    return "";
  }
}
