package dev.laytime.activities.registry.layout;

import dev.laytime.image.Digest;
import java.io.IOException;

/** Content that is not what its digest says. */
public final class DigestMismatchException extends IOException {

  private static final long serialVersionUID = 1L;

  public DigestMismatchException(Digest expected, Digest actual) {
    super("Content of %s: its digest is %s; send it again".formatted(expected, actual));
  }
}
