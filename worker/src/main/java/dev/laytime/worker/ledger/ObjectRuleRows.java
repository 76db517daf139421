package dev.laytime.worker.ledger;

import dev.laytime.worker.ledger.ObjectSettings.ObjectRule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

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
    Set<String> names = configured(settings);
    all().stream()
        .filter(rule -> isJudged(rule, settings))
        .filter(rule -> names.add(rule.rule().name()))
        .map(rule -> new BuildRuleSettings(rule.rule(), rule.object()))
        .forEach(rules::add);
    return rules;
  }

  /**
   * The names of those of objects that something else was judged by: whether they count is known
   * when the objects were read again. What configuration says now stands in for none of them.
   */
  Set<String> notJudgedYet(LedgerSettings settings) {
    if (!settings.ownKinds().counted()) {
      return Set.of();
    }
    Set<String> configured = configured(settings);
    return all().stream()
        .filter(rule -> !isJudged(rule, settings))
        .map(rule -> rule.rule().name())
        .filter(name -> !configured.contains(name))
        .collect(Collectors.toSet());
  }

  private static boolean isJudged(ObjectRule rule, LedgerSettings settings) {
    return rule.judgedBy().equals(settings.ownKinds().judgedBy(rule.object()));
  }

  private static Set<String> configured(LedgerSettings settings) {
    return settings.builds().stream()
        .map(rule -> rule.rule().name())
        .collect(Collectors.toCollection(HashSet::new));
  }
}
