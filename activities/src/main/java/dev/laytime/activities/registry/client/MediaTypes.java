package dev.laytime.activities.registry.client;

import java.util.List;

/**
 * The media types that decide what a document is.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/v1.1.1/media-types.md">OCI
 *     image-spec, media types</a>
 */
public final class MediaTypes {

  public static final String OCI_INDEX = "application/vnd.oci.image.index.v1+json";
  public static final String OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  public static final String DOCKER_LIST =
      "application/vnd.docker.distribution.manifest.list.v2+json";
  public static final String DOCKER_MANIFEST =
      "application/vnd.docker.distribution.manifest.v2+json";

  /** What we ask for, so that no registry converts a manifest to what it thinks we understand. */
  static final String ACCEPTED =
      String.join(
          ", ", List.of(OCI_INDEX, OCI_MANIFEST, DOCKER_LIST, DOCKER_MANIFEST, "*/*;q=0.1"));

  private static final String SCHEMA1 = "application/vnd.docker.distribution.manifest.v1";

  private MediaTypes() {}

  /** Whether it lists other manifests. */
  public static boolean isIndex(String mediaType) {
    return mediaType.equals(OCI_INDEX) || mediaType.equals(DOCKER_LIST);
  }

  /** Whether it names a config and layers. */
  public static boolean isManifest(String mediaType) {
    return mediaType.equals(OCI_MANIFEST) || mediaType.equals(DOCKER_MANIFEST);
  }

  /** Whether it is some manifest's or index's at all. */
  public static boolean isKnown(String mediaType) {
    return isIndex(mediaType) || isManifest(mediaType) || isSchema1(mediaType);
  }

  /** Whether it is of Docker's first schema, whose digests mean nothing. */
  public static boolean isSchema1(String mediaType) {
    return mediaType.startsWith(SCHEMA1);
  }

  /** Whether a layer of it must stay where its vendor keeps it. */
  public static boolean isForeign(String mediaType) {
    return mediaType.startsWith("application/vnd.docker.image.rootfs.foreign.")
        || mediaType.startsWith("application/vnd.oci.image.layer.nondistributable.");
  }

  /** A Content-Type header without its parameters. */
  static String withoutParameters(String contentType) {
    int semicolon = contentType.indexOf(';');
    return (semicolon < 0 ? contentType : contentType.substring(0, semicolon)).strip();
  }
}
