package dev.laytime.mirror;

import dev.laytime.image.Glob;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import dev.laytime.image.Workshop;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A mirror rule that keeps a copy of each tag that it selects.
 *
 * @param name unique; its schedule is {@code mirror/} and that
 * @param source upstream: one repository, or what {@code repositories} are below
 * @param target where the copies are: one repository, or what they are below there
 * @param repositories patterns of {@link Glob}; empty where source and target are one each
 * @param tags which tags
 * @param copying how they are brought
 * @param poll how often the source is looked at
 */
public record TagMirror(
    String name,
    RepositoryPrefix source,
    RepositoryPrefix target,
    List<String> repositories,
    Selection tags,
    Copying copying,
    PollInterval poll) {

  private static final int LONGEST_NAME = 253;
  private static final int MOST_REPOSITORIES = 1_000;
  private static final int LONGEST_PATTERN = 255;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9\\[][A-Za-z0-9\\[\\]._:/-]*");
  private static final Pattern WILDCARD = Pattern.compile("[*?]");

  /**
   * @throws IllegalArgumentException if that does not fit together; it says what to change
   */
  public TagMirror {
    repositories = List.copyOf(repositories);
    requireName(name);
    requireOneTagFor(copying, tags);
    requireRepositories(source, target, repositories, renames(copying, tags));
  }

  /** Whether only the source's catalog tells which repositories are meant. */
  public boolean needsCatalog() {
    return repositories.stream().anyMatch(TagMirror::isWildcard);
  }

  /** The repositories that need no catalog, by their names below the source; empty for itself. */
  public List<String> namedRepositories() {
    return repositories.isEmpty()
        ? List.of("")
        : repositories.stream().filter(name -> !isWildcard(name)).distinct().sorted().toList();
  }

  /**
   * Whether a repository is meant.
   *
   * @param rest what it is called below the source; empty for itself
   */
  public boolean selects(String rest) {
    return repositories.isEmpty()
        ? rest.isEmpty()
        : repositories.stream().anyMatch(pattern -> Glob.matches(pattern, rest));
  }

  /** The repository of that name at the source; empty where that is none. */
  public Optional<Repository> sourceRepository(String rest) {
    return repository(source, rest);
  }

  /** The repository of that name at the destination; empty where that is none. */
  public Optional<Repository> targetRepository(String rest) {
    return repository(target, rest);
  }

  /** Normalised as references are: Docker Hub's own images lie below {@code library}. */
  private static Optional<Repository> repository(RepositoryPrefix prefix, String rest) {
    return prefix
        .append(rest)
        .map(repository -> Repository.parse(repository.toString()))
        .filter(repository -> !Workshop.has(repository));
  }

  private static boolean isWildcard(String pattern) {
    return WILDCARD.matcher(pattern).find();
  }

  private static void requireName(String name) {
    if (name.length() > LONGEST_NAME || !NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "Invalid name of a mirror '%s': expected up to %d of letters, digits and '._:/-'"
              .formatted(name, LONGEST_NAME));
    }
  }

  /** Whether its copies lie where their source is, under another name. */
  public boolean staysInItsRepository() {
    return repositories.isEmpty() && source.equals(target);
  }

  /** One tag that gets another name is never its own copy. */
  private static boolean renames(Copying copying, Selection tags) {
    return copying.as() != null
        && tags.allow().getFirst() instanceof TagPattern.Exact(Tag tag)
        && !tag.equals(copying.as());
  }

  private static void requireRepositories(
      RepositoryPrefix source,
      RepositoryPrefix target,
      List<String> repositories,
      boolean renames) {
    if (repositories.size() > MOST_REPOSITORIES) {
      throw new IllegalArgumentException(
          "Invalid repositories: expected at most %d patterns".formatted(MOST_REPOSITORIES));
    }
    if (repositories.isEmpty() && (source.path().isEmpty() || target.path().isEmpty())) {
      throw new IllegalArgumentException(
          "'%s' to '%s' is a whole registry: name the repositories below it, ** for all"
              .formatted(source, target));
    }
    if (repositories.isEmpty() ? source.equals(target) && !renames : source.meets(target)) {
      throw new IllegalArgumentException(
          "'%s' is copied into itself, as '%s': choose another target, or say as what, of one tag"
              .formatted(source, target));
    }
    for (String each : repositories) {
      boolean named = !isWildcard(each);
      if (each.isBlank()
          || each.length() > LONGEST_PATTERN
          || (named
              && (repository(source, each).isEmpty() || repository(target, each).isEmpty()))) {
        throw new IllegalArgumentException(
            "Invalid repository '%s': expected a name below '%s' or a pattern, as in team/**"
                .formatted(each, source));
      }
    }
  }

  private static void requireOneTagFor(Copying copying, Selection tags) {
    if (copying.as() != null
        && (tags.allow().size() != 1 || !(tags.allow().getFirst() instanceof TagPattern.Exact))) {
      throw new IllegalArgumentException(
          "'%s' can be the name of one tag only: select exactly one, by its exact name"
              .formatted(copying.as()));
    }
  }
}
