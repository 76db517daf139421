package dev.laytime.activities.registry.verify;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.laytime.activity.AttestRequest;
import dev.laytime.image.Descriptor;
import dev.laytime.promotion.Gate;
import dev.laytime.promotion.Statement;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The attestation of a promotion. The same promotion makes the same bytes. */
public final class PromotionAttestation {

  /** What it states. */
  public static final String TYPE = "https://laytime.dev/attestation/promotion/v1";

  private PromotionAttestation() {}

  /**
   * The attestation of a promotion.
   *
   * @param key that signs it; null for none
   * @param image what was promoted, as it is in its repository
   */
  public static Attestation of(
      AttestRequest request, @Nullable AttestationKey key, Descriptor image) {
    return Attestation.of(statement(request), key, image);
  }

  private static ObjectNode statement(AttestRequest request) {
    ObjectNode statement = Attestation.statement(request.repository(), request.digest(), TYPE);
    ObjectNode predicate = statement.withObject("predicate");
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
}
