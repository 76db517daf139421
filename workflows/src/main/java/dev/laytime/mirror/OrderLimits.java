package dev.laytime.mirror;

import dev.laytime.image.Glob;
import dev.laytime.image.Tag;
import java.util.Collection;
import java.util.List;

/**
 * Whose names order an image by a rule; everybody's keep it.
 *
 * @param repositories patterns of what may be ordered below the rule's target; empty for all
 * @param namespaces patterns of namespaces whose objects may order it; empty for all, also for
 *     objects that have none, as {@code *} is
 * @param denied tags that nobody orders
 */
public record OrderLimits(
    List<String> repositories, List<String> namespaces, List<TagPattern> denied) {

  /** Whoever names what lies below the target. */
  public static final OrderLimits NONE = new OrderLimits(List.of(), List.of());

  /** Nobody, of nothing: no repository and no namespace is called so. */
  public static final OrderLimits NOBODY = new OrderLimits(List.of("-"), List.of("-"));

  public OrderLimits {
    repositories = List.copyOf(repositories);
    namespaces = List.copyOf(namespaces);
    denied = List.copyOf(denied);
  }

  /** Of any tag. */
  public OrderLimits(List<String> repositories, List<String> namespaces) {
    this(repositories, namespaces, List.of());
  }

  /** The same, and nobody orders these. */
  public OrderLimits denying(List<TagPattern> tags) {
    return new OrderLimits(repositories, namespaces, tags);
  }

  /** Whether nobody orders a tag. */
  boolean denies(Tag tag) {
    return denied.stream().anyMatch(pattern -> pattern.matcher().test(tag));
  }

  /** Whether somebody said both what may be ordered and by whom. */
  public boolean explicit() {
    return !repositories.isEmpty() && !namespaces.isEmpty();
  }

  /**
   * Whether anybody may order what is called so below the rule's target.
   *
   * @param rest as in {@link #allow}
   */
  public boolean cover(String rest) {
    return repositories.isEmpty() || matches(repositories, rest);
  }

  /**
   * Whether a name orders anything.
   *
   * @param rest what the repository is called below the target
   * @param by the namespaces of the objects that name it; empty text for none
   */
  boolean allow(String rest, Collection<String> by) {
    return cover(rest)
        && (namespaces.isEmpty() || by.stream().anyMatch(name -> matches(namespaces, name)));
  }

  /** For people: {@code team-*, of team/**}. */
  @Override
  public String toString() {
    if (equals(NOBODY)) {
      return "nobody, for the worker has a login for its source and nobody said who may order what";
    }
    return "%s, of %s".formatted(said(namespaces, "everybody"), said(repositories, "everything"));
  }

  private static String said(List<String> patterns, String all) {
    return patterns.isEmpty() ? all : String.join(" ", patterns);
  }

  private static boolean matches(List<String> patterns, String text) {
    return patterns.stream().anyMatch(pattern -> Glob.matches(pattern, text));
  }
}
