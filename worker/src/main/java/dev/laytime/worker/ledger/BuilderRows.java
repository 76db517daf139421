package dev.laytime.worker.ledger;

import dev.laytime.build.BuildRule;
import java.util.List;
import java.util.Optional;

/**
 * The rows of the rules that image-operator's objects are built by. Only who knows such a rule by
 * name builds by it: no life orders what an object of a cluster says.
 */
final class BuilderRows {

  private final Sql sql;
  private final Json json;

  BuilderRows(Sql sql, Json json) {
    this.sql = sql;
    this.json = json;
  }

  List<String> names() {
    return sql.sql("SELECT rule FROM builders").query((row, _) -> Cells.text(row, "rule")).list();
  }

  /** One of them, as {@link BuildRuleRows#lock} and {@link BuildRuleRows#find} find others. */
  Optional<BuildRule> find(String name) {
    return sql.sql("SELECT body FROM builders WHERE rule = ?")
        .param(name)
        .query((row, _) -> json.read(Cells.text(row, "body"), BuildRule.class))
        .optional();
  }

  void put(FoundBuilders.FoundBuilder found) {
    String body = json.write(found.rule());
    int known =
        sql.sql("UPDATE builders SET object = ?, body = ? WHERE rule = ?")
            .params(found.object(), body, found.rule().name())
            .update();
    if (known == 0) {
      sql.sql("INSERT INTO builders (object, body, rule) VALUES (?, ?, ?)")
          .params(found.object(), body, found.rule().name())
          .update();
    }
  }

  void remove(String name) {
    sql.sql("DELETE FROM builders WHERE rule = ?").param(name).update();
  }
}
