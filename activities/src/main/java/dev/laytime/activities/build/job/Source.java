package dev.laytime.activities.build.job;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;

/**
 * A source that was brought to a workshop.
 *
 * @param artifact by digest
 * @param layer its only layer: what {@link SourceArchive} wrote
 */
record Source(Reference artifact, Digest layer) {

  private static final String DIRECTORY = "/source";

  /** Where the first step brings it: our own copies write layouts. */
  static String directory() {
    return DIRECTORY;
  }

  /** Where the builder finds it. */
  String file() {
    return "%s/blobs/%s/%s".formatted(DIRECTORY, layer.algorithm(), layer.hex());
  }
}
