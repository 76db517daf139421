package dev.laytime.activities.crd.imageoperator;

import dev.laytime.activities.crd.ObjectHeader;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * An {@code Image} as a cluster has it.
 *
 * @param createdAt when somebody made it
 * @param spec null where it cannot be understood
 * @param marks its labels and annotations
 * @param forPod whether it was made for a Pod that could not have its image
 */
record ImageObject(
    ObjectHeader header,
    Instant createdAt,
    @Nullable ImageSpec spec,
    ImageStatus status,
    ObjectMarks marks,
    boolean forPod) {

  /** Of two that want the same the first one keeps it. */
  static final Comparator<ImageObject> OLDEST_FIRST =
      Comparator.comparing(ImageObject::createdAt).thenComparing(image -> image.header().key());

  /** What its mirror is called. */
  String mirror() {
    return ImageOperatorSettings.NAME + "/" + header.key();
  }
}
