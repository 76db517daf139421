package dev.laytime.starter.copy;

import dev.laytime.starter.output.Report;

/**
 * A copy that goes on by itself, as {@code -o json} shows it.
 *
 * @param joined whether it was running before
 */
public record DetachedReport(
    String source, String target, boolean joined, String workflowId, String runId)
    implements Report {

  @Override
  public String text() {
    return """
    %s %s → %s
      workflow   %s
      run        %s
    """
        .formatted(joined ? "joined" : "started", source, target, workflowId, runId);
  }
}
