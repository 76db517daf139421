package dev.laytime.activities.registry.layout;

/**
 * The media types whose documents name other content.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/v1.1.1/media-types.md">OCI
 *     image-spec, media types and their Docker counterparts</a>
 */
public final class MediaTypes {

  public static final String OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  public static final String OCI_INDEX = "application/vnd.oci.image.index.v1+json";
  public static final String DOCKER_MANIFEST =
      "application/vnd.docker.distribution.manifest.v2+json";
  public static final String DOCKER_LIST =
      "application/vnd.docker.distribution.manifest.list.v2+json";

  private static final String NON_DISTRIBUTABLE =
      "application/vnd.oci.image.layer.nondistributable.v1.";
  private static final String DOCKER_FOREIGN = "application/vnd.docker.image.rootfs.foreign.";

  private static final String OCI_LAYER = "application/vnd.oci.image.layer.v1.tar";
  static final String DOCKER_LAYER = "application/vnd.docker.image.rootfs.diff.tar";
  static final String DOCKER_GZIP_LAYER = DOCKER_LAYER + ".gzip";

  private MediaTypes() {}

  /** Whether it is one image. */
  public static boolean isImage(String mediaType) {
    return mediaType.equals(OCI_MANIFEST) || mediaType.equals(DOCKER_MANIFEST);
  }

  /** Whether it lists other manifests. */
  public static boolean isIndex(String mediaType) {
    return mediaType.equals(OCI_INDEX) || mediaType.equals(DOCKER_LIST);
  }

  /** Whether it is a manifest of any kind. */
  public static boolean isManifest(String mediaType) {
    return isImage(mediaType) || isIndex(mediaType);
  }

  /** Whether it is a layer that is not compressed. */
  static boolean isPlainLayer(String mediaType) {
    return mediaType.equals(OCI_LAYER) || mediaType.equals(DOCKER_LAYER);
  }

  /** Whether it is a layer that is compressed with gzip. */
  static boolean isGzipLayer(String mediaType) {
    return mediaType.equals(OCI_LAYER + "+gzip") || mediaType.equals(DOCKER_GZIP_LAYER);
  }

  /** Whether it is a layer that registries need not hold. */
  public static boolean isNonDistributable(String mediaType) {
    return mediaType.startsWith(NON_DISTRIBUTABLE) || mediaType.startsWith(DOCKER_FOREIGN);
  }
}
