package dev.laytime.activities.registry.layout;

import java.io.IOException;

/** A directory that was meant to be an OCI image layout, or a document in one, and is not. */
public final class LayoutException extends IOException {

  private static final long serialVersionUID = 1L;

  /**
   * @param attempted what was read
   * @param seen what was there
   * @param expected what would have been accepted
   */
  public LayoutException(String attempted, String seen, String expected) {
    super("%s: %s; expected %s".formatted(attempted, seen, expected));
  }
}
