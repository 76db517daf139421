package dev.laytime.worker.ledger;

import dev.laytime.image.Digest;
import dev.laytime.image.Repository;
import dev.laytime.ledger.Closures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows of closures. */
final class JdbcClosures implements Closures {

  private final Sql sql;

  JdbcClosures(Sql sql) {
    this.sql = sql;
  }

  @Override
  public void record(Repository repository, Digest root, List<Member> members) {
    Map<Digest, Member> distinct = new LinkedHashMap<>();
    distinct.put(root, new Member(root, Kind.ROOT, 0));
    // The root counts as the root, whatever else it is to itself.
    members.forEach(member -> {
      if (member.kind() == Kind.ROOT) {
        distinct.put(member.digest(), member);
      } else {
        distinct.putIfAbsent(member.digest(), member);
      }
    });
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (Member member : distinct.values()) {
      rows.add(
          new @Nullable Object[] {
            repository.toString(),
            root.value(),
            member.digest().value(),
            member.kind().name(),
            member.bytes()
          });
    }
    sql.change(
        "write down what %s@%s is made of".formatted(repository, root),
        () -> {
          sql.sql("DELETE FROM closures WHERE repository = ? AND root = ?")
              .params(repository.toString(), root.value())
              .update();
          sql.batch(
              """
              INSERT INTO closures (repository, root, member, kind, bytes)
              VALUES (?, ?, ?, ?, ?)\
              """,
              rows);
        });
  }

  @Override
  public List<Member> members(Repository repository, Digest root) {
    return sql.read(
        "read what %s@%s is made of".formatted(repository, root),
        () ->
            sql.sql(
                    """
                    SELECT member, kind, bytes FROM closures
                    WHERE repository = ? AND root = ? ORDER BY member\
                    """)
                .params(repository.toString(), root.value())
                .query((row, _) ->
                    new Member(
                        new Digest(Cells.text(row, "member")),
                        Kind.valueOf(Cells.text(row, "kind")),
                        row.getLong("bytes")))
                .list());
  }

  @Override
  public List<Digest> holding(Repository repository, Digest member) {
    return sql.read(
        "read which closures of %s have %s".formatted(repository, member),
        () ->
            sql.sql("SELECT root FROM closures WHERE repository = ? AND member = ? ORDER BY root")
                .params(repository.toString(), member.value())
                .query((row, _) -> new Digest(Cells.text(row, "root")))
                .list());
  }

  /** Whether a closure is written down. */
  boolean recorded(Repository repository, Digest root) {
    return sql.sql("SELECT 1 FROM closures WHERE repository = ? AND root = ? AND member = ?")
        .params(repository.toString(), root.value(), root.value())
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  /** Whether a digest is in any closure of a repository. */
  boolean has(Repository repository, Digest member) {
    return !sql.sql("SELECT 1 FROM closures WHERE repository = ? AND member = ?")
        .params(repository.toString(), member.value())
        .query(Integer.class)
        .list()
        .isEmpty();
  }

  /**
   * The sizes of what only this image holds, once others are gone; null where its closure is not
   * known.
   */
  @Nullable Long bytesOnlyOf(LifeRow life, Digest root, Gone others) {
    if (!recorded(life.image().repository(), root)) {
      return null;
    }
    return sql.sql(
            """
            SELECT COALESCE(SUM(c.bytes), 0) FROM closures c
            WHERE c.repository = :repository AND c.root = :root AND NOT EXISTS (
              SELECT 1 FROM closures o
                JOIN lives l ON l.repository = o.repository AND l.digest = o.root
                  AND NOT l.finished AND l.life <> :life
                JOIN lives mine ON mine.life = :life
                LEFT JOIN departures d ON d.life = l.life AND d.asked_at IS NULL
              WHERE o.repository = c.repository AND o.member = c.member
                AND NOT (:others = 'DEPARTED' AND d.life IS NOT NULL)
                AND NOT (:others = 'EARLIER' AND l.state IN ('UNUSED', 'QUARANTINED')
                  AND l.deadline IS NOT NULL AND (l.deadline < mine.deadline
                    OR (l.deadline = mine.deadline AND l.image < mine.image))))\
            """)
        .param("repository", life.image().repository().toString())
        .param("root", root.value())
        .param("life", life.life())
        .param("others", others.name())
        .query(Long.class)
        .single();
  }

  /** Which other images count as gone already. */
  enum Gone {
    /** What would have gone, had its stage let anything go. */
    DEPARTED,

    /** What leaves before, as a plan has it. */
    EARLIER
  }
}
