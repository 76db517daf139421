package dev.laytime.activities.registry.layout;

import dev.laytime.image.Descriptor;
import dev.laytime.image.Digest;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The manifests that a layout holds, and what they say of each other. Other tools list only the
 * roots in {@code index.json}, so children are found through their index.
 */
final class ManifestGraph {

  private final BlobSource blobs;
  private final Map<Digest, ManifestContent> known = new ConcurrentHashMap<>();

  ManifestGraph(BlobSource blobs) {
    this.blobs = blobs;
  }

  /** Everything that is there, once each: the entries first, then their children. */
  List<Descriptor> reachable(List<LayoutEntry> entries) throws IOException {
    Map<Digest, Descriptor> found = new LinkedHashMap<>();
    Deque<Descriptor> open = new ArrayDeque<>();
    entries.forEach(entry -> open.add(entry.descriptor()));
    while (!open.isEmpty()) {
      Descriptor next = open.remove();
      if (blobs.has(next.digest()) && found.putIfAbsent(next.digest(), next) == null) {
        content(next).ifPresent(content -> open.addAll(content.manifests()));
      }
    }
    return new ArrayList<>(found.values());
  }

  /** What it says, or empty where it is no manifest or has gone meanwhile. */
  Optional<ManifestContent> content(Descriptor manifest) throws IOException {
    if (!MediaTypes.isManifest(manifest.mediaType())) {
      return Optional.empty();
    }
    ManifestContent content = known.get(manifest.digest());
    if (content == null) {
      try {
        content = ManifestContent.parse(blobs.read(manifest.digest()));
      } catch (NoSuchFileException e) {
        return Optional.empty();
      }
      known.put(manifest.digest(), content);
    }
    return Optional.of(content);
  }

  void forget(Digest digest) {
    known.remove(digest);
  }
}
