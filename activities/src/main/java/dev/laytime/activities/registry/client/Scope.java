package dev.laytime.activities.registry.client;

import dev.laytime.image.Repository;

/**
 * What a token allows.
 *
 * @param repository the path of the repository that is asked, whose credential is shown; empty for
 *     the registry itself
 * @param text as token servers know it
 * @see <a href="https://distribution.github.io/distribution/spec/auth/scope/">Distribution, token
 *     scope</a>
 */
record Scope(String repository, String text) {

  static Scope pull(Repository repository) {
    return to("pull", repository);
  }

  static Scope push(Repository repository) {
    return to("pull,push", repository);
  }

  static Scope delete(Repository repository) {
    return to("pull,push,delete", repository);
  }

  /** Listing all repositories of a registry. */
  static Scope catalog() {
    return new Scope("", "registry:catalog:*");
  }

  /** Taking a blob from one repository to another needs both in one token. */
  static Scope mount(Repository from, Repository to) {
    return new Scope(to.path(), push(to).text() + " " + pull(from).text());
  }

  private static Scope to(String actions, Repository repository) {
    return new Scope(repository.path(), "repository:%s:%s".formatted(repository.path(), actions));
  }
}
