package dev.laytime.worker.building;

import dev.laytime.build.BaseImages;
import dev.laytime.image.Workshop;
import dev.laytime.worker.configuration.LaytimeProperties;
import dev.laytime.worker.ledger.BuildRuleSettings;
import dev.laytime.worker.ledger.LedgerSettings;
import dev.laytime.worker.ledger.StageSettings;
import java.util.List;

/** The stages in which what builders leave stays, with the archives of sources. Pure. */
final class FullWorkshops {

  private FullWorkshops() {}

  /** A line for each that a rule of configuration builds for. */
  static List<String> warnings(LaytimeProperties properties) {
    LedgerSettings settings = properties.ledgerSettings();
    return settings.stages().stream()
        .filter(stage -> !stage.deletionEnabled() || stage.dryRun())
        .filter(stage -> settings.builds().stream().anyMatch(rule -> buildsFor(stage, rule)))
        .map(stage ->
            "nothing is deleted in stage %s: have its registry remove what is old in %s/%s/**, where whoever may pull all of the stage may read the sources of builds"
                .formatted(stage.name(), stage.prefix(), Workshop.NAME))
        .toList();
  }

  private static boolean buildsFor(StageSettings stage, BuildRuleSettings rule) {
    return rule.rule().images().repositories().stream()
        .anyMatch(pattern -> BaseImages.reaches(pattern, stage.prefix().toString()));
  }
}
