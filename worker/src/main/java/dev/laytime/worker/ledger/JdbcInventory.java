package dev.laytime.worker.ledger;

import dev.laytime.image.Digest;
import dev.laytime.image.Repository;
import dev.laytime.image.ReservedTags;
import dev.laytime.image.Tag;
import dev.laytime.ledger.Inventory;
import dev.laytime.workflow.WorkflowIds;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The rows of what sweeps found. */
final class JdbcInventory implements Inventory {

  private final Sql sql;
  private final Stages stages;

  JdbcInventory(Sql sql, Stages stages) {
    this.sql = sql;
    this.stages = stages;
  }

  @Override
  public List<Repository> known(String stage) {
    return sql.read(
        "list the repositories of stage " + stage,
        () -> {
          List<Repository> known =
              sql.sql(
                      """
                      SELECT DISTINCT repository FROM lives
                      UNION SELECT DISTINCT repository FROM closures ORDER BY repository\
                      """)
                  .query((row, _) -> Repository.parse(Cells.text(row, "repository")))
                  .list();
          return of(stage, known);
        });
  }

  @Override
  public List<Repository> within(String stage, Collection<Repository> repositories) {
    return sql.read("find what stage %s has".formatted(stage), () -> of(stage, repositories));
  }

  @Override
  public Set<Digest> unlisted(String stage, Repository repository) {
    return sql.read(
        "list what is known by digest alone in " + repository,
        () -> stages.writesHolds(stage) ? Set.of() : byDigest(repository));
  }

  private Set<Digest> byDigest(Repository repository) {
    return sql.sql(
            """
            SELECT DISTINCT digest FROM lives WHERE repository = ? AND NOT tagged AND NOT finished
              AND digest IS NOT NULL AND state IN ('PRESENT', 'UNUSED')\
            """)
        .param(repository.toString())
        .query((row, _) -> new Digest(Cells.text(row, "digest")))
        .set();
  }

  private List<Repository> of(String stage, Collection<Repository> repositories) {
    List<StageRow> all = stages.configured();
    return repositories.stream()
        .filter(
            repository -> Stages.of(all, repository).map(StageRow::name).equals(Optional.of(stage)))
        .toList();
  }

  /**
   * What a tag named in the last sweep that listed its repository.
   *
   * @param firstSeen when the sweep began that found the tag first
   */
  record Row(Repository repository, Tag tag, Digest digest, Instant firstSeen) {}

  @Override
  public void found(
      String stage,
      Instant sweepStartedAt,
      Repository repository,
      Map<Tag, Digest> tags,
      Set<Digest> held) {
    Instant at = sweepStartedAt.truncatedTo(ChronoUnit.MICROS);
    sql.change(
        "write down what %s holds".formatted(repository),
        () -> {
          Instant last = lockSweep(stage, repository);
          if (last != null && last.isAfter(at)) {
            return;
          }
          writeSweep(stage, repository, at, last != null);
          replace(stage, repository, at, tags);
          replaceHolds(stage, repository, held);
        });
  }

  /** When the last sweep that listed a repository began; null where none did. */
  @Nullable Instant sweptAt(String stage, Repository repository) {
    return swept("", stage, repository);
  }

  /** What the last sweep found in a repository. */
  List<Row> in(String stage, Repository repository) {
    return sql.sql(
            """
            SELECT tag, digest, first_seen FROM inventory WHERE stage = ? AND repository = ?
            ORDER BY tag\
            """)
        .params(stage, repository.toString())
        .query((row, _) ->
            new Row(
                repository,
                new Tag(Cells.text(row, "tag")),
                new Digest(Cells.text(row, "digest")),
                Cells.instant(row, "first_seen")))
        .list();
  }

  private @Nullable Instant lockSweep(String stage, Repository repository) {
    return swept(" FOR UPDATE", stage, repository);
  }

  private @Nullable Instant swept(String lock, String stage, Repository repository) {
    return sql.sql(
            "SELECT swept_at FROM swept_repositories WHERE stage = ? AND repository = ?" + lock)
        .params(stage, repository.toString())
        .query((row, _) -> Cells.instant(row, "swept_at"))
        .optional()
        .orElse(null);
  }

  private void writeSweep(String stage, Repository repository, Instant at, boolean known) {
    sql.sql(
            known
                ? "UPDATE swept_repositories SET swept_at = ? WHERE stage = ? AND repository = ?"
                : "INSERT INTO swept_repositories (swept_at, stage, repository) VALUES (?, ?, ?)")
        .params(Cells.at(at), stage, repository.toString())
        .update();
  }

  private void replace(String stage, Repository repository, Instant at, Map<Tag, Digest> tags) {
    Map<Tag, Instant> firstSeen = new LinkedHashMap<>();
    in(stage, repository).forEach(row -> firstSeen.put(row.tag(), row.firstSeen()));
    sql.sql("DELETE FROM inventory WHERE stage = ? AND repository = ?")
        .params(stage, repository.toString())
        .update();
    List<@Nullable Object[]> rows = new ArrayList<>();
    new TreeMap<>(tags)
        .forEach((tag, digest) -> {
          if (!ReservedTags.isReserved(tag)) {
            rows.add(
                new @Nullable Object[] {
                  stage,
                  repository.toString(),
                  tag.value(),
                  WorkflowIds.life(repository.tagged(tag)),
                  digest.value(),
                  Cells.at(firstSeen.getOrDefault(tag, at)),
                  Cells.at(at)
                });
          }
        });
    sql.batch(
        """
        INSERT INTO inventory (stage, repository, tag, life, digest, first_seen, swept_at)
        VALUES (?, ?, ?, ?, ?, ?, ?)\
        """,
        rows);
  }

  private void replaceHolds(String stage, Repository repository, Set<Digest> held) {
    sql.sql("DELETE FROM holds WHERE stage = ? AND repository = ?")
        .params(stage, repository.toString())
        .update();
    List<@Nullable Object[]> rows = new ArrayList<>();
    held.forEach(digest -> {
      String life = WorkflowIds.life(repository.pinned(digest));
      rows.add(new @Nullable Object[] {stage, repository.toString(), digest.value(), life});
    });
    sql.batch("INSERT INTO holds (stage, repository, digest, life) VALUES (?, ?, ?, ?)", rows);
  }
}
