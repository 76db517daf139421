package dev.laytime.worker.ledger;

import dev.laytime.activity.Capabilities;
import dev.laytime.image.Repository;
import dev.laytime.image.Workshop;
import dev.laytime.lifecycle.StagePause;
import dev.laytime.mirror.MirrorRules;
import dev.laytime.mirror.RepositoryPrefix;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows of stages. */
final class Stages {

  private final Sql sql;
  private final Json json;

  Stages(Sql sql, Json json) {
    this.sql = sql;
    this.json = json;
  }

  /** Those that configuration has, by name. */
  List<StageRow> configured() {
    return sql.sql("SELECT * FROM stages WHERE configured ORDER BY name").query(this::row).list();
  }

  Optional<StageRow> named(String name) {
    return sql.sql("SELECT * FROM stages WHERE configured AND name = ?")
        .param(name)
        .query(this::row)
        .optional();
  }

  /** Whether hold tags may be written there: else that one is missing says nothing. */
  boolean writesHolds(String name) {
    return named(name).filter(row -> row.settings().deletes()).isPresent();
  }

  /** The stage that holds a repository: the one of the longest prefix, but for a workshop none. */
  Optional<StageRow> of(Repository repository) {
    return of(configured(), repository);
  }

  static Optional<StageRow> of(List<StageRow> stages, Repository repository) {
    return stages.stream()
        .filter(_ -> !Workshop.has(repository))
        .filter(stage -> stage.settings().prefix().contains(repository))
        .max(Comparator.comparingInt(stage -> stage.settings().prefix().toString().length()));
  }

  static List<RepositoryPrefix> prefixes(List<StageRow> stages) {
    return stages.stream().map(stage -> stage.settings().prefix()).toList();
  }

  /** Until the transaction ends nobody else counts or approves removals in this stage. */
  void lock(String name) {
    sql.sql("SELECT name FROM stages WHERE name = ? FOR UPDATE")
        .param(name)
        .query(String.class)
        .optional();
  }

  /**
   * Adds a stage or changes its settings. What was found out about its registry is forgotten where
   * it may not hold any more: behind another prefix, or since nobody looked.
   */
  void register(StageSettings settings) {
    String text = json.write(settings);
    String prefix = settings.prefix().toString();
    StageRow before =
        sql.sql("SELECT * FROM stages WHERE name = ?")
            .param(settings.name())
            .query(this::row)
            .optional()
            .orElse(null);
    if (before == null) {
      sql.sql(
              """
              INSERT INTO stages (name, prefix, configured, settings, revision)
              VALUES (?, ?, TRUE, ?, '')\
              """)
          .params(settings.name(), prefix, text)
          .update();
      return;
    }
    sql.sql("UPDATE stages SET prefix = ?, configured = TRUE, settings = ? WHERE name = ?")
        .params(prefix, text, settings.name())
        .update();
    boolean moved = !before.settings().prefix().equals(settings.prefix());
    if (moved || (settings.deletes() && !before.settings().deletes())) {
      sql.sql(
              """
              UPDATE stages SET owners = NULL, probed_at = NULL, tag_deletion = NULL,
                immutable_tags = NULL WHERE name = ?\
              """)
          .param(settings.name())
          .update();
    }
    if (moved) {
      new PullTellers(sql).forget(settings.name());
      sql.sql("UPDATE stages SET adopted_owners = NULL WHERE name = ?")
          .param(settings.name())
          .update();
    }
  }

  /** No other stage is configured any more. */
  void keepOnly(List<String> names) {
    for (StageRow stage : configured()) {
      if (!names.contains(stage.name())) {
        sql.sql("UPDATE stages SET configured = FALSE WHERE name = ?").param(stage.name()).update();
      }
    }
  }

  /** Writes which state of the configuration this is. */
  void revise(MirrorRules rules) {
    for (StageRow stage : configured()) {
      sql.sql("UPDATE stages SET revision = ? WHERE name = ?")
          .params(Policies.revision(stage, rules, json), stage.name())
          .update();
    }
  }

  void probed(String name, @Nullable Capabilities capabilities, List<String> owners, Instant at) {
    String known = json.write(owners);
    if (capabilities == null) {
      sql.sql("UPDATE stages SET owners = ?, probed_at = ? WHERE name = ?")
          .params(known, Cells.at(at), name)
          .update();
    } else {
      sql.sql(
              """
              UPDATE stages SET owners = ?, probed_at = ?, tag_deletion = ?, immutable_tags = ?
              WHERE name = ?\
              """)
          .params(
              known,
              Cells.at(at),
              capabilities.tagDeletion().name(),
              capabilities.immutableTags(),
              name)
          .update();
    }
  }

  void adopt(StageRow stage, String by, Instant at) {
    List<String> owners = stage.owners() == null ? List.of() : stage.owners();
    sql.sql("UPDATE stages SET adopted_owners = ?, adopted_by = ?, adopted_at = ? WHERE name = ?")
        .params(json.write(owners), Cells.cut(by, 255), Cells.at(at), stage.name())
        .update();
  }

  /** Writes that a stage is paused, or, with null, that it is not. */
  void pause(String name, @Nullable StagePause pause) {
    sql.sql(
            """
            UPDATE stages SET paused_by = ?, paused_why = ?, paused_at = ?, paused_until = ?
            WHERE name = ?\
            """)
        .params(
            Cells.row(
                pause == null ? null : Cells.cut(pause.by(), 255),
                pause == null ? null : Cells.cut(pause.why(), 2000),
                pause == null ? null : Cells.at(pause.since()),
                pause == null ? null : Cells.atOrNull(pause.until()),
                name))
        .update();
  }

  private static @Nullable StagePause pause(ResultSet row) throws SQLException {
    Instant since = Cells.instantOrNull(row, "paused_at");
    return since == null
        ? null
        : new StagePause(
            Cells.text(row, "name"),
            Cells.text(row, "paused_by"),
            Cells.text(row, "paused_why"),
            since,
            Cells.instantOrNull(row, "paused_until"));
  }

  private StageRow row(ResultSet row, int unused) throws SQLException {
    String tagDeletion = row.getString("tag_deletion");
    String owners = row.getString("owners");
    String adopted = row.getString("adopted_owners");
    return new StageRow(
        json.read(Cells.text(row, "settings"), StageSettings.class),
        Cells.text(row, "revision"),
        tagDeletion == null
            ? null
            : new Capabilities(
                Capabilities.TagDeletion.valueOf(tagDeletion), row.getBoolean("immutable_tags")),
        owners == null ? null : json.texts(owners),
        adopted == null ? List.of() : json.texts(adopted),
        pause(row));
  }
}
