package dev.laytime.worker.ledger;

import dev.laytime.ledger.RequestBudget;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
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
  public Lease take(Account account, Duration interval, int wanted) {
    return sql.write(
        "lease requests to " + account.host(),
        () -> {
          Locked row = lock(account);
          Pace.Taken taken = row.pace().take(row.now(), interval, wanted);
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

  private Locked lock(Account account) {
    Pace pace = find(account).orElseGet(() -> insert(account));
    return new Locked(pace, now());
  }

  private Optional<Pace> find(Account account) {
    return sql.sql(
            """
            SELECT next_at, spread_nanos, spread_until FROM leases
            WHERE host = ? AND login = ? FOR UPDATE\
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
            UPDATE leases SET next_at = ?, spread_nanos = ?, spread_until = ?
            WHERE host = ? AND login = ?\
            """)
        .params(
            Cells.at(pace.next()),
            pace.spread().toNanos(),
            Cells.at(pace.spreadUntil()),
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
        Cells.instant(row, "spread_until"));
  }
}
