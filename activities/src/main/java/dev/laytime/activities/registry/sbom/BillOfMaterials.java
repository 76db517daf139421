package dev.laytime.activities.registry.sbom;

import dev.laytime.activities.registry.client.ImageStore;
import dev.laytime.activities.registry.client.Manifest;
import dev.laytime.activities.registry.client.ManifestContent;
import dev.laytime.activities.registry.client.MediaTypes;
import dev.laytime.image.Descriptor;
import dev.laytime.image.Digest;
import dev.laytime.image.Platform;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an image is made of, as its layers tell.
 *
 * @param parts one for each platform
 */
public record BillOfMaterials(List<Part> parts) {

  /** What builders call the platform of what is no image, as of attestations. */
  private static final String UNKNOWN = "unknown";

  private static final int MOST_PARTS = 20;

  public BillOfMaterials {
    parts = List.copyOf(parts);
  }

  /**
   * An image for one platform.
   *
   * @param platform null where nothing names it
   * @param gaps what could not be read, for people
   */
  record Part(
      @Nullable Platform platform, Digest digest, List<Component> components, List<String> gaps) {
    Part {
      components = List.copyOf(components);
      gaps = List.copyOf(gaps);
    }
  }

  /**
   * Reads all layers of an image or an index.
   *
   * @param seen whenever something has come
   * @throws IOException if the registry does not give what it has
   */
  public static BillOfMaterials read(ImageStore store, Manifest image, Runnable seen)
      throws IOException {
    if (!MediaTypes.isIndex(image.mediaType())) {
      return new BillOfMaterials(List.of(part(store, null, image, seen)));
    }
    List<Part> parts = new ArrayList<>();
    for (Descriptor child : ManifestContent.of(image).children()) {
      Platform platform = child.platform();
      boolean isImage = platform == null || !platform.os().equals(UNKNOWN);
      if (isImage && parts.size() < MOST_PARTS) {
        Manifest manifest = store.fetch(child.digest());
        seen.run();
        parts.add(part(store, platform, manifest, seen));
      }
    }
    return new BillOfMaterials(parts);
  }

  private static Part part(
      ImageStore store, @Nullable Platform platform, Manifest manifest, Runnable seen)
      throws IOException {
    ImageFiles files = new ImageFiles();
    LayerReader reader = new LayerReader(store, LayerReader.Limits.USUAL, seen);
    if (MediaTypes.isIndex(manifest.mediaType())) {
      files.lacks("an index within an index is not read");
    } else {
      for (Descriptor layer : ManifestContent.of(manifest).layers()) {
        reader.read(layer, files);
      }
    }
    List<Component> components = files.components();
    return new Part(platform, manifest.digest(), components, files.gaps());
  }
}
