package dev.laytime.activity;

import dev.laytime.ledger.Removals;
import java.util.List;

/**
 * One thing to take away.
 *
 * @param claim what it stands on
 * @param companions deletions of the same survey that were carried out before: the step counts on
 *     them, so what speaks against one of them by now speaks against it
 */
public record RemoveRequest(
    Removals.Claim claim, SurveyResult.Step step, List<Removals.Claim> companions) {

  public RemoveRequest {
    companions = companions == null ? List.of() : List.copyOf(companions);
  }

  /** A step that counts on no other deletion. */
  public RemoveRequest(Removals.Claim claim, SurveyResult.Step step) {
    this(claim, step, List.of());
  }
}
