package dev.laytime.activities.registry.client;

import dev.laytime.image.Repository;

/**
 * What a token allows.
 *
 * @see <a href="https://distribution.github.io/distribution/spec/auth/scope/">Distribution, token
 *     scope</a>
 */
final class Scope {

  private Scope() {}

  static String pull(Repository repository) {
    return "repository:%s:pull".formatted(repository.path());
  }

  static String push(Repository repository) {
    return "repository:%s:pull,push".formatted(repository.path());
  }

  static String delete(Repository repository) {
    return "repository:%s:pull,push,delete".formatted(repository.path());
  }

  /** Listing all repositories of a registry. */
  static String catalog() {
    return "registry:catalog:*";
  }

  /** Taking a blob from one repository to another needs both in one token. */
  static String mount(Repository from, Repository to) {
    return push(to) + " " + pull(from);
  }
}
