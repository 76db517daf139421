package dev.laytime.activities.usage.manifests;

import dev.laytime.usage.Usage;
import org.jspecify.annotations.Nullable;

/**
 * An image as some object writes it.
 *
 * @param container null where the object has none
 * @param image the text, whether or not it is a reference
 * @param place a file's path, with the document's number where it has several
 */
record FoundImage(Subject object, @Nullable String container, String image, String place) {

  /**
   * What names it.
   *
   * @param apiVersion empty where it has none
   * @param reason why it counts
   */
  record Subject(
      String apiVersion, String kind, @Nullable String namespace, String name, String reason) {}

  /** The same object with another image, which another file gives it. */
  FoundImage with(String otherImage, String otherPlace) {
    return new FoundImage(object, container, otherImage, otherPlace);
  }

  Usage usage(String source) {
    return new Usage(
        source,
        object.apiVersion(),
        object.kind(),
        object.namespace(),
        object.name(),
        container,
        object.reason(),
        place);
  }
}
