package dev.laytime.worker.ledger;

import dev.laytime.build.BuildRule;
import java.util.List;
import java.util.Optional;

/** What people ask about builds, each in one transaction. */
final class JdbcBuilds implements Builds {

  private final Sql sql;
  private final BuildTables builds;

  JdbcBuilds(Tables tables) {
    this.sql = tables.sql;
    this.builds = tables.builds;
  }

  @Override
  public Optional<Known> find(String build) {
    return sql.read(
        "read build " + build, () -> builds.orders.latest(build).map(BuildRows.Row::known));
  }

  @Override
  public Optional<Known> find(String build, String requestId) {
    return sql.read(
        "read build " + build,
        () -> builds.orders.find(build, requestId).map(BuildRows.Row::known));
  }

  @Override
  public List<Known> list(Filter filter) {
    return sql.read("list builds", () -> builds.orders.list(filter));
  }

  @Override
  public List<BuildRuleSettings> rules() {
    return sql.read("list the rules of builds", builds.rules::present);
  }

  @Override
  public Optional<BuildRule> rule(String name) {
    return sql.read("read build rule " + name, () -> builds.rules.known(name));
  }

  @Override
  public List<Count> counts() {
    return sql.read("count builds", builds.orders::counts);
  }
}
