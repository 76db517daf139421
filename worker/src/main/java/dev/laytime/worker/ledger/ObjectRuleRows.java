package dev.laytime.worker.ledger;

import dev.laytime.worker.ledger.ObjectSettings.ObjectRule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The rows of what objects say of build rules. */
final class ObjectRuleRows {

  private final Sql sql;
  private final Json json;

  ObjectRuleRows(Sql sql, Json json) {
    this.sql = sql;
    this.json = json;
  }

  List<ObjectRule> all() {
    return sql.sql("SELECT content FROM object_build_rules ORDER BY object")
        .query((row, _) -> json.read(Cells.text(row, "content"), ObjectRule.class))
        .list();
  }

  /** These are the rows now. */
  void replace(List<ObjectRule> rules) {
    sql.sql("DELETE FROM object_build_rules").update();
    for (ObjectRule rule : rules) {
      sql.sql("INSERT INTO object_build_rules (object, content) VALUES (?, ?)")
          .params(rule.object(), json.write(rule))
          .update();
    }
  }

  /**
   * Configuration's, and those that objects say besides, as far as nothing is another by which they
   * were judged.
   */
  List<BuildRuleSettings> with(LedgerSettings settings) {
    List<BuildRuleSettings> rules = new ArrayList<>(settings.builds());
    Set<String> names = new HashSet<>();
    rules.forEach(rule -> names.add(rule.rule().name()));
    all().stream()
        .filter(rule -> rule.judgedBy().equals(settings.ownKinds().judgedBy()))
        .filter(rule -> names.add(rule.rule().name()))
        .map(rule -> new BuildRuleSettings(rule.rule(), rule.object()))
        .forEach(rules::add);
    return rules;
  }
}
