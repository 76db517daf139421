package dev.laytime.activities.registry.copy;

import dev.laytime.activities.registry.client.ImageStore;
import dev.laytime.activities.registry.client.Manifest;
import dev.laytime.activities.registry.client.ManifestContent;
import dev.laytime.activities.registry.client.MediaTypes;
import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activities.registry.layout.DockerArchiveWriter;
import dev.laytime.activities.registry.tar.TarWriter;
import dev.laytime.activity.FailureType;
import dev.laytime.image.Descriptor;
import dev.laytime.image.Digest;
import dev.laytime.image.ImageLocation;
import dev.laytime.image.Reference;
import dev.laytime.image.Tag;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One image as {@code docker save} writes it: its config and layers as they are, without its
 * manifest and what refers to that.
 */
final class DockerForm implements ArchiveForm {

  private static final Set<String> CONFIGS =
      Set.of(
          "application/vnd.oci.image.config.v1+json",
          "application/vnd.docker.container.image.v1+json");
  private static final int LARGEST_CONFIG = 4 * 1024 * 1024;
  private static final String OTHER_FORM = "write oci-archive:PATH instead, which holds everything";

  private final @Nullable Reference name;
  private @Nullable Manifest image;

  /**
   * @param name that the image gets when it is loaded; null for none
   */
  DockerForm(@Nullable Reference name) {
    this.name = name;
  }

  @Override
  public String prefix() {
    return ImageLocation.DOCKER_ARCHIVE_PREFIX;
  }

  @Override
  public boolean keepsReferrers() {
    return false;
  }

  @Override
  public void checkFit(Manifest manifest) throws RegistryException {
    ManifestContent content = ManifestContent.of(manifest);
    if (MediaTypes.isIndex(manifest.mediaType())) {
      throw unfit(
          manifest,
          "it is an index of %s, and such an archive holds one platform".formatted(of(content)),
          "choose one with --platform, or " + OTHER_FORM);
    }
    Descriptor config = content.config();
    if (config == null || !CONFIGS.contains(config.mediaType())) {
      throw unfit(manifest, "it is not a container image", OTHER_FORM);
    }
    if (config.size() > LARGEST_CONFIG) {
      throw unfit(manifest, "its config is longer than 4 MiB", "no honest image is like that");
    }
    for (Descriptor layer : content.layers()) {
      if (!DockerArchiveWriter.isLayer(layer.mediaType())) {
        throw unfit(
            manifest, "a layer is of media type '%s'".formatted(layer.mediaType()), OTHER_FORM);
      }
    }
  }

  @Override
  public Optional<Manifest> find(Digest digest) {
    return Optional.ofNullable(image).filter(manifest -> manifest.digest().equals(digest));
  }

  @Override
  public void add(Manifest manifest) throws RegistryException {
    throw unfit(manifest, "such an archive holds one image", OTHER_FORM);
  }

  @Override
  public void list(Manifest manifest, @Nullable Tag tag) throws RegistryException {
    checkFit(manifest);
    if (image != null) {
      throw unfit(manifest, "such an archive holds one image", OTHER_FORM);
    }
    image = manifest;
  }

  @Override
  public void write(TarWriter tar, ImageStore blobs) throws IOException {
    Manifest manifest = Objects.requireNonNull(image, "nothing was listed");
    ManifestContent content = ManifestContent.of(manifest);
    Descriptor config = Objects.requireNonNull(content.config(), "checked when it was listed");
    byte[] bytes = read(blobs, config);
    if (!DockerArchiveWriter.isConfig(bytes, content.layers().size())) {
      throw unfit(manifest, "its config does not describe its layers", OTHER_FORM);
    }
    DockerArchiveWriter archive = new DockerArchiveWriter(tar);
    archive.begin(name, config.digest(), bytes, content.layers());
    for (Descriptor layer : content.layers()) {
      archive.add(layer, () -> blobs.open(layer));
    }
  }

  private static byte[] read(ImageStore blobs, Descriptor blob) throws IOException {
    try (InputStream content = blobs.open(blob)) {
      return content.readAllBytes();
    }
  }

  private static String of(ManifestContent index) {
    List<String> platforms =
        index.children().stream()
            .map(Descriptor::platform)
            .filter(platform -> platform != null && !platform.os().equals("unknown"))
            .map(String::valueOf)
            .distinct()
            .toList();
    return platforms.isEmpty() ? index.children().size() + " manifests" : platforms.toString();
  }

  private static RegistryException unfit(Manifest manifest, String said, String todo) {
    return new RegistryException(
        FailureType.UNSUPPORTED,
        "write %s to an archive for Docker".formatted(manifest.digest()),
        said,
        todo);
  }
}
