package dev.laytime.activities.registry.embedded;

import dev.laytime.activities.registry.layout.LayoutException;
import dev.laytime.activities.registry.layout.ManifestContent;
import dev.laytime.activities.registry.layout.MediaTypes;
import dev.laytime.activities.registry.layout.OciLayout;
import dev.laytime.image.Descriptor;
import java.io.IOException;
import java.util.Optional;

/** Whether a pushed document is a manifest, and what it names is there. */
final class ManifestCheck {

  private ManifestCheck() {}

  /**
   * Reads a pushed document.
   *
   * @throws RefusedException with {@code MANIFEST_INVALID}
   */
  static ManifestContent parse(byte[] bytes) throws IOException {
    try {
      return ManifestContent.parse(bytes);
    } catch (LayoutException e) {
      throw ErrorCode.MANIFEST_INVALID.about(e);
    }
  }

  /**
   * What it is: the request's word for it, else its own, else an image.
   *
   * @throws RefusedException with {@code MANIFEST_INVALID} where the words differ or mean nothing
   */
  static String mediaType(Optional<String> contentType, ManifestContent content) {
    String inside = content.mediaType();
    String mediaType =
        contentType
            .map(text -> text.split(";", 2)[0].strip())
            .orElse(inside == null ? MediaTypes.OCI_MANIFEST : inside);
    if (inside != null && !inside.equals(mediaType)) {
      throw ErrorCode.MANIFEST_INVALID.about(
          "Content-Type %s, but mediaType %s".formatted(mediaType, inside));
    }
    if (!MediaTypes.isManifest(mediaType)) {
      throw ErrorCode.MANIFEST_INVALID.about("Content-Type " + mediaType);
    }
    return mediaType;
  }

  /**
   * Checks that all is there but the subject, which may come later.
   *
   * @throws RefusedException with {@code MANIFEST_BLOB_UNKNOWN}
   */
  static void complete(OciLayout layout, String mediaType, ManifestContent content)
      throws IOException {
    if (MediaTypes.isIndex(mediaType)) {
      for (Descriptor child : content.manifests()) {
        // Build caches list their layers as children.
        require(
            MediaTypes.isManifest(child.mediaType())
                ? layout.find(child.digest()).isPresent()
                : layout.hasBlob(child.digest()),
            child);
      }
      return;
    }
    Descriptor config = content.config();
    if (config == null) {
      throw ErrorCode.MANIFEST_INVALID.about("it has no config");
    }
    require(layout.hasBlob(config.digest()), config);
    for (Descriptor layer : content.layers()) {
      require(
          layout.hasBlob(layer.digest()) || MediaTypes.isNonDistributable(layer.mediaType()),
          layer);
    }
  }

  private static void require(boolean present, Descriptor descriptor) {
    if (!present) {
      throw ErrorCode.MANIFEST_BLOB_UNKNOWN.about(descriptor.digest().value());
    }
  }
}
