package dev.laytime.worker.ledger;

/** The rows of builds, each kind by its keeper. */
final class BuildTables {

  final BuildRuleRows rules;
  final BuildRows orders;

  BuildTables(Sql sql, Json json) {
    rules = new BuildRuleRows(sql, json);
    orders = new BuildRows(sql, json);
  }
}
