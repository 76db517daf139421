package dev.laytime.activity;

import dev.laytime.image.Repository;
import dev.laytime.ledger.Removals;
import java.util.List;

/**
 * Removals in one repository.
 *
 * @param claims at most 20
 */
public record SurveyRequest(
    Repository repository, Capabilities capabilities, List<Removals.Claim> claims) {

  public SurveyRequest {
    claims = List.copyOf(claims);
  }
}
