package dev.laytime.activities.registry.verify;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.laytime.activities.registry.client.Hashing;
import dev.laytime.activities.registry.client.Manifest;
import dev.laytime.activities.registry.client.MediaTypes;
import dev.laytime.activity.AttestRequest;
import dev.laytime.image.Descriptor;
import dev.laytime.promotion.Gate;
import dev.laytime.promotion.Statement;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The attestation of a promotion: an in-toto statement, and the manifest that makes it a referrer
 * of its image. The same promotion makes the same bytes.
 *
 * @param statement the document
 * @param manifest refers to the image
 * @see <a href="https://github.com/in-toto/attestation/blob/v1.1.0/spec/v1/statement.md">in-toto,
 *     statement</a>
 */
@SuppressWarnings("ArrayRecordComponent") // compared by digest
public record PromotionAttestation(byte[] statement, Manifest manifest) {

  /** What it states. */
  public static final String TYPE = "https://laytime.dev/attestation/promotion/v1";

  private static final String EMPTY_TYPE = "application/vnd.oci.empty.v1+json";
  private static final byte[] EMPTY = "{}".getBytes(StandardCharsets.UTF_8);

  /**
   * The attestation of a promotion.
   *
   * @param image what was promoted, as it is in its repository
   */
  public static PromotionAttestation of(AttestRequest request, Descriptor image) {
    byte[] statement = bytes(statement(request));
    byte[] manifest = bytes(manifest(statement, image));
    return new PromotionAttestation(
        statement,
        new Manifest(MediaTypes.OCI_MANIFEST, Hashing.digestOf(manifest, "sha256"), manifest));
  }

  private static ObjectNode statement(AttestRequest request) {
    ObjectNode statement = Documents.JSON.createObjectNode();
    statement.put("_type", "https://in-toto.io/Statement/v1");
    ObjectNode subject = statement.putArray("subject").addObject();
    subject.put("name", request.repository().toString());
    subject.putObject("digest").put(request.digest().algorithm(), request.digest().hex());
    statement.put("predicateType", TYPE);
    ObjectNode predicate = statement.putObject("predicate");
    predicate.put("promotion", request.promotion());
    predicate.put("path", request.path());
    predicate.put("source", request.source().toString());
    predicate.put("target", request.target().toString());
    predicate.put("by", request.by());
    predicate.put("verified", request.verified());
    ArrayNode gates = predicate.putArray("gates");
    request.gates().forEach(gate -> describe(gates.addObject(), gate));
    ArrayNode approvals = predicate.putArray("approvals");
    request.approvals().forEach(approval -> describe(approvals.addObject(), approval));
    predicate.put("movedAt", request.movedAt().toString());
    return statement;
  }

  private static void describe(ObjectNode node, Gate.Report gate) {
    node.put("name", gate.gate());
    node.put("result", gate.verdict().name().toLowerCase(Locale.ROOT));
    node.put("reason", gate.reason());
  }

  private static void describe(ObjectNode node, Statement approval) {
    node.put("gate", approval.gate());
    node.put("by", approval.by());
    node.put("verified", approval.verified());
    node.put("at", approval.at().toString());
  }

  private static ObjectNode manifest(byte[] statement, Descriptor image) {
    ObjectNode manifest = Documents.JSON.createObjectNode();
    manifest.put("schemaVersion", 2);
    manifest.put("mediaType", MediaTypes.OCI_MANIFEST);
    manifest.put("artifactType", Envelope.IN_TOTO);
    describe(manifest.putObject("config"), config());
    ObjectNode layer = manifest.putArray("layers").addObject();
    describe(layer, layer(statement));
    layer.putObject("annotations").put("in-toto.io/predicate-type", TYPE);
    describe(manifest.putObject("subject"), image);
    manifest.putObject("annotations").put("in-toto.io/predicate-type", TYPE);
    return manifest;
  }

  private static void describe(ObjectNode node, Descriptor content) {
    node.put("mediaType", content.mediaType());
    node.put("digest", content.digest().value());
    node.put("size", content.size());
  }

  private static byte[] bytes(ObjectNode json) {
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static Descriptor layer(byte[] statement) {
    return new Descriptor(
        Envelope.IN_TOTO, Hashing.digestOf(statement, "sha256"), statement.length, null);
  }

  /** What its manifest calls the statement. */
  public Descriptor layer() {
    return layer(statement);
  }

  /** What its manifest has for a config: as good as none. */
  public static Descriptor config() {
    return new Descriptor(EMPTY_TYPE, Hashing.digestOf(EMPTY, "sha256"), EMPTY.length, null);
  }

  /** The content of its config. */
  public static byte[] configBytes() {
    return EMPTY.clone();
  }
}
