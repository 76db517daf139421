package dev.laytime.activities.build.job;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * By which digests builders run whose images are named by a tag: by the one that it had when it was
 * first used. Whoever can move the tag would else run, from then on, beside every source.
 */
public final class BuilderImages {

  private static final Logger log = LoggerFactory.getLogger(BuilderImages.class);

  /** Where they are remembered, for all workers. */
  @FunctionalInterface
  public interface Memory {

    /**
     * The digest that an image had when it was first used.
     *
     * @param now the one that it has; remembered where none is
     */
    Digest first(Reference image, Digest now);
  }

  private final Workshop workshop;
  private final Memory memory;

  BuilderImages(Workshop workshop, Memory memory) {
    this.workshop = workshop;
    this.memory = memory;
  }

  /** A memory as long as the process. */
  public static Memory forgetful() {
    Map<Reference, Digest> known = new ConcurrentHashMap<>();
    return (image, now) -> known.computeIfAbsent(image, _ -> now);
  }

  /** The image by digest, as a cluster is asked for it. */
  String pinned(Reference image) throws IOException {
    if (image.digest() != null) {
      return image.text();
    }
    Digest now = workshop.resolve(image);
    Digest first = memory.first(image, now);
    if (!first.equals(now)) {
      log.warn(
          "a builder's tag was moved, and the image that it was is used image={} first={} now={}"
              + " hint=\"to have the new one, name it by digest in laytime.builders\"",
          image,
          first,
          now);
    }
    return image.repository().pinned(first).text();
  }
}
