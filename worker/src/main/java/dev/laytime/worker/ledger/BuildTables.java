package dev.laytime.worker.ledger;

/** The rows of builds, each kind by its keeper. */
final class BuildTables {

  final BuildRuleRows rules;
  final BuildRows orders;
  final BuilderRows builders;
  final RuleMark marks;
  final BuildCharges charges;
  final BuildWaits waits;

  BuildTables(Sql sql, Json json) {
    builders = new BuilderRows(sql, json);
    rules = new BuildRuleRows(sql, json, builders);
    orders = new BuildRows(sql, json);
    marks = new RuleMark(json);
    charges = new BuildCharges(sql);
    waits = new BuildWaits(sql);
  }
}
