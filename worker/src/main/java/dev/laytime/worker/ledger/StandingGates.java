package dev.laytime.worker.ledger;

import dev.laytime.image.Sha256;
import dev.laytime.promotion.PromotionPath;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/**
 * What paths and their gates are, where all workers that share the ledger say the same; used within
 * a transaction. Each of them writes down what it reads. While they differ, as files do that change
 * on one machine before the other, nobody knows which of them is the one that counts.
 */
final class StandingGates {

  /** For so long counts what a worker wrote: it writes it anew long before. */
  static final Duration FRESH = Duration.ofMinutes(2);

  /** So long a row may stay that its worker did not take away. */
  private static final Duration KEPT = Duration.ofHours(1);

  private static final int DIGITS = 64;

  private final Sql sql;
  private final GateSettings settings;
  private final InstantSource clock;
  private final String worker = UUID.randomUUID().toString();

  StandingGates(Sql sql, GateSettings settings, InstantSource clock) {
    this.sql = sql;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * The hash of a path as it is now, of where its stages are, and of all that its gates are.
   *
   * @throws BusyException if part of it cannot be read, or is another one on another worker
   */
  String of(PromotionPath path, PathFit places) {
    List<GateSettings.Named> named = settings.of(path);
    named.forEach(this::requireSame);
    return GatesHash.of(path, places, named);
  }

  private void requireSame(GateSettings.Named named) {
    boolean differs =
        sql
            .sql(
                """
                SELECT content FROM gate_readings
                WHERE name = ? AND worker <> ? AND content <> ? AND read_at > ?\
                """)
            .params(named.name(), worker, content(named), Cells.at(clock.instant().minus(FRESH)))
            .query(String.class)
            .list()
            .stream()
            .findAny()
            .isPresent();
    if (differs) {
      throw new BusyException(
          "%s is another one on another worker: nothing is judged until all have the same"
              .formatted(named.name()));
    }
  }

  /** Writes down what this worker reads now; what it cannot read it says nothing of. */
  void say() {
    Instant now = clock.instant();
    List<GateSettings.Named> all = settings.all();
    forget();
    sql.sql("DELETE FROM gate_readings WHERE read_at < ?")
        .param(Cells.at(now.minus(KEPT)))
        .update();
    all.forEach(named ->
        sql.sql("INSERT INTO gate_readings (worker, name, content, read_at) VALUES (?, ?, ?, ?)")
            .params(worker, named.name(), content(named), Cells.at(now))
            .update());
  }

  /** This worker reads nothing any more. */
  void forget() {
    sql.sql("DELETE FROM gate_readings WHERE worker = ?").param(worker).update();
  }

  private static String content(GateSettings.Named named) {
    return Sha256.name(DIGITS, named.texts().toArray());
  }
}
