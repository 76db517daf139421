package dev.laytime.worker.api;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who asks for something about promotions.
 *
 * @param name what it is called where the request does not say who asks; null for nothing
 * @param proof how it is proven that it is {@code name}; null where it is not
 * @param paths for which it may ask; null for all
 * @param requestId that the request has of itself; null for none
 */
record Caller(
    @Nullable String name,
    @Nullable String proof,
    @Nullable Set<String> paths,
    @Nullable String requestId) {

  /** Where a request carries it. */
  static final String ATTRIBUTE = Caller.class.getName();

  /** Whoever has the token for all writes. */
  static final Caller ANYBODY = new Caller(null, null, null, null);

  Caller {
    paths = paths == null ? null : Set.copyOf(paths);
  }

  /**
   * Who asks, for the record.
   *
   * @throws RequestException if nobody is named, or another than who is proven
   */
  String by(@Nullable String said) {
    String named = Inputs.optional("by", said);
    if (proof != null && named != null && !named.equals(name)) {
      throw RequestException.bad(
          "read by", "the token proves '%s', not '%s'".formatted(name, named), "leave it out");
    }
    return Inputs.text("by", named == null ? name : named);
  }

  /**
   * Makes sure that it may ask for a path.
   *
   * @throws RequestException if it may not
   */
  void requireAllowed(String what, String path) {
    if (paths != null && !paths.contains(path)) {
      throw RequestException.forbidden(
          what,
          "what the request shows is not for path " + path,
          "use another token, or add the path to its paths in the worker's configuration");
    }
  }
}
