package dev.laytime.activities.usage.cluster;

import dev.laytime.usage.NamedImage;
import java.util.List;

/** What one listing has taken so far, within its bounds. */
final class Effort {

  /** Kubernetes' own names, all of them, and a reference are shorter. */
  private static final int LONGEST_IMAGE = 2000;

  private final ListingBounds bounds;
  private final long start = System.nanoTime();
  private int objects;
  private int images;

  Effort(ListingBounds bounds) {
    this.bounds = bounds;
  }

  /** The listing ends here; it proves nothing. */
  static final class TooMuchException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooMuchException(String message) {
      super(message);
    }
  }

  /** Something is about to be asked. */
  void beat() {
    if (System.nanoTime() - start >= bounds.time().toNanos()) {
      throw new TooMuchException(
          "it took longer than %d s, as long as this source's listing may take"
              .formatted(bounds.time().toSeconds()));
    }
  }

  /** One object more, and what it names. */
  void object(List<NamedImage> named) {
    objects++;
    images += named.size();
    if (objects > bounds.objects()) {
      throw tooMany("objects", bounds.objects());
    }
    if (images > bounds.images()) {
      throw tooMany("images", bounds.images());
    }
    for (NamedImage image : named) {
      if (image.usage().text().length() + image.image().text().length() > LONGEST_IMAGE) {
        throw new TooMuchException("an object has names that no API server takes");
      }
    }
  }

  private static TooMuchException tooMany(String what, int most) {
    return new TooMuchException(
        "more than %d %s, as many as this source's listing may have".formatted(most, what));
  }
}
