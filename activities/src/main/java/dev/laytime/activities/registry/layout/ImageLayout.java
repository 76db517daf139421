package dev.laytime.activities.registry.layout;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.laytime.image.Descriptor;
import dev.laytime.image.Digest;
import dev.laytime.image.Tag;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/** Images in a layout, to read, wherever its files lie. */
public abstract sealed class ImageLayout permits OciLayout, ArchivedLayout, DockerArchive {

  static final String MARKER = "oci-layout";
  private static final String VERSION = "1.0.0";
  static final String MARKER_CONTENT = "{\"imageLayoutVersion\":\"" + VERSION + "\"}";

  private final BlobSource blobs;
  private final ManifestGraph graph;

  ImageLayout(BlobSource blobs) {
    this.blobs = blobs;
    this.graph = new ManifestGraph(blobs);
  }

  abstract IndexDocument index() throws IOException;

  /** Whether it holds a blob or a manifest. */
  public boolean hasBlob(Digest digest) {
    return blobs.has(digest);
  }

  /** The size of a blob or manifest in bytes, or empty where there is none. */
  public OptionalLong blobSize(Digest digest) {
    return blobs.size(digest);
  }

  /**
   * Opens a blob or manifest, to be closed by the caller. What it reads is not verified.
   *
   * @throws NoSuchFileException if there is none
   */
  public InputStream readBlob(Digest digest) throws IOException {
    return blobs.open(digest);
  }

  /** What {@code index.json} lists, in its order. */
  public List<LayoutEntry> entries() throws IOException {
    return index().entries();
  }

  /** Every tag, in ASCII order. */
  public List<Tag> tags() throws IOException {
    return entries().stream()
        .map(LayoutEntry::tag)
        .filter(Objects::nonNull)
        .distinct()
        .sorted()
        .toList();
  }

  /** The manifest under a tag. */
  public Optional<LayoutEntry> find(Tag tag) throws IOException {
    return entries().stream()
        .filter(entry -> tag.equals(entry.tag()))
        .filter(entry -> blobs.has(entry.descriptor().digest()))
        .findFirst();
  }

  /** The manifest of a digest, listed itself or through an index. */
  public Optional<LayoutEntry> find(Digest digest) throws IOException {
    if (!blobs.has(digest)) {
      return Optional.empty();
    }
    for (LayoutEntry entry : entries()) {
      if (entry.descriptor().digest().equals(digest)) {
        return Optional.of(entry);
      }
    }
    return manifests().stream()
        .filter(manifest -> manifest.digest().equals(digest))
        .map(manifest -> new LayoutEntry(manifest, null, null, Map.of()))
        .findFirst();
  }

  /** Every manifest and index that it holds, once each, whether listed itself or by an index. */
  public List<Descriptor> manifests() throws IOException {
    return graph.reachable(entries());
  }

  /** What a manifest says, or empty where there is none of a known media type. */
  public Optional<ManifestContent> content(Descriptor manifest) throws IOException {
    return graph.content(manifest);
  }

  /**
   * The manifests whose subject is a digest, with their artifact type and annotations.
   *
   * @see <a
   *     href="https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#listing-referrers">OCI
   *     distribution-spec, listing referrers</a>
   */
  public List<LayoutEntry> referrers(Digest subject) throws IOException {
    List<LayoutEntry> referrers = new ArrayList<>();
    for (Descriptor manifest : manifests()) {
      graph
          .content(manifest)
          .filter(content -> subject.equals(content.subject()))
          .map(content ->
              new LayoutEntry(manifest, null, content.artifactType(), content.annotations()))
          .ifPresent(referrers::add);
    }
    return referrers;
  }

  final void forget(Digest digest) {
    graph.forget(digest);
  }

  static void checkMarker(byte[] content, String attempted) throws IOException {
    ObjectNode marker = Json.object(content, MARKER);
    if (!VERSION.equals(Json.text(marker, "imageLayoutVersion"))) {
      throw new LayoutException(attempted, "its oci-layout says " + marker, MARKER_CONTENT);
    }
  }

  static LayoutException unmarked(String attempted) {
    return new LayoutException(attempted, "it has no file oci-layout", MARKER_CONTENT);
  }
}
