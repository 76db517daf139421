package dev.laytime.worker.ledger;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;

/**
 * What is ours to take away, as the story of each image tells.
 *
 * @param any whether anything was ever built here: else nobody asks that of each image
 */
record Own(Stories stories, BuildRows builds, boolean any) implements Policies.Copies {

  @Override
  public boolean brought(Reference image, Digest digest, Repository source) {
    return stories.brought(image, digest, source);
  }

  @Override
  public boolean built(Reference image, Digest digest) {
    return any && builds.brought(image, digest.value());
  }
}
