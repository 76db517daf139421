package dev.laytime.worker.ledger;

import dev.laytime.image.Repository;
import dev.laytime.mirror.MirrorRule;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rows of repositories whose tags polls list at their sources. */
final class PolledRepositories {

  private final Sql sql;

  PolledRepositories(Sql sql) {
    this.sql = sql;
  }

  boolean isListed(MirrorRule rule, Repository repository) {
    return sql.sql(
                """
                SELECT COUNT(*) FROM polled_repositories
                WHERE target = ? AND source = ? AND repository = ? AND listed_at IS NOT NULL\
                """)
            .params(rule.target().toString(), rule.source().toString(), repository.toString())
            .query(Integer.class)
            .single()
        > 0;
  }

  private record Looked(Repository repository, Instant at) {}

  /** The polls that were last done with each; those with which none was are missing. */
  Map<Repository, Instant> looked(MirrorRule rule, List<Repository> repositories) {
    return repositories.isEmpty()
        ? Map.of()
        : sql
            .sql(
                """
                SELECT repository, looked_at FROM polled_repositories
                WHERE target = :target AND source = :source AND repository IN (:repositories)\
                """)
            .param("target", rule.target().toString())
            .param("source", rule.source().toString())
            .param("repositories", repositories.stream().map(Repository::toString).toList())
            .query((row, _) ->
                new Looked(
                    Repository.parse(Cells.text(row, "repository")),
                    Cells.instant(row, "looked_at")))
            .list()
            .stream()
            .collect(Collectors.toMap(Looked::repository, Looked::at));
  }

  /**
   * Remembers that a poll is done with a repository.
   *
   * @param listed the poll that listed it first; null where none has, or one before
   */
  void look(MirrorRule rule, Repository repository, @Nullable Instant listed, Instant poll) {
    int known =
        sql.sql(
                """
                UPDATE polled_repositories SET looked_at = ?,
                  listed_at = COALESCE(listed_at, CAST(? AS TIMESTAMP(6) WITH TIME ZONE))
                WHERE target = ? AND source = ? AND repository = ?\
                """)
            .params(
                Cells.row(
                    Cells.at(poll),
                    Cells.atOrNull(listed),
                    rule.target().toString(),
                    rule.source().toString(),
                    repository.toString()))
            .update();
    if (known == 0) {
      sql.sql(
              """
              INSERT INTO polled_repositories (target, source, repository, listed_at, looked_at)
              VALUES (?, ?, ?, ?, ?)\
              """)
          .params(
              Cells.row(
                  rule.target().toString(),
                  rule.source().toString(),
                  repository.toString(),
                  Cells.atOrNull(listed),
                  Cells.at(poll)))
          .update();
    }
  }
}
