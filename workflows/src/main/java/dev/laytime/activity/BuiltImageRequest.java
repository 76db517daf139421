package dev.laytime.activity;

import dev.laytime.image.Digest;
import dev.laytime.image.Platform;
import dev.laytime.image.Repository;
import java.util.List;

/**
 * An image to be looked at.
 *
 * @param platforms that it must be for, each of them and no others
 */
public record BuiltImageRequest(Repository repository, Digest digest, List<Platform> platforms) {

  public BuiltImageRequest {
    platforms = List.copyOf(platforms);
  }
}
