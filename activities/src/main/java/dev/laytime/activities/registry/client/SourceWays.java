package dev.laytime.activities.registry.client;

import dev.laytime.image.Repository;
import java.util.Optional;

/** Which mirrors have a way of their own to their source. */
@FunctionalInterface
public interface SourceWays {

  /** No mirror has: all are the worker's. */
  SourceWays NONE = (mirror, source) -> Optional.empty();

  /**
   * The way of a mirror to a repository; empty for the worker's own.
   *
   * @throws RegistryException if it has one that is not known now: then nobody asks
   */
  Optional<SourceWay> of(String mirror, Repository source) throws RegistryException;
}
