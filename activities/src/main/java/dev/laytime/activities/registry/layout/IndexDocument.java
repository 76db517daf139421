package dev.laytime.activities.registry.layout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.laytime.image.Descriptor;
import dev.laytime.image.Digest;
import dev.laytime.image.InvalidReferenceException;
import dev.laytime.image.Tag;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An {@code index.json}: one entry per tag, and one for a manifest without any.
 *
 * <p>Never changed; what changes it answers with a new one. Entries keep the fields and annotations
 * that others wrote.
 */
final class IndexDocument {

  private static final String REF_NAME = "org.opencontainers.image.ref.name";
  private static final String MANIFESTS = "manifests";
  private static final String ANNOTATIONS = "annotations";

  private final ObjectNode root;
  private final List<LayoutEntry> entries;

  private IndexDocument(ObjectNode root) throws IOException {
    this.root = root;
    this.entries = read(root.path(MANIFESTS));
  }

  static IndexDocument empty() throws IOException {
    ObjectNode root = Json.newObject();
    root.put("schemaVersion", 2);
    root.put("mediaType", MediaTypes.OCI_INDEX);
    root.putArray(MANIFESTS);
    return new IndexDocument(root);
  }

  /**
   * @throws LayoutException if the bytes are not an index
   */
  static IndexDocument parse(byte[] bytes) throws IOException {
    return new IndexDocument(Json.object(bytes, "index.json"));
  }

  byte[] bytes() {
    return Json.bytes(root);
  }

  boolean says(IndexDocument other) {
    return root.equals(other.root);
  }

  List<LayoutEntry> entries() {
    return entries;
  }

  /** This index with a manifest under a tag, or without one; any other manifest loses that tag. */
  IndexDocument with(Descriptor descriptor, @Nullable String artifactType, @Nullable Tag tag)
      throws IOException {
    ObjectNode copy = root.deepCopy();
    ArrayNode manifests = manifests(copy);
    Predicate<JsonNode> same = of(descriptor.digest());
    if (first(manifests, same).isEmpty()) {
      append(manifests, descriptor, artifactType);
    }
    all(manifests, same).forEach(entry -> entry.put("mediaType", descriptor.mediaType()));
    if (tag != null && first(manifests, same.and(tagged(tag))).isEmpty()) {
      untagAll(manifests, tag);
      first(manifests, same.and(entry -> refName(entry) == null))
          .orElseGet(() -> append(manifests, descriptor, artifactType))
          .withObjectProperty(ANNOTATIONS)
          .put(REF_NAME, tag.value());
    }
    return new IndexDocument(copy);
  }

  /** This index without a tag; its manifest stays. */
  IndexDocument without(Tag tag) throws IOException {
    ObjectNode copy = root.deepCopy();
    ArrayNode manifests = manifests(copy);
    untagAll(manifests, tag);
    return new IndexDocument(copy);
  }

  /** This index without a manifest, whatever tags it has. */
  IndexDocument without(Digest digest) throws IOException {
    ObjectNode copy = root.deepCopy();
    remove(manifests(copy), of(digest));
    return new IndexDocument(copy);
  }

  private static void untagAll(ArrayNode manifests, Tag tag) {
    all(manifests, tagged(tag)).toList().forEach(entry -> untag(manifests, entry));
  }

  private static void untag(ArrayNode manifests, ObjectNode entry) {
    String digest = entry.path("digest").asText();
    Predicate<JsonNode> another =
        other -> digest.equals(other.path("digest").asText()) && !other.equals(entry);
    if (first(manifests, another).isPresent()) {
      remove(manifests, entry::equals);
      return;
    }
    ObjectNode annotations = entry.withObjectProperty(ANNOTATIONS);
    annotations.remove(REF_NAME);
    if (annotations.isEmpty()) {
      entry.remove(ANNOTATIONS);
    }
  }

  private static ObjectNode append(
      ArrayNode manifests, Descriptor descriptor, @Nullable String artifactType) {
    ObjectNode entry = manifests.addObject();
    entry.put("mediaType", descriptor.mediaType());
    entry.put("digest", descriptor.digest().value());
    entry.put("size", descriptor.size());
    if (artifactType != null) {
      entry.put("artifactType", artifactType);
    }
    return entry;
  }

  private static ArrayNode manifests(ObjectNode root) {
    return root.withArrayProperty(MANIFESTS);
  }

  private static Optional<ObjectNode> first(ArrayNode manifests, Predicate<JsonNode> wanted) {
    return all(manifests, wanted).findFirst();
  }

  private static Stream<ObjectNode> all(ArrayNode manifests, Predicate<JsonNode> wanted) {
    return manifests.valueStream().filter(wanted).map(ObjectNode.class::cast);
  }

  private static void remove(ArrayNode manifests, Predicate<JsonNode> unwanted) {
    for (Iterator<JsonNode> entries = manifests.elements(); entries.hasNext(); ) {
      if (unwanted.test(entries.next())) {
        entries.remove();
      }
    }
  }

  private static Predicate<JsonNode> tagged(Tag tag) {
    return entry -> tag.value().equals(refName(entry));
  }

  private static Predicate<JsonNode> of(Digest digest) {
    return entry -> digest.value().equals(entry.path("digest").asText());
  }

  private static @Nullable String refName(JsonNode entry) {
    return Json.text(entry.path(ANNOTATIONS), REF_NAME);
  }

  private static List<LayoutEntry> read(JsonNode manifests) throws IOException {
    List<LayoutEntry> entries = new ArrayList<>();
    for (JsonNode node : manifests) {
      entries.add(
          new LayoutEntry(
              Json.descriptor(node, "index.json"),
              tag(refName(node)),
              Json.text(node, "artifactType"),
              Json.annotations(node)));
    }
    return List.copyOf(entries);
  }

  /** Some tools write whole references there: such an entry has no tag of ours. */
  private static @Nullable Tag tag(@Nullable String refName) {
    try {
      return refName == null ? null : new Tag(refName);
    } catch (InvalidReferenceException e) {
      return null;
    }
  }
}
