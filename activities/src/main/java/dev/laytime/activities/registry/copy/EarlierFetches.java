package dev.laytime.activities.registry.copy;

import dev.laytime.activities.registry.client.Manifest;
import dev.laytime.image.Digest;
import java.util.Collection;
import java.util.List;

/** What earlier attempts at a copy had from its source, and could not use: nobody pays twice. */
public interface EarlierFetches {

  /** Every attempt fetches all. */
  EarlierFetches NONE =
      new EarlierFetches() {
        @Override
        public List<Manifest> of(Digest image) {
          return List.of();
        }

        @Override
        public void keep(Digest image, Collection<Manifest> manifests) {}

        @Override
        public void used(Digest image) {}
      };

  /** Manifests of an image, each of them its digest's. */
  List<Manifest> of(Digest image);

  /** The next attempt is to have them. */
  void keep(Digest image, Collection<Manifest> manifests);

  /** The image was copied. */
  void used(Digest image);
}
