package dev.laytime.activities.registry.sbom;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.laytime.image.Digest;
import dev.laytime.image.Repository;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes bills of materials as CycloneDX has them.
 *
 * @see <a href="https://cyclonedx.org/docs/1.6/json/">CycloneDX 1.6, JSON</a>
 */
public final class CycloneDx {

  /** What a statement is called that is made of one. */
  public static final String PREDICATE_TYPE = "https://cyclonedx.org/bom";

  /** A document that has more is one that no verifier would read. */
  private static final int LONGEST = 2 * 1024 * 1024;

  private static final String IMAGE = "image";

  private final int longest;
  private int length;

  private CycloneDx(int longest) {
    this.longest = longest;
  }

  /** Of an image in a repository, as it was at a time. */
  public static ObjectNode write(
      BillOfMaterials bill, Repository repository, Digest digest, Instant at) {
    return write(bill, repository, digest, at, LONGEST);
  }

  static ObjectNode write(
      BillOfMaterials bill, Repository repository, Digest digest, Instant at, int longest) {
    return new CycloneDx(longest).document(bill, repository, digest, at);
  }

  private ObjectNode document(
      BillOfMaterials bill, Repository repository, Digest digest, Instant at) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("bomFormat", "CycloneDX").put("specVersion", "1.6").put("version", 1);
    ObjectNode metadata = document.putObject("metadata");
    metadata.put("timestamp", at.toString());
    metadata
        .putObject("tools")
        .putArray("components")
        .addObject()
        .put("type", "application")
        .put("name", "laytime");
    image(metadata.putObject("component"), IMAGE, repository, digest);
    ArrayNode components = document.putArray("components");
    ArrayNode notes = JsonNodeFactory.instance.arrayNode();
    List<BillOfMaterials.Part> parts = bill.parts();
    boolean single = parts.size() == 1 && parts.getFirst().digest().equals(digest);
    for (BillOfMaterials.Part part : parts) {
      String reference = single ? IMAGE : IMAGE + "@" + part.digest();
      ArrayNode inside = components;
      if (!single) {
        ObjectNode child = components.addObject();
        image(child, reference, repository, part.digest());
        if (part.platform() != null) {
          child.put("description", part.platform().toString());
        }
        inside = child.putArray("components");
      }
      list(part.components(), inside, reference, notes);
      part.gaps().forEach(gap -> note(notes, reference, gap));
    }
    if (!notes.isEmpty()) {
      metadata.set("properties", notes);
    }
    document
        .putArray("compositions")
        .addObject()
        .put("aggregate", notes.isEmpty() ? "unknown" : "incomplete")
        .putArray("assemblies")
        .add(IMAGE);
    return document;
  }

  private void list(List<Component> all, ArrayNode inside, String reference, ArrayNode notes) {
    for (int i = 0; i < all.size(); i++) {
      ObjectNode node = JsonNodeFactory.instance.objectNode();
      describe(node, all.get(i));
      length += node.toString().length() + 1;
      if (length > longest) {
        note(notes, reference, "%d more are not listed".formatted(all.size() - i));
        return;
      }
      inside.add(node);
    }
  }

  private static void note(ArrayNode notes, String reference, String gap) {
    notes.addObject().put("name", "laytime:gap:" + reference).put("value", gap);
  }

  private static void describe(ObjectNode node, Component component) {
    node.put("type", component.type());
    String purl = component.purl();
    boolean maven = purl != null && purl.startsWith("pkg:maven/");
    int colon = maven ? component.name().indexOf(':') : -1;
    if (colon > 0) {
      node.put("group", component.name().substring(0, colon));
    }
    node.put("name", component.name().substring(colon + 1));
    if (component.version() != null) {
      node.put("version", component.version());
    }
    if (purl != null) {
      node.put("purl", purl);
    }
    if (component.location() != null) {
      node.putObject("evidence")
          .putArray("occurrences")
          .addObject()
          .put("location", component.location());
    }
  }

  private static void image(
      ObjectNode node, String reference, Repository repository, Digest digest) {
    node.put("type", "container").put("bom-ref", reference);
    node.put("name", repository.toString()).put("version", digest.value());
    node.put("purl", purl(repository, digest, ""));
  }

  /** What an image is called as a package. */
  public static String purl(Repository repository, Digest digest, String tag) {
    String path = repository.path();
    Map<String, String> qualifiers = new LinkedHashMap<>();
    qualifiers.put("repository_url", repository.toString());
    qualifiers.put("tag", tag);
    return Purl.of(
        "oci", "", path.substring(path.lastIndexOf('/') + 1), digest.value(), qualifiers);
  }
}
