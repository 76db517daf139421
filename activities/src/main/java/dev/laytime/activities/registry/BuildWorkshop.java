package dev.laytime.activities.registry;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.laytime.activities.registry.client.ImageStore;
import dev.laytime.activities.registry.client.Manifest;
import dev.laytime.activities.registry.client.Passage;
import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activities.registry.client.RegistrySettings;
import dev.laytime.activity.FailureType;
import dev.laytime.image.Descriptor;
import dev.laytime.image.Digest;
import dev.laytime.image.ImageLocation;
import dev.laytime.image.Platform;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.image.Sha256;
import dev.laytime.image.Tag;
import java.io.ByteArrayInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The repositories in which builders work, as the worker sees them. */
public final class BuildWorkshop {

  private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  private static final String INDEX = "application/vnd.oci.image.index.v1+json";
  private static final String EMPTY = "application/vnd.oci.empty.v1+json";
  private static final String LAYER = "application/vnd.oci.image.layer.v1.tar+gzip";
  private static final String SOURCE = "application/vnd.laytime.build-source.v1";
  private static final byte[] NOTHING = "{}".getBytes(StandardCharsets.UTF_8);
  private static final String CA = "ca.pem";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ImageStores stores;

  public BuildWorkshop(ImageStores stores) {
    this.stores = stores;
  }

  /** An image for one platform. */
  public record Part(Platform platform, Digest digest) {}

  /**
   * What an image is called by digest now.
   *
   * @throws RegistryException if there is none
   */
  public Digest resolve(Reference image) throws IOException {
    Digest known = image.digest();
    if (known != null) {
      return known;
    }
    Tag tag = image.tag() == null ? Tag.LATEST : image.tag();
    Optional<Descriptor> found = stores.source(new ImageLocation.InRegistry(image)).find(tag);
    return found
        .orElseThrow(() ->
            new RegistryException(
                FailureType.NOT_FOUND,
                "find builder " + image,
                "there is no such image",
                "name one that is there"))
        .digest();
  }

  /** Whether a repository has a manifest. */
  public boolean has(Repository repository, Digest digest) throws IOException {
    ImageStore store = stores.registries().source(repository);
    store.doubt();
    return store.find(digest).isPresent();
  }

  /**
   * Takes a file to a repository as an artifact of one layer, under its digest alone.
   *
   * @return the artifact's digest
   */
  public Digest put(Path file, Repository to) throws IOException {
    Descriptor layer = new Descriptor(LAYER, digestOf(file), Files.size(file), null);
    Descriptor config = new Descriptor(EMPTY, Sha256.digest(NOTHING), NOTHING.length, null);
    ObjectNode manifest = document(MANIFEST).put("artifactType", SOURCE);
    manifest.set("config", json(config, null));
    manifest.putArray("layers").add(json(layer, null));
    Manifest made = manifest(MANIFEST, manifest);
    try (ImageStore store = target(to, made.digest())) {
      if (!store.has(config)) {
        store.write(config, new ByteArrayInputStream(NOTHING));
      }
      if (!store.has(layer)) {
        store.write(layer, from -> from(file, from));
      }
      store.write(made, null);
    }
    return made.digest();
  }

  /**
   * Joins images that a repository has to an index there.
   *
   * @return the index's digest
   */
  public Digest join(List<Part> parts, Repository in) throws IOException {
    ObjectNode index = document(INDEX);
    ArrayNode manifests = index.putArray("manifests");
    ImageStore source = stores.registries().source(in);
    for (Part part : parts) {
      manifests.add(json(source.fetch(part.digest()).descriptor(), part.platform()));
    }
    Manifest made = manifest(INDEX, index);
    try (ImageStore store = target(in, made.digest())) {
      store.write(made, null);
    }
    return made.digest();
  }

  /**
   * How our own image reaches a repository, in files by name: {@code laytime.yaml}, and what that
   * names. No login is among them, nor a certificate that says who somebody is.
   *
   * @param directory where it finds them
   */
  public Map<String, String> way(Repository to, String directory) throws IOException {
    Passage passage = stores.registries().passageToWrite(to);
    Map<String, String> files = new TreeMap<>();
    ObjectNode settings = JSON.createObjectNode();
    ObjectNode registry = settings.putArray("registries").addObject().put("host", passage.host());
    if (passage.endpoint() != null) {
      registry.put("endpoint", passage.endpoint().toString());
    }
    if (passage.insecure() != null) {
      registry.put("insecure", passage.insecure());
    }
    registry.put("allow-private", passage.allowPrivate());
    Path ca = passage.tls().ca();
    if (ca != null) {
      files.put(CA, Files.readString(ca));
      registry.put("ca", directory + "/" + CA);
    }
    files.put("laytime.yaml", settings.toString());
    return files;
  }

  /**
   * Who vouches for registries besides those whom everybody trusts, as PEM by host.
   *
   * @throws IOException if a file of theirs cannot be read
   */
  public Map<String, String> authorities() throws IOException {
    Map<String, String> authorities = new TreeMap<>();
    for (RegistrySettings each : stores.registries().configured()) {
      Path ca = each.tls().ca();
      if (ca != null) {
        authorities.put(each.host(), Files.readString(ca));
      }
    }
    return authorities;
  }

  private ImageStore target(Repository repository, Digest digest) throws IOException {
    return stores.target(new ImageLocation.InRegistry(repository.pinned(digest)));
  }

  private static ObjectNode document(String mediaType) {
    return JSON.createObjectNode().put("schemaVersion", 2).put("mediaType", mediaType);
  }

  private static Manifest manifest(String mediaType, ObjectNode document) throws IOException {
    byte[] bytes = JSON.writeValueAsBytes(document);
    return new Manifest(mediaType, Sha256.digest(bytes), bytes);
  }

  private static ObjectNode json(Descriptor descriptor, @Nullable Platform platform) {
    ObjectNode json =
        JSON.createObjectNode()
            .put("mediaType", descriptor.mediaType())
            .put("digest", descriptor.digest().value())
            .put("size", descriptor.size());
    if (platform != null) {
      ObjectNode of =
          json.putObject("platform")
              .put("architecture", platform.architecture())
              .put("os", platform.os());
      if (platform.variant() != null) {
        of.put("variant", platform.variant());
      }
    }
    return json;
  }

  private static InputStream from(Path file, long from) throws IOException {
    FileInputStream in = new FileInputStream(file.toFile());
    in.skipNBytes(from);
    return in;
  }

  private static Digest digestOf(Path file) throws IOException {
    MessageDigest hash = Sha256.begun();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), hash)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return Digest.of("sha256", HexFormat.of().formatHex(hash.digest()));
  }
}
