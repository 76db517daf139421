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
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The rows of builds' rules. */
final class BuildRuleRows {

  private final Sql sql;
  private final Json json;
  private final BuilderRows builders;
  private final AtomicReference<Read> read = new AtomicReference<>(new Read("", List.of()));

  /**
   * What lives go by, each time that they ask.
   *
   * @param revision of the rules; empty where they were not read yet
   * @param rows that are there, configuration's first, then by name
   */
  private record Read(String revision, List<Row> rows) {}

  BuildRuleRows(Sql sql, Json json, BuilderRows builders) {
    this.sql = sql;
    this.json = json;
    this.builders = builders;
  }

  /**
   * A rule as it is remembered.
   *
   * @param present whether there is one, judged or not
   * @param judged false from a start with another configuration on until its object is read again:
   *     nothing is built by it meanwhile
   */
  record Row(BuildRuleSettings settings, boolean present, boolean judged) {

    BuildRule rule() {
      return settings.rule();
    }

    String name() {
      return rule().name();
    }

    /** Why nothing is built by one that is not judged. */
    String objection() {
      return "build rule %s is not judged by the configuration of now yet; its object %s is to be read again"
          .formatted(name(), settings.object());
    }
  }

  /** Those that are there, by name. */
  List<BuildRuleSettings> present() {
    return rows().stream().map(Row::settings).toList();
  }

  private List<Row> rows() {
    return sql.sql("SELECT * FROM build_rules WHERE present ORDER BY name").query(this::row).list();
  }

  /**
   * One that is there.
   *
   * @throws BusyException if it is not judged yet: it is neither there nor gone
   */
  Optional<BuildRule> find(String name) {
    return find("SELECT * FROM build_rules WHERE present AND name = ?", name);
  }

  /** The same, judged or not. */
  Optional<BuildRule> known(String name) {
    return one("SELECT * FROM build_rules WHERE present AND name = ?", name)
        .map(Row::rule)
        .or(() -> builders.find(name));
  }

  /** {@link #find}; until the transaction ends nobody else counts its builds. */
  Optional<BuildRule> lock(String name) {
    return find("SELECT * FROM build_rules WHERE present AND name = ? FOR UPDATE", name);
  }

  private Optional<BuildRule> find(String query, String name) {
    return one(query, name).map(BuildRuleRows::judged).or(() -> builders.find(name));
  }

  private static BuildRule judged(Row row) {
    if (!row.judged()) {
      throw new BusyException(row.objection());
    }
    return row.rule();
  }

  private Optional<Row> one(String query, String name) {
    return sql.sql(query).param(name).query(this::row).optional();
  }

  /**
   * The one that an image is built by: of several configuration's first, then the first by name.
   */
  Optional<Row> covering(Reference image) {
    return covering().apply(image);
  }

  /** The same for many, by the rules as they are now. */
  Function<Reference, Optional<Row>> covering() {
    List<Row> rows = inTurn();
    return image -> rows.stream().filter(row -> row.rule().covers(image)).findFirst();
  }

  private List<Row> inTurn() {
    String revision =
        sql.sql("SELECT build_rules FROM installation")
            .query((row, _) -> Cells.text(row, "build_rules"))
            .optional()
            .orElse("");
    Read known = read.get();
    if (!revision.isEmpty() && known.revision().equals(revision)) {
      return known.rows();
    }
    List<Row> rows =
        rows().stream()
            .sorted(Comparator.comparing(row -> row.settings().object() != null))
            .toList();
    read.set(new Read(revision, rows));
    return rows;
  }

  /**
   * These are the ones that are there.
   *
   * @param notJudgedYet of those that were there the ones of which that is not known yet
   * @return those that are there or were and are others than before
   */
  List<BuildRule> replace(List<BuildRuleSettings> rules, Set<String> notJudgedYet) {
    Map<String, Row> known =
        sql.sql("SELECT * FROM build_rules ORDER BY name").query(this::row).list().stream()
            .collect(Collectors.toMap(Row::name, Function.identity()));
    List<BuildRule> changed = new ArrayList<>();
    Set<String> wanted = new HashSet<>();
    for (BuildRuleSettings settings : rules) {
      String name = settings.rule().name();
      if (wanted.add(name)) {
        Row before = known.get(name);
        if (before == null
            || !before.present()
            || !before.judged()
            || !before.settings().equals(settings)) {
          write(settings, before != null);
          changed.add(settings.rule());
        }
      }
    }
    for (Row row : known.values()) {
      boolean gone = !notJudgedYet.contains(row.name());
      if (row.present() && !wanted.contains(row.name()) && (gone || row.judged())) {
        sql.sql("UPDATE build_rules SET present = ?, judged = ? WHERE name = ?")
            .params(!gone, gone, row.name())
            .update();
        changed.add(row.rule());
      }
    }
    if (!changed.isEmpty()) {
      // No counter: what is rolled back must never be taken for what another one wrote.
      sql.sql("UPDATE installation SET build_rules = ?")
          .param(UUID.randomUUID().toString())
          .update();
    }
    return changed;
  }

  private void write(BuildRuleSettings settings, boolean known) {
    sql.sql(
            known
                ? "UPDATE build_rules SET present = TRUE, judged = TRUE, body = ? WHERE name = ?"
                : "INSERT INTO build_rules (present, body, name) VALUES (TRUE, ?, ?)")
        .params(json.write(settings), settings.rule().name())
        .update();
  }

  private Row row(ResultSet row, int unused) throws SQLException {
    return new Row(
        json.read(Cells.text(row, "body"), BuildRuleSettings.class),
        row.getBoolean("present"),
        row.getBoolean("judged"));
  }
}
