package dev.laytime.activities.registry.client;

import java.util.Optional;

/** Where credentials come from. */
@FunctionalInterface
public interface Credentials {

  /** Nobody: every registry is asked without credentials. */
  Credentials NONE = place -> Optional.empty();

  /**
   * What credentials are for.
   *
   * @param registry its host as it stands in references, or that of its endpoint where one is set
   * @param repository its path in the registry; empty for the registry itself
   */
  record Place(String registry, String repository) {}

  /**
   * The credential for a place, or empty to ask there without one. That may take a while: it is
   * asked when a token is fetched, after a refusal, and when the {@link #edition} changed.
   *
   * @throws RegistryException if there may be one that cannot be read: asking as nobody instead
   *     could make a private image look absent
   */
  Optional<Credential> of(Place place) throws RegistryException;

  /**
   * Whether repositories of a registry may have credentials of their own; else the answer for one
   * is that for all.
   *
   * @throws RegistryException if that cannot be read
   */
  default boolean tellsRepositoriesApart(String registry) throws RegistryException {
    return false;
  }

  /**
   * Whether there is a login for any of a registry.
   *
   * @throws RegistryException if that cannot be known
   */
  default boolean knows(String registry) throws RegistryException {
    return tellsRepositoriesApart(registry) || of(new Place(registry, "")).isPresent();
  }

  /** Something cheap that is another when what was answered before may no longer hold. */
  default Object edition() {
    return "";
  }

  /** Those for what only reads, where that may be another than who writes. */
  default Credentials toRead() {
    return this;
  }
}
