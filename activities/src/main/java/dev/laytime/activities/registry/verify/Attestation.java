package dev.laytime.activities.registry.verify;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.laytime.activities.registry.client.Hashing;
import dev.laytime.activities.registry.client.ImageStore;
import dev.laytime.activities.registry.client.Manifest;
import dev.laytime.activities.registry.client.MediaTypes;
import dev.laytime.image.Descriptor;
import dev.laytime.image.Digest;
import dev.laytime.image.Repository;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * An in-toto statement about an image, and the manifest that makes it a referrer of it. The same
 * statement makes the same bytes.
 *
 * @param layer what the manifest calls the content
 * @param content the statement, or a bundle of it and a signature
 * @param manifest refers to the image
 * @see <a href="https://github.com/in-toto/attestation/blob/v1.1.0/spec/v1/statement.md">in-toto,
 *     statement</a>
 */
@SuppressWarnings("ArrayRecordComponent") // compared by digest
public record Attestation(Descriptor layer, byte[] content, Manifest manifest) {

  private static final String BUNDLE = "application/vnd.dev.sigstore.bundle.v0.3+json";
  private static final String EMPTY_TYPE = "application/vnd.oci.empty.v1+json";
  private static final byte[] EMPTY = "{}".getBytes(StandardCharsets.UTF_8);

  /** A statement about an image, whose predicate is still to be filled in. */
  public static ObjectNode statement(Repository repository, Digest digest, String predicateType) {
    ObjectNode statement = Documents.JSON.createObjectNode();
    statement.put("_type", "https://in-toto.io/Statement/v1");
    ObjectNode subject = statement.putArray("subject").addObject();
    subject.put("name", repository.toString());
    subject.putObject("digest").put(digest.algorithm(), digest.hex());
    statement.put("predicateType", predicateType);
    statement.putObject("predicate");
    return statement;
  }

  /**
   * A statement, signed where there is a key.
   *
   * @param key null for none
   * @param image what it is about, as it is in its repository
   */
  public static Attestation of(
      ObjectNode statement, @Nullable AttestationKey key, Descriptor image) {
    return key == null ? plain(statement, image) : signed(statement, key, image);
  }

  /** A statement as it is: it proves nothing to who does not trust the registry. */
  private static Attestation plain(ObjectNode statement, Descriptor image) {
    String type = statement.path("predicateType").asText();
    ObjectNode annotations = Documents.JSON.createObjectNode();
    annotations.put("in-toto.io/predicate-type", type);
    return of(Envelope.IN_TOTO, bytes(statement), annotations, true, image);
  }

  /** A statement with a signature, as cosign leaves it. */
  private static Attestation signed(ObjectNode statement, AttestationKey key, Descriptor image) {
    byte[] payload = bytes(statement);
    ObjectNode bundle = Documents.JSON.createObjectNode();
    bundle.put("mediaType", BUNDLE);
    bundle.putObject("verificationMaterial").putObject("publicKey").put("hint", "");
    ObjectNode envelope = bundle.putObject("dsseEnvelope");
    envelope.put("payload", Base64.getEncoder().encodeToString(payload));
    envelope.put("payloadType", Envelope.IN_TOTO);
    envelope
        .putArray("signatures")
        .addObject()
        .put("sig", Base64.getEncoder().encodeToString(key.sign(Envelope.signed(payload))));
    ObjectNode annotations = Documents.JSON.createObjectNode();
    annotations.put("dev.sigstore.bundle.content", "dsse-envelope");
    annotations.put("dev.sigstore.bundle.predicateType", statement.path("predicateType").asText());
    return of(BUNDLE, bytes(bundle), annotations, false, image);
  }

  private static Attestation of(
      String type, byte[] content, ObjectNode annotations, boolean onLayer, Descriptor image) {
    Descriptor layer =
        new Descriptor(type, Hashing.digestOf(content, "sha256"), content.length, null);
    ObjectNode manifest = Documents.JSON.createObjectNode();
    manifest.put("schemaVersion", 2);
    manifest.put("mediaType", MediaTypes.OCI_MANIFEST);
    manifest.put("artifactType", type);
    describe(manifest.putObject("config"), config());
    ObjectNode described = manifest.putArray("layers").addObject();
    describe(described, layer);
    if (onLayer) {
      described.set("annotations", annotations);
    }
    describe(manifest.putObject("subject"), image);
    manifest.set("annotations", annotations);
    byte[] bytes = bytes(manifest);
    return new Attestation(
        layer,
        content,
        new Manifest(MediaTypes.OCI_MANIFEST, Hashing.digestOf(bytes, "sha256"), bytes));
  }

  private static void describe(ObjectNode node, Descriptor content) {
    node.put("mediaType", content.mediaType());
    node.put("digest", content.digest().value());
    node.put("size", content.size());
  }

  private static byte[] bytes(ObjectNode json) {
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** What its manifest has for a config: as good as none. */
  private static Descriptor config() {
    return new Descriptor(EMPTY_TYPE, Hashing.digestOf(EMPTY, "sha256"), EMPTY.length, null);
  }

  /**
   * Leaves it in a repository that has the image.
   *
   * @param seen whenever the registry has answered
   */
  public void leave(ImageStore repository, Runnable seen) throws IOException {
    leave(repository, config(), EMPTY);
    seen.run();
    leave(repository, layer, content);
    seen.run();
    repository.write(manifest, null);
    seen.run();
  }

  private static void leave(ImageStore repository, Descriptor blob, byte[] content)
      throws IOException {
    if (!repository.has(blob)) {
      repository.write(blob, new ByteArrayInputStream(content));
    }
  }
}
