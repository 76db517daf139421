package dev.laytime.worker.ledger;

import dev.laytime.image.Sha256;
import dev.laytime.mirror.MirrorRule;
import dev.laytime.mirror.RepositoryPrefix;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rows of adapters that are configured, and of mirror rules that adapters found last. */
final class AdapterRules {

  private static final int SETTINGS_DIGITS = 64;

  private final Sql sql;

  AdapterRules(Sql sql) {
    this.sql = sql;
  }

  /** These are the adapters of now; what others found is kept until they are configured again. */
  void configure(List<AdapterSettings> adapters) {
    sql.sql("DELETE FROM adapters").update();
    sql.batch(
        "INSERT INTO adapters (name, settings, repositories, namespaces) VALUES (?, ?, ?, ?)",
        adapters.stream()
            .map(adapter ->
                new @Nullable Object[] {
                  adapter.name(),
                  settings(adapter),
                  LimitCells.lines(adapter.limits().repositories()),
                  LimitCells.lines(adapter.limits().namespaces())
                })
            .toList());
  }

  /** Whether whoever registered last has this adapter, with these settings. */
  boolean has(AdapterSettings adapter) {
    return sql.sql("SELECT 1 FROM adapters WHERE name = ? AND settings = ?")
        .params(adapter.name(), settings(adapter))
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  private static String settings(AdapterSettings adapter) {
    return Sha256.name(SETTINGS_DIGITS, adapter.settings());
  }

  /** These are an adapter's rules now. */
  void replace(String adapter, List<MirrorRule> rules) {
    sql.sql("DELETE FROM adapter_rules WHERE adapter = ?").param(adapter).update();
    sql.batch(
        "INSERT INTO adapter_rules (adapter, target, source, poll_seconds) VALUES (?, ?, ?, ?)",
        rules.stream()
            .map(rule ->
                new @Nullable Object[] {
                  adapter,
                  rule.target().toString(),
                  rule.source().toString(),
                  PollCells.seconds(rule)
                })
            .toList());
  }

  /**
   * Those of configuration, and of the adapters of now what lies below no target of those, each
   * target once.
   */
  List<MirrorRule> with(List<MirrorRule> configured) {
    List<RepositoryPrefix> taken =
        configured.stream().filter(rule -> !rule.alias()).map(MirrorRule::target).toList();
    Set<RepositoryPrefix> found = new HashSet<>();
    List<MirrorRule> all = new ArrayList<>(configured);
    for (String adapter : names()) {
      of(adapter).stream()
          .filter(rule -> taken.stream().noneMatch(rule.target()::liesIn))
          .filter(rule -> found.add(rule.target()))
          .forEach(all::add);
    }
    return all;
  }

  private List<String> names() {
    return sql.sql("SELECT name FROM adapters ORDER BY name")
        .query((row, _) -> Cells.text(row, "name"))
        .list();
  }

  /** What an adapter of now found last. */
  List<MirrorRule> of(String adapter) {
    return sql.sql(
            """
            SELECT r.target, r.source, r.poll_seconds, a.repositories, a.namespaces
              FROM adapter_rules r JOIN adapters a ON a.name = r.adapter WHERE r.adapter = ?
            ORDER BY r.target, r.source\
            """)
        .param(adapter)
        .query((row, _) ->
            MirrorRule.found(
                    RepositoryPrefix.parse(Cells.text(row, "target")),
                    RepositoryPrefix.parse(Cells.text(row, "source")))
                .limitedTo(LimitCells.of(row))
                .polled(PollCells.interval(row)))
        .list();
  }
}
