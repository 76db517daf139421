package dev.laytime.worker.ledger;

import dev.laytime.promotion.Gate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A ledger in memory that knows of one path, {@code to-prod} from {@code dev} to {@code prod}. */
public final class OnePathLedger {

  private OnePathLedger() {}

  /** Opens it, for tests of other packages. */
  public static Ledger open(String name, Gate... gates) {
    Ledger ledger = Ledger.open(Ledger.inMemory(name), null, null);
    ledger
        .registration()
        .register(
            new LedgerSettings(
                List.of(
                    LedgerTest.stage().name("dev", "reg:5000/dev").external("**").settings(),
                    LedgerTest.stage().name("prod", "reg:5000/prod").external("**").settings()),
                List.of(new SourceSettings("git", "directory", Duration.ofMinutes(5))),
                List.of(),
                List.of(),
                OwnKindSettings.OFF,
                List.of(),
                List.of(PromotingTest.path().gates(gates).settings())),
            Instant.now());
    return ledger;
  }
}
