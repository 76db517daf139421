package dev.laytime.worker.ledger;

import dev.laytime.image.Repository;
import dev.laytime.mirror.RepositoryPrefix;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Of which repositories each source of use may speak: a tenant's says nothing of any other, neither
 * that an image is needed there, nor that nobody knows.
 *
 * @param prefixes by source; one that is not there may speak of all
 */
record Scopes(Map<String, List<RepositoryPrefix>> prefixes) {

  /** Such a source is called {@code NAMESPACE.NAME}, and no namespace has a dot. */
  private static final char TENANTS_END = '.';

  Scopes {
    prefixes = Map.copyOf(prefixes);
  }

  /**
   * Where the objects are that name an image. A tenant's source may say anything of that: whoever
   * writes it, or runs the cluster, does; so for one the tenant's own namespace counts.
   */
  Collection<String> namespaces(NamedReferences.Row row) {
    String source = row.source();
    return prefixes.containsKey(source)
        ? List.of(source.substring(0, Math.max(0, source.indexOf(TENANTS_END))))
        : row.namespaces().names();
  }

  boolean cover(String source, Repository repository) {
    List<RepositoryPrefix> own = prefixes.get(source);
    return own == null || own.stream().anyMatch(prefix -> prefix.contains(repository));
  }
}
