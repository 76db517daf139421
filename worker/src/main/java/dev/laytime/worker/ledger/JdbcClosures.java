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

  /** The sizes together; null where the closure is not known. */
  @Nullable Long bytes(Repository repository, Digest root) {
    return sql.sql("SELECT SUM(bytes) AS total FROM closures WHERE repository = ? AND root = ?")
        .params(repository.toString(), root.value())
        .query((row, _) -> new Total(row.getObject("total") == null ? null : row.getLong("total")))
        .single()
        .bytes();
  }

  private record Total(@Nullable Long bytes) {}
}
