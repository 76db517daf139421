package dev.laytime.activities.registry.copy;

import dev.laytime.activities.registry.client.ImageStore;
import dev.laytime.activities.registry.client.Manifest;
import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activity.FailureType;
import dev.laytime.image.Digest;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Fetches the manifests of one image. Where a registry asks for patience in between, those that
 * came are kept: an image may have more than its source grants at once.
 */
final class Fetching {

  private final ImageStore source;
  private final EarlierFetches earlier;
  private final Digest image;
  private final Map<Digest, Manifest> fresh = new LinkedHashMap<>();
  private @Nullable Map<Digest, Manifest> had;

  Fetching(ImageStore source, EarlierFetches earlier, Digest image) {
    this.source = source;
    this.earlier = earlier;
    this.image = image;
  }

  Manifest fetch(Digest digest) throws IOException {
    Manifest known = had().get(digest);
    if (known != null) {
      return known;
    }
    Manifest fetched = source.fetch(digest);
    fresh.put(digest, fetched);
    return fetched;
  }

  /** Asked for when the first is wanted: what needs none looks for none. */
  private Map<Digest, Manifest> had() {
    Map<Digest, Manifest> before = had;
    if (before == null) {
      before = new HashMap<>();
      for (Manifest manifest : earlier.of(image)) {
        before.put(manifest.digest(), manifest);
      }
      had = before;
    }
    return before;
  }

  /** Other trouble is over in minutes; for so long the client remembers what it fetched. */
  void failed(RegistryException e) {
    boolean goesOn = had != null && !had.isEmpty() && e.type().retryable();
    if ((e.type() == FailureType.THROTTLED || goesOn) && !fresh.isEmpty()) {
      earlier.keep(image, List.copyOf(fresh.values()));
    }
  }

  void ended() {
    if (had != null && !had.isEmpty()) {
      earlier.used(image);
    }
  }
}
