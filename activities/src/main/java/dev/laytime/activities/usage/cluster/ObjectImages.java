package dev.laytime.activities.usage.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.laytime.image.InvalidReferenceException;
import dev.laytime.image.Reference;
import dev.laytime.usage.NamedImage;
import dev.laytime.usage.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The images that one object names: containers and image volumes at any depth, and of a Pod the
 * digests that truly run.
 */
final class ObjectImages {

  private static final Set<String> CONTAINERS =
      Set.of("containers", "initContainers", "ephemeralContainers");

  private final List<Found> found = new ArrayList<>();

  /**
   * An image as the object writes it.
   *
   * @param container null where it has none
   * @param told by whom
   */
  record Found(@Nullable String container, String image, String reason, Told told) {

    Found(@Nullable String container, String image, String reason) {
      this(container, image, reason, Told.WRITTEN);
    }

    /**
     * Which one it is, and who names it.
     *
     * @throws InvalidReferenceException if nobody can say
     */
    NamedImage named(Usage usage) {
      if (told == Told.UNKNOWN) {
        throw new InvalidReferenceException("imageID", image, "a digest, and its repository");
      }
      return new NamedImage(Reference.parse(image), usage, told == Told.RUNS);
    }

    /** Who names it. */
    Usage usage(String source, String apiVersion, String kind, JsonNode object) {
      JsonNode metadata = object.path("metadata");
      String namespace = metadata.path("namespace").asText();
      return new Usage(
          source,
          apiVersion,
          kind,
          namespace.isEmpty() ? null : namespace,
          metadata.path("name").asText(),
          container,
          reason,
          "live");
    }
  }

  /** By whom an image is told. */
  enum Told {
    /** Somebody wrote it. */
    WRITTEN,
    /** By a runtime: it runs. */
    RUNS,
    /** By a runtime, in words that are not known here. */
    UNKNOWN
  }

  private ObjectImages() {}

  /**
   * All of an object's.
   *
   * @param kind of it, as in {@code Pod}
   * @param paths where images are besides
   */
  static List<Found> of(String kind, List<ImagePath> paths, JsonNode object) {
    ObjectImages images = new ObjectImages();
    String reason = Reasons.of(kind, object);
    images.originals(object.path("metadata").path("annotations"), reason);
    object
        .properties()
        .forEach(field -> {
          if (!field.getKey().equals("metadata") && !field.getKey().equals("status")) {
            images.in(field.getValue(), reason);
          }
        });
    paths.forEach(path -> path.in(object).forEach(image -> images.add(null, image, reason)));
    if (kind.equals("Pod")) {
      RunningDigests.of(object).forEach(running -> images.runs(running, reason));
    }
    return List.copyOf(images.found);
  }

  private void runs(RunningDigests.Running running, String reason) {
    running
        .images()
        .forEach(image -> found.add(new Found(running.container(), image, reason, Told.RUNS)));
    if (running.images().isEmpty()) {
      found.add(new Found(running.container(), running.imageId(), reason, Told.UNKNOWN));
    }
  }

  private void in(JsonNode node, String reason) {
    if (node.isArray()) {
      node.forEach(item -> in(item, reason));
    }
    node.properties()
        .forEach(field -> {
          if (CONTAINERS.contains(field.getKey())) {
            field.getValue().forEach(container -> container(container, reason));
          } else if (field.getKey().equals("volumes")) {
            field.getValue().forEach(volume -> volume(volume, reason));
          } else if (field.getKey().equals("annotations")) {
            originals(field.getValue(), reason);
          } else {
            in(field.getValue(), reason);
          }
        });
  }

  private void container(JsonNode container, String reason) {
    add(container.path("name").asText(), container.path("image"), reason);
  }

  private void volume(JsonNode volume, String reason) {
    add(volume.path("name").asText(), volume.path("image").path("reference"), reason);
  }

  private void originals(JsonNode annotations, String reason) {
    OriginalImages.in(annotations)
        .forEach(original -> found.add(new Found(original.container(), original.image(), reason)));
  }

  /** What is no text is found as it stands, and is no reference. */
  private void add(@Nullable String container, JsonNode image, String reason) {
    String text = image.isTextual() ? image.textValue() : image.toString();
    if (!image.isMissingNode() && !image.isNull() && !text.isEmpty()) {
      found.add(new Found(container, text, reason));
    }
  }
}
