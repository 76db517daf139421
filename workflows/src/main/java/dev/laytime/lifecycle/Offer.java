package dev.laytime.lifecycle;

import dev.laytime.image.Digest;
import dev.laytime.image.ExpectedTag;
import dev.laytime.image.Reference;
import org.jspecify.annotations.Nullable;

/**
 * What shall be under the image's name instead of what is there.
 *
 * @param source where it is now
 * @param digest what it is
 * @param rule what offers it: a mirror rule, a person
 * @param expected what the name may name instead when it is written; null for whatever it names
 */
public record Offer(Reference source, Digest digest, String rule, @Nullable ExpectedTag expected) {

  /** Whatever the name names by then. */
  public Offer(Reference source, Digest digest, String rule) {
    this(source, digest, rule, null);
  }

  /** Whether it may take the place of what was found under the name; null for nothing. */
  boolean permits(@Nullable Digest found) {
    return expected == null || expected.permits(found, digest);
  }
}
