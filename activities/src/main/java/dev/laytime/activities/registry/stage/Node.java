package dev.laytime.activities.registry.stage;

import dev.laytime.activities.registry.client.Manifest;
import dev.laytime.activities.registry.client.ManifestContent;
import dev.laytime.activities.registry.client.MediaTypes;
import dev.laytime.activities.registry.client.Placeholder;
import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.image.Descriptor;
import dev.laytime.image.Digest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A manifest or index, and what it names.
 *
 * @param bytes its own size
 * @param children manifests that it lists
 * @param config of a manifest; null where there is none
 * @param layers blobs besides the config that the registry keeps for it
 * @param subject what it refers to, or null
 * @param placeholder whether it is no image at all
 */
record Node(
    Digest digest,
    long bytes,
    List<Digest> children,
    @Nullable Descriptor config,
    List<Descriptor> layers,
    @Nullable Digest subject,
    boolean placeholder) {

  Node {
    children = List.copyOf(children);
    layers = List.copyOf(layers);
  }

  /** What a manifest says. */
  static Node of(Manifest manifest) throws RegistryException {
    ManifestContent content = ManifestContent.of(manifest);
    List<Digest> children = new ArrayList<>();
    List<Descriptor> layers = new ArrayList<>(content.layers());
    for (Descriptor child : content.children()) {
      if (MediaTypes.isKnown(child.mediaType())) {
        children.add(child.digest());
      } else {
        layers.add(child); // build caches list their layers as children
      }
    }
    layers.removeIf(layer -> MediaTypes.isForeign(layer.mediaType()));
    return new Node(
        manifest.digest(),
        manifest.bytes().length,
        children,
        content.config(),
        layers,
        content.subject(),
        Placeholder.is(manifest));
  }

  /** A manifest of which nothing but its digest is known. */
  static Node bare(Digest digest) {
    return new Node(digest, 0, List.of(), null, List.of(), null, false);
  }

  /** The same, with other children. */
  Node leadingTo(List<Digest> others) {
    return new Node(digest, bytes, others, config, layers, subject, placeholder);
  }

  /** A manifest that cannot name another: one of Docker's first schema. */
  static Node leaf(Descriptor manifest) {
    return new Node(manifest.digest(), manifest.size(), List.of(), null, List.of(), null, false);
  }

  /** All blobs, the config first. */
  List<Descriptor> blobs() {
    List<Descriptor> blobs = new ArrayList<>();
    if (config != null) {
      blobs.add(config);
    }
    blobs.addAll(layers);
    return blobs;
  }
}
