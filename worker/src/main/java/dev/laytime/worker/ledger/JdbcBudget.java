package dev.laytime.worker.ledger;

import dev.laytime.ledger.RequestBudget;
import dev.laytime.ledger.Urgency;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The rows of leases. Their only clock is the database's. */
final class JdbcBudget implements RequestBudget {

  private final Sql sql;

  JdbcBudget(Sql sql) {
    this.sql = sql;
  }

  /** A row while nobody else may change it, and the time. */
  private record Locked(Pace pace, Instant now) {}

  @Override
  public Lease take(Account account, Duration interval, int wanted, Urgency urgency) {
    return sql.write(
        "lease requests to " + account.host(),
        () -> {
          Locked row = lock(account);
          Pace.Taken taken = row.pace().take(row.now(), interval, wanted, urgency);
          if (!taken.left().equals(row.pace())) {
            update(account, taken.left());
          }
          return taken.lease();
        });
  }

  @Override
  public void slow(Account account, Slowdown slowdown) {
    sql.change(
        "slow down requests to " + account.host(),
        () -> {
          Locked row = lock(account);
          update(account, row.pace().slowed(row.now(), slowdown));
        });
  }

  @Override
  public Map<String, Duration> waits() {
    return sql.read(
        "tell how long registries are to be waited for",
        () -> {
          Instant now = now();
          Map<String, Duration> waits = new LinkedHashMap<>();
          sql.sql("SELECT host, MAX(next_at) AS next_at FROM leases GROUP BY host ORDER BY host")
              .query((row, _) ->
                  waits.put(
                      Cells.text(row, "host"), Pace.until(now, Cells.instant(row, "next_at"))))
              .list();
          return waits;
        });
  }

  private Locked lock(Account account) {
    Pace pace = find(account).orElseGet(() -> insert(account));
    return new Locked(pace, now());
  }

  private Optional<Pace> find(Account account) {
    return sql.sql(
            """
            SELECT next_at, spread_nanos, spread_until,
              awaited_until, ordered_until, ordered_passed, refresh_passed
            FROM leases WHERE host = ? AND login = ? FOR UPDATE\
            """)
        .params(host(account), login(account))
        .query(JdbcBudget::pace)
        .optional();
  }

  private Instant now() {
    return sql.sql("SELECT CURRENT_TIMESTAMP").query(OffsetDateTime.class).single().toInstant();
  }

  private Pace insert(Account account) {
    sql.sql(
            """
            INSERT INTO leases (host, login, next_at, spread_nanos, spread_until)
            VALUES (?, ?, ?, ?, ?)\
            """)
        .params(
            host(account),
            login(account),
            Cells.at(Pace.FRESH.next()),
            Pace.FRESH.spread().toNanos(),
            Cells.at(Pace.FRESH.spreadUntil()))
        .update();
    return Pace.FRESH;
  }

  private void update(Account account, Pace pace) {
    sql.sql(
            """
            UPDATE leases SET next_at = ?, spread_nanos = ?, spread_until = ?,
              awaited_until = ?, ordered_until = ?, ordered_passed = ?, refresh_passed = ?
            WHERE host = ? AND login = ?\
            """)
        .params(
            Cells.at(pace.next()),
            pace.spread().toNanos(),
            Cells.at(pace.spreadUntil()),
            Cells.at(pace.precedence().awaitedUntil()),
            Cells.at(pace.precedence().orderedUntil()),
            pace.precedence().orderedPassed(),
            pace.precedence().refreshPassed(),
            host(account),
            login(account))
        .update();
  }

  private static String host(Account account) {
    return Cells.cut(account.host(), 255);
  }

  private static String login(Account account) {
    return Cells.cut(account.login(), 255);
  }

  private static Pace pace(ResultSet row, int unused) throws SQLException {
    return new Pace(
        Cells.instant(row, "next_at"),
        Duration.ofNanos(row.getLong("spread_nanos")),
        Cells.instant(row, "spread_until"),
        new Precedence(
            Cells.instant(row, "awaited_until"),
            Cells.instant(row, "ordered_until"),
            row.getInt("ordered_passed"),
            row.getInt("refresh_passed")));
  }
}
