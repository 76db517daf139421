package dev.laytime.worker.ledger;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Remembers hosts in a row for each adapter. */
final class JdbcRememberedHosts implements RememberedHosts {

  private final Tables tables;
  private final Installation installation;

  JdbcRememberedHosts(Tables tables) {
    this.tables = tables;
    this.installation = new Installation(tables.sql);
  }

  @Override
  public Optional<Hosts> find(String adapter) {
    return tables.sql.read(
        "read which hosts the logins of %s are for".formatted(adapter), () -> found(adapter));
  }

  @Override
  public Hosts remember(String adapter, Hosts hosts) {
    return tables.sql.write(
        "remember which hosts the logins of %s are for".formatted(adapter),
        () -> {
          String _ = installation.lock();
          return found(adapter).orElseGet(() -> added(adapter, hosts));
        });
  }

  private Optional<Hosts> found(String adapter) {
    return tables
        .sql
        .sql("SELECT sources, destinations FROM login_hosts WHERE adapter = ?")
        .param(adapter)
        .query((row, _) ->
            new Hosts(hosts(Cells.text(row, "sources")), hosts(Cells.text(row, "destinations"))))
        .optional();
  }

  private Hosts added(String adapter, Hosts hosts) {
    tables
        .sql
        .sql(
            """
            INSERT INTO login_hosts (adapter, sources, destinations, remembered_at)
            VALUES (?, ?, ?, ?)\
            """)
        .params(
            adapter,
            lines(hosts.sources()),
            lines(hosts.destinations()),
            Cells.at(tables.clock.instant()))
        .update();
    return hosts;
  }

  private static Set<String> hosts(String lines) {
    return lines.lines().filter(line -> !line.isBlank()).collect(Collectors.toSet());
  }

  private static String lines(Collection<String> hosts) {
    return hosts.stream().sorted().collect(Collectors.joining("\n"));
  }
}
