package dev.laytime.activity;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import java.time.Instant;
import java.util.List;

/**
 * A promotion to attest: an in-toto statement made of nothing else, so the same request makes the
 * same bytes.
 *
 * @param repository where the image and its attestation are
 * @param promotion the workflow's id
 * @param gates what each gate said: {@code NAME: REASON}
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
    List<String> gates,
    Instant movedAt) {

  public AttestRequest {
    gates = List.copyOf(gates);
  }
}
