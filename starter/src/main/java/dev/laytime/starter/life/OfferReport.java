package dev.laytime.starter.life;

import dev.laytime.image.Digest;
import dev.laytime.starter.output.Report;

/**
 * An image offered to a life, as {@code -o json} shows it.
 *
 * @param state of the life; {@code OFFERED} where it was not waited for
 * @param workflowId the life
 */
public record OfferReport(
    String source, String target, Digest digest, String state, String workflowId)
    implements Report {

  @Override
  public String text() {
    return """
    offered %s → %s
      digest     %s
      state      %s
      workflow   %s
    """
        .formatted(source, target, digest, state, workflowId);
  }
}
