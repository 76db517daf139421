package dev.laytime.activities.registry.embedded;

/** Which requests a fault strikes. */
@FunctionalInterface
public interface RequestMatcher {

  /**
   * Whether it strikes this one.
   *
   * @param path without the query
   */
  boolean matches(String method, String path);

  /** Every request. */
  static RequestMatcher any() {
    return (_, _) -> true;
  }

  /** Requests with a method. */
  static RequestMatcher method(String wanted) {
    return (method, _) -> method.equals(wanted);
  }

  /** Requests whose path has a part, as in {@code /blobs/}. */
  static RequestMatcher path(String part) {
    return (_, path) -> path.contains(part);
  }

  /** Requests that both match. */
  default RequestMatcher and(RequestMatcher other) {
    return (method, path) -> matches(method, path) && other.matches(method, path);
  }
}
