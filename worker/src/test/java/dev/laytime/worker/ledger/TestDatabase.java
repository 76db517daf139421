package dev.laytime.worker.ledger;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A database of one test class: in memory, or a schema of its own in the PostgreSQL that {@code
 * -Dledger.url} names, with {@code -Dledger.username} and {@code -Dledger.password}.
 */
final class TestDatabase implements AutoCloseable {

  static final List<String> TABLES =
      List.of(
          "adapter_rules",
          "adapters",
          "breakers",
          "build_rules",
          "build_waits",
          "builder_images",
          "builder_texts",
          "builders",
          "builds",
          "closures",
          "departures",
          "displaced",
          "events",
          "fetched_manifests",
          "finds",
          "floating_reservations",
          "floating_tags",
          "forbidden",
          "gate_readings",
          "holds",
          "installation",
          "intentions",
          "inventory",
          "leases",
          "listed_tags",
          "listings",
          "lives",
          "login_hosts",
          "logins",
          "looks",
          "manifest_bodies",
          "mirror_targets",
          "obituaries",
          "object_build_rules",
          "object_paths",
          "object_pins",
          "object_retention",
          "object_sources",
          "object_stages",
          "pins",
          "poll_schedules",
          "poll_waits",
          "polled_repositories",
          "polled_tags",
          "polls",
          "present_since",
          "promises",
          "promotion_holds",
          "promotion_images",
          "promotion_moves",
          "promotion_paths",
          "promotion_releases",
          "promotion_rounds",
          "promotion_statements",
          "promotions",
          "proven_words",
          "pull_teller_instances",
          "pull_tellers",
          "pulled_manifests",
          "pulls",
          "released_versions",
          "rules",
          "scan_references",
          "scans",
          "seen_signatures",
          "sources",
          "stages",
          "sweep_breakers",
          "swept_repositories",
          "tag_mirrors",
          "told",
          "uploads",
          "workload_images",
          "workload_revisions");

  private static final @Nullable String SERVER = System.getProperty("ledger.url");

  private final String name = "t" + UUID.randomUUID().toString().replace("-", "");
  private final Ledger ledger;

  TestDatabase(InstantSource clock) {
    if (SERVER == null) {
      ledger = Ledger.open(Ledger.inMemory(name), null, null, clock, Database.PATIENCE);
    } else {
      execute("CREATE SCHEMA " + name);
      String join = SERVER.contains("?") ? "&" : "?";
      ledger =
          Ledger.open(
              SERVER + join + "currentSchema=" + name,
              username(),
              password(),
              clock,
              Database.PATIENCE);
    }
  }

  static boolean onServer() {
    return SERVER != null;
  }

  Ledger ledger() {
    return ledger;
  }

  /** Every row of every table, each as text. */
  Map<String, List<String>> rows() {
    Map<String, List<String>> rows = new TreeMap<>();
    TABLES.forEach(table -> rows.put(table, rows(table)));
    return rows;
  }

  /** Every row of one table, each as text. */
  List<String> rows(String table) {
    return ledger
        .sql()
        .read(
            "read all",
            () ->
                ledger.sql().sql(select(table)).query().listOfRows().stream()
                    .map(TestDatabase::text)
                    .sorted()
                    .toList());
  }

  /** The number of a look tells one time from another, and nothing else. */
  private static String select(String table) {
    return table.equals("looks") ? "SELECT image, why FROM looks" : "SELECT * FROM " + table;
  }

  private static String text(Map<String, Object> row) {
    Map<String, String> cells = new TreeMap<>();
    row.forEach((column, value) ->
        cells.put(
            column.toLowerCase(Locale.ROOT),
            value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : value + ""));
    return cells.toString();
  }

  /** The tables that there are. */
  List<String> tables() {
    return ledger
        .sql()
        .read(
            "list tables",
            () ->
                ledger
                    .sql()
                    .sql(
                        """
                        SELECT LOWER(table_name) AS name FROM information_schema.tables
                        WHERE LOWER(table_schema) = :schema ORDER BY 1\
                        """)
                    .param("schema", SERVER == null ? "public" : name)
                    .query((row, _) -> Cells.text(row, "name"))
                    .list());
  }

  void clear() {
    ledger
        .sql()
        .change(
            "clear",
            () -> TABLES.forEach(table -> ledger.sql().sql("DELETE FROM " + table).update()));
  }

  @Override
  public void close() {
    ledger.close();
    if (SERVER != null) {
      execute("DROP SCHEMA " + name + " CASCADE");
    }
  }

  private static @Nullable String username() {
    return System.getProperty("ledger.username");
  }

  private static @Nullable String password() {
    return System.getProperty("ledger.password");
  }

  private static void execute(String statement) {
    List<String> given = new ArrayList<>();
    given.add(SERVER);
    try (Connection connection =
            DriverManager.getConnection(given.getFirst(), username(), password());
        Statement sql = connection.createStatement()) {
      sql.execute(statement);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
