package dev.laytime.worker.building;

import dev.laytime.activities.registry.BuildAttestActivitiesImpl;
import dev.laytime.promotion.Gate;
import dev.laytime.promotion.PromotionPath;
import dev.laytime.worker.configuration.LaytimeProperties;
import dev.laytime.worker.ledger.BuildRuleSettings;
import dev.laytime.worker.ledger.PathSettings;
import java.util.ArrayList;
import java.util.List;

/**
 * The promotions that builds ask for and that nothing here lets through: at a gate for statements
 * that are not signed. Pure.
 */
final class UnsignedBuilds {

  private UnsignedBuilds() {}

  /** A line for each. */
  static List<String> warnings(LaytimeProperties properties) {
    List<String> warnings = new ArrayList<>();
    if (properties.attestations().keyFile() != null) {
      return warnings;
    }
    for (BuildRuleSettings rule : properties.ledgerSettings().builds()) {
      String stage = rule.rule().after().promote();
      for (PathSettings settings : properties.ledgerSettings().promotions()) {
        PromotionPath path = settings.path();
        if (path.to().equals(stage)) {
          path.gates().stream()
              .filter(UnsignedBuilds::wantsOurs)
              .map(gate ->
                  "build rule %s promotes to stage %s, and gate '%s' of path %s takes no statement that is not signed: set attestations.key-file, and give the gate's verifier its public half"
                      .formatted(rule.rule().name(), stage, gate.name(), path.name()))
              .forEach(warnings::add);
        }
      }
    }
    return warnings;
  }

  private static boolean wantsOurs(Gate gate) {
    return gate instanceof Gate.Attested(_, _, var type)
        && BuildAttestActivitiesImpl.PREDICATE_TYPES.contains(type);
  }
}
