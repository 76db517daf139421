package dev.laytime.activity;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.promotion.Gate;
import dev.laytime.promotion.Statement;
import java.time.Instant;
import java.util.List;

/**
 * A promotion to attest: an in-toto statement made of nothing else, so the same request makes the
 * same bytes.
 *
 * @param repository where the image and its attestation are
 * @param promotion the workflow's id
 * @param gates how each gate stood right before the move
 * @param approvals that counted for them
 */
public record AttestRequest(
    Repository repository,
    Digest digest,
    String promotion,
    String path,
    Reference source,
    Reference target,
    String by,
    boolean verified,
    List<Gate.Report> gates,
    List<Statement> approvals,
    Instant movedAt) {

  public AttestRequest {
    gates = List.copyOf(gates);
    approvals = List.copyOf(approvals);
  }
}
