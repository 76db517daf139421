package dev.laytime.activities.registry.copy;

import dev.laytime.activities.registry.client.ImageStore;
import dev.laytime.activities.registry.client.Manifest;
import dev.laytime.activities.registry.client.ManifestContent;
import dev.laytime.activities.registry.client.MediaTypes;
import dev.laytime.activities.registry.layout.LayoutArchiveWriter;
import dev.laytime.activities.registry.tar.TarWriter;
import dev.laytime.image.Descriptor;
import dev.laytime.image.Digest;
import dev.laytime.image.ImageLocation;
import dev.laytime.image.Tag;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An OCI image layout in an archive: one image, and all that belongs to it. */
final class LayoutForm implements ArchiveForm {

  private final Map<Digest, Manifest> manifests = new LinkedHashMap<>();
  private final List<Listed> listed = new ArrayList<>();

  private record Listed(Manifest manifest, @Nullable Tag tag) {}

  @Override
  public String prefix() {
    return ImageLocation.LAYOUT_ARCHIVE_PREFIX;
  }

  @Override
  public boolean keepsReferrers() {
    return true;
  }

  @Override
  public void checkFit(Manifest image) {}

  @Override
  public Optional<Manifest> find(Digest digest) {
    return Optional.ofNullable(manifests.get(digest));
  }

  @Override
  public void add(Manifest manifest) {
    manifests.put(manifest.digest(), manifest);
  }

  @Override
  public void list(Manifest manifest, @Nullable Tag tag) {
    add(manifest);
    listed.add(new Listed(manifest, tag));
  }

  @Override
  public void write(TarWriter tar, ImageStore blobs) throws IOException {
    LayoutArchiveWriter layout = new LayoutArchiveWriter(tar);
    for (Listed each : listed) {
      Manifest manifest = each.manifest();
      layout.list(manifest.bytes(), manifest.mediaType(), manifest.digest(), each.tag());
    }
    layout.begin();
    for (Manifest manifest : manifests.values()) {
      byte[] bytes = manifest.bytes();
      layout.add(manifest.digest(), bytes.length, new ByteArrayInputStream(bytes));
    }
    for (Descriptor blob : blobs().values()) {
      try (InputStream content = blobs.open(blob)) {
        layout.add(blob.digest(), blob.size(), content);
      }
    }
  }

  private Map<Digest, Descriptor> blobs() throws IOException {
    Map<Digest, Descriptor> blobs = new LinkedHashMap<>();
    for (Manifest manifest : manifests.values()) {
      ManifestContent content = ManifestContent.of(manifest);
      for (Descriptor blob : content.blobs()) {
        if (!MediaTypes.isForeign(blob.mediaType())) {
          blobs.putIfAbsent(blob.digest(), blob);
        }
      }
      for (Descriptor child : content.children()) {
        if (!MediaTypes.isKnown(child.mediaType())) {
          blobs.putIfAbsent(child.digest(), child); // build caches list their layers as children
        }
      }
    }
    manifests.keySet().forEach(blobs::remove);
    return blobs;
  }
}
