package dev.laytime.ledger;

import dev.laytime.image.Digest;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import java.util.List;
import java.util.Optional;

/**
 * Manifests kept from before their deletion: where it stops halfway, or a request in doubt still
 * takes effect after the image was brought back, the same bytes can be put there again.
 */
public interface Bodies {

  /**
   * Keeps a manifest. A second time within a day changes nothing; later it counts as kept anew,
   * with the tags that name it by then.
   */
  void keep(Repository repository, Digest digest, Body body);

  /** A kept manifest; empty where there is none. */
  Optional<Body> find(Repository repository, Digest digest);

  /**
   * A manifest's content.
   *
   * @param bytes at most 4 MiB
   * @param tags that named it, and went with it
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody: its digest is its identity
  record Body(String mediaType, byte[] bytes, List<Tag> tags) {
    public Body {
      tags = List.copyOf(tags);
    }
  }
}
