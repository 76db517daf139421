package dev.laytime.e2e.bench;

import dev.laytime.image.Digest;

/**
 * An image, where it shall be, and what it must be there.
 *
 * @param source {@code HOST/REPOSITORY:TAG}
 * @param target {@code HOST/REPOSITORY:TAG}
 */
record Move(String source, String target, Digest digest) {}
