package dev.laytime.activities.registry.client;

import dev.laytime.image.Repository;

/** Creates repositories of a registry that takes nothing for one that it has not. */
@FunctionalInterface
public interface MissingRepositories {

  /**
   * Creates a repository; one that is there by then is as good.
   *
   * @throws RegistryException if it cannot be created
   */
  void create(Repository repository) throws RegistryException;
}
