package dev.laytime.activities.registry.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.laytime.image.Repository;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The repositories of one registry, which not every registry tells.
 *
 * @see <a href="https://distribution.github.io/distribution/spec/api/#listing-repositories">Docker
 *     Registry HTTP API V2, listing repositories</a>
 */
public final class Catalog {

  private static final int LARGEST_PAGE = 4 * 1024 * 1024;
  private static final Set<Integer> NOT_OFFERED = Set.of(401, 403, 404, 405);

  private final String registry;
  private final Exchange exchange;

  Catalog(String registry, Exchange exchange) {
    this.registry = registry;
    this.exchange = exchange;
  }

  /**
   * All repositories; empty where the registry does not offer the list, or not to us.
   *
   * @param pulse is told of every page
   * @throws RegistryException if any page could not be had: a short list is never returned
   */
  public Optional<List<Repository>> list(Runnable pulse) throws RegistryException {
    Set<Repository> repositories = new LinkedHashSet<>();
    try {
      boolean offered =
          new Pages(exchange, LARGEST_PAGE)
              .read(
                  exchange.uri("_catalog"),
                  NOT_OFFERED,
                  "list repositories of " + registry,
                  (page, what) -> {
                    pulse.run();
                    return add(page, registry, repositories, what);
                  });
      return offered ? Optional.of(new ArrayList<>(repositories)) : Optional.empty();
    } catch (RegistryException e) {
      if (repositories.isEmpty() && e.isAboutAccess()) {
        return Optional.empty(); // its token server gives us no token for that
      }
      throw e;
    }
  }

  /** Returns how many there are by now. */
  static int add(JsonNode page, String registry, Set<Repository> repositories, String what)
      throws RegistryException {
    JsonNode list = page.path("repositories");
    if (!list.isArray() && !list.isNull()) {
      throw RegistryErrors.unusable(what, "its answer holds no list of repositories");
    }
    for (JsonNode name : list) {
      repositories.add(new Repository(registry, name.asText()));
    }
    return repositories.size();
  }
}
