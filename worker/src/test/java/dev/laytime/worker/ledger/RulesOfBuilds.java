package dev.laytime.worker.ledger;

import dev.laytime.build.BuildRule;
import java.util.Arrays;
import java.util.List;

/** The stage of {@link LedgerTest}, one source of use, and rules that build what it misses. */
abstract class RulesOfBuilds extends LedgerTest {

  final Registration.Changes configured(BuildRule... rules) {
    Registration.Changes changes =
        ledger
            .registration()
            .register(
                new LedgerSettings(
                    List.of(stage().settings()),
                    List.of(new SourceSettings("git", "directory", SCAN)),
                    List.of(HUB),
                    List.of(),
                    OwnKindSettings.OFF,
                    List.of(),
                    List.of(),
                    Arrays.stream(rules).map(BuildRuleSettings::new).toList()),
                clock.instant());
    owned();
    return changes;
  }
}
