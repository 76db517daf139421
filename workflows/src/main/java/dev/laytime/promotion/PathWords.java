package dev.laytime.promotion;

import org.jspecify.annotations.Nullable;

/** How a path that promotes by itself is called, and its orders: nobody else may be called so. */
public final class PathWords {

  private static final String BY = "path ";
  private static final String REQUESTS = "automatic/";

  private PathWords() {}

  /** Who gives a path's own orders, for people. */
  public static String by(String path) {
    return BY + path;
  }

  /** What the request ids of a path's own orders begin with. */
  public static String requests(String path) {
    return REQUESTS + path + "/";
  }

  /** Why somebody cannot be called so; null where that is nobody's, and for none. */
  public static @Nullable String faultInName(@Nullable String by) {
    return by != null && by.strip().startsWith(BY)
        ? "is how a path is called that promotes by itself"
        : null;
  }

  /** Why a request cannot have that id; null where it can, and for none. */
  public static @Nullable String faultInRequest(@Nullable String requestId) {
    return requestId != null && requestId.strip().startsWith(REQUESTS)
        ? "is that of an order that a path gives itself"
        : null;
  }
}
