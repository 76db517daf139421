package dev.laytime.worker.ledger;

import dev.laytime.build.BuildRule;
import dev.laytime.image.Reference;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The rows of builds' rules. */
final class BuildRuleRows {

  private static final int HASH = 16;

  private final Sql sql;
  private final Json json;
  private final BuilderRows builders;

  BuildRuleRows(Sql sql, Json json, BuilderRows builders) {
    this.sql = sql;
    this.json = json;
    this.builders = builders;
  }

  private record Row(BuildRuleSettings settings, boolean present) {

    String name() {
      return settings.rule().name();
    }
  }

  /** Those that are there, by name. */
  List<BuildRuleSettings> present() {
    return sql
        .sql("SELECT * FROM build_rules WHERE present ORDER BY name")
        .query(this::row)
        .list()
        .stream()
        .map(Row::settings)
        .toList();
  }

  /** One that is there. */
  Optional<BuildRule> find(String name) {
    return find("SELECT * FROM build_rules WHERE present AND name = ?", name);
  }

  /** The same; until the transaction ends nobody else counts its builds. */
  Optional<BuildRule> lock(String name) {
    return find("SELECT * FROM build_rules WHERE present AND name = ? FOR UPDATE", name);
  }

  private Optional<BuildRule> find(String query, String name) {
    return sql.sql(query)
        .param(name)
        .query(this::row)
        .optional()
        .map(row -> row.settings().rule())
        .or(() -> builders.find(name));
  }

  /**
   * The one that an image is built by: of several configuration's first, then the first by name.
   */
  Optional<BuildRule> covering(Reference image) {
    return present().stream()
        .sorted(Comparator.comparing(settings -> settings.object() != null))
        .map(BuildRuleSettings::rule)
        .filter(rule -> rule.covers(image))
        .findFirst();
  }

  /** Tells one state of a rule from another. */
  String hash(BuildRule rule) {
    return Hashes.of(HASH, json.write(rule));
  }

  /**
   * These are the ones that are there.
   *
   * @return those that are there or were and are others than before
   */
  List<BuildRule> replace(List<BuildRuleSettings> rules) {
    Map<String, Row> known =
        sql.sql("SELECT * FROM build_rules ORDER BY name").query(this::row).list().stream()
            .collect(Collectors.toMap(Row::name, Function.identity()));
    List<BuildRule> changed = new ArrayList<>();
    Set<String> wanted = new HashSet<>();
    for (BuildRuleSettings settings : rules) {
      String name = settings.rule().name();
      if (wanted.add(name)) {
        Row before = known.get(name);
        if (before == null || !before.present() || !before.settings().equals(settings)) {
          write(settings, before != null);
          changed.add(settings.rule());
        }
      }
    }
    for (Row row : known.values()) {
      if (row.present() && !wanted.contains(row.name())) {
        sql.sql("UPDATE build_rules SET present = FALSE WHERE name = ?")
            .params(row.name())
            .update();
        changed.add(row.settings().rule());
      }
    }
    return changed;
  }

  private void write(BuildRuleSettings settings, boolean known) {
    sql.sql(
            known
                ? "UPDATE build_rules SET present = TRUE, body = ? WHERE name = ?"
                : "INSERT INTO build_rules (present, body, name) VALUES (TRUE, ?, ?)")
        .params(json.write(settings), settings.rule().name())
        .update();
  }

  private Row row(ResultSet row, int unused) throws SQLException {
    return new Row(
        json.read(Cells.text(row, "body"), BuildRuleSettings.class), row.getBoolean("present"));
  }
}
