package dev.laytime.worker.ledger;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import dev.laytime.mirror.MirrorRule;
import dev.laytime.mirror.TagMirror;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rows of what polls found at their sources. */
final class PolledTags {

  private static final Duration REMEMBERED = Duration.ofDays(30);

  private static final int LONGEST_TROUBLE = 1000;

  private final Sql sql;
  private final PolledRepositories repositories;

  PolledTags(Sql sql) {
    this.sql = sql;
    this.repositories = new PolledRepositories(sql);
  }

  /**
   * What is remembered of one image.
   *
   * @param digest what the source had; null where it was only listed, or never seen
   * @param first the poll that first saw it; null for never
   * @param seen the poll that last saw it; null for never
   * @param looked the poll that last looked at it
   * @param trouble why that could not tell; null where it could
   * @param troubles how many of the last could not
   * @param offered what is owed to its life
   */
  record Row(
      @Nullable Digest digest,
      @Nullable Instant first,
      @Nullable Instant seen,
      Instant looked,
      @Nullable String trouble,
      int troubles,
      @Nullable Digest offered) {

    /** The source had it. */
    static Row found(
        @Nullable Row before, @Nullable Digest digest, Instant poll, @Nullable Digest offered) {
      Instant first = before == null || before.first == null ? poll : before.first;
      return new Row(digest, first, poll, poll, null, 0, offered);
    }

    /** The source did not tell. */
    static Row missed(@Nullable Row before, Instant poll, String trouble) {
      return before == null
          ? new Row(null, null, null, poll, trouble, 1, null)
          : new Row(
              before.digest,
              before.first,
              before.seen,
              poll,
              trouble,
              before.troubles + 1,
              before.offered);
    }

    /** For people. */
    String text() {
      String found =
          seen == null
              ? "never found there"
              : "last found at %s%s".formatted(seen, digest == null ? "" : " as " + digest);
      return trouble == null
          ? found
          : "%s; the last %d polls could not tell: %s".formatted(found, troubles, trouble);
    }
  }

  /** The images of lives that have found them, or that are remembered with a digest; by name. */
  List<Reference> images(MirrorRule rule, @Nullable String after, int limit) {
    return sql.sql(
            """
            SELECT image FROM (
              (SELECT image FROM lives WHERE NOT finished AND tagged AND digest IS NOT NULL
                AND (repository = :target OR repository LIKE :below ESCAPE '!')
                AND image > :after ORDER BY image FETCH FIRST :limit ROWS ONLY)
              UNION
              (SELECT image FROM polled_tags
                WHERE target = :target AND source = :source AND digest IS NOT NULL
                AND image > :after ORDER BY image FETCH FIRST :limit ROWS ONLY)
            ) known ORDER BY image FETCH FIRST :limit ROWS ONLY\
            """)
        .param("target", rule.target().toString())
        .param("below", below(rule))
        .param("source", rule.source().toString())
        .param("after", after == null ? "" : after)
        .param("limit", limit)
        .query((row, _) -> Cells.reference(row, "image"))
        .list();
  }

  /** The repositories of those images, and of those that lives still wait for; by name. */
  List<Repository> repositories(MirrorRule rule, @Nullable String after, int limit) {
    return sql.sql(
            """
            SELECT repository FROM (
              (SELECT DISTINCT repository FROM lives WHERE NOT finished AND tagged
                AND (repository = :target OR repository LIKE :below ESCAPE '!')
                AND repository > :after ORDER BY repository FETCH FIRST :limit ROWS ONLY)
              UNION
              (SELECT DISTINCT repository FROM polled_tags
                WHERE target = :target AND source = :source AND digest IS NOT NULL
                AND repository > :after ORDER BY repository FETCH FIRST :limit ROWS ONLY)
            ) known ORDER BY repository FETCH FIRST :limit ROWS ONLY\
            """)
        .param("target", rule.target().toString())
        .param("below", below(rule))
        .param("source", rule.source().toString())
        .param("after", after == null ? "" : after)
        .param("limit", limit)
        .query((row, _) -> Repository.parse(Cells.text(row, "repository")))
        .list();
  }

  private static String below(MirrorRule rule) {
    return rule.target().toString().replaceAll("[!%_]", "!$0") + "/%";
  }

  Optional<Row> find(MirrorRule rule, Reference image) {
    return Optional.ofNullable(of(rule, List.of(image)).get(image));
  }

  private record Source(String target, String source) {}

  /**
   * Forgets the sources that were not polled for long: one that comes back has a first listing.
   *
   * @param polled the rules that are polled until now
   * @param mirrors those that select tags
   */
  void forget(List<MirrorRule> polled, List<TagMirror> mirrors, Instant now) {
    Set<Source> kept =
        Stream.concat(
                polled.stream()
                    .map(rule -> new Source(rule.target().toString(), rule.source().toString())),
                mirrors.stream().map(tag -> new Source(tag.name(), tag.source().toString())))
            .collect(Collectors.toSet());
    List<@Nullable Object[]> past =
        sql
            .sql("SELECT target, source FROM polls WHERE ended_at < ?")
            .param(Cells.at(now.minus(REMEMBERED)))
            .query((row, _) -> new Source(Cells.text(row, "target"), Cells.text(row, "source")))
            .list()
            .stream()
            .filter(source -> !kept.contains(source))
            .<@Nullable Object[]>map(
                source -> new @Nullable Object[] {source.target(), source.source()})
            .toList();
    sql.batch("DELETE FROM polled_tags WHERE target = ? AND source = ?", past);
    sql.batch("DELETE FROM polled_repositories WHERE target = ? AND source = ?", past);
    sql.batch("DELETE FROM polls WHERE target = ? AND source = ?", past);
  }

  private record Named(Reference image, Row row) {}

  /** What is remembered of each, in one question; those of which nothing is are missing. */
  Map<Reference, Row> of(MirrorRule rule, List<Reference> images) {
    return images.isEmpty()
        ? Map.of()
        : sql
            .sql(
                """
                SELECT * FROM polled_tags
                WHERE target = :target AND source = :source AND image IN (:images)\
                """)
            .param("target", rule.target().toString())
            .param("source", rule.source().toString())
            .param("images", images.stream().map(Reference::text).toList())
            .query((row, _) -> new Named(Cells.reference(row, "image"), row(row)))
            .list()
            .stream()
            .collect(Collectors.toMap(Named::image, Named::row));
  }

  /** The tags of one repository that the source ever had. */
  Set<Tag> tags(MirrorRule rule, Repository repository) {
    return new HashSet<>(
        sql.sql(
                """
                SELECT image FROM polled_tags WHERE target = ? AND source = ? AND repository = ?
                  AND seen_at IS NOT NULL\
                """)
            .params(rule.target().toString(), rule.source().toString(), repository.toString())
            .query((row, _) -> Objects.requireNonNull(Cells.reference(row, "image").tag()))
            .list());
  }

  /** The last name that a poll was done with; null for none. */
  @Nullable String last(MirrorRule rule, boolean repositories, Instant poll) {
    return sql.sql(
            repositories
                ? """
                SELECT MAX(repository) AS name FROM polled_repositories
                WHERE target = ? AND source = ? AND looked_at = ?\
                """
                : """
                SELECT MAX(image) AS name FROM polled_tags
                WHERE target = ? AND source = ? AND looked_at = ?\
                """)
        .params(rule.target().toString(), rule.source().toString(), Cells.at(poll))
        .query((row, _) -> Optional.ofNullable(row.getString("name")))
        .single()
        .orElse(null);
  }

  private record Missed(Tag tag, Instant poll) {}

  /** Those that it never had, and the poll that last asked. */
  Map<Tag, Instant> missed(MirrorRule rule, Repository repository) {
    return sql
        .sql(
            """
            SELECT image, looked_at FROM polled_tags
            WHERE target = ? AND source = ? AND repository = ? AND seen_at IS NULL\
            """)
        .params(rule.target().toString(), rule.source().toString(), repository.toString())
        .query((row, _) ->
            new Missed(
                Objects.requireNonNull(Cells.reference(row, "image").tag()),
                Cells.instant(row, "looked_at")))
        .list()
        .stream()
        .collect(Collectors.toMap(Missed::tag, Missed::poll, (one, _) -> one, HashMap::new));
  }

  /** Remembers a repository's tags as its history. */
  void list(MirrorRule rule, Repository repository, Collection<Tag> tags, Instant poll) {
    repositories.look(rule, repository, poll, poll);
    Set<Tag> known = tags(rule, repository);
    sql.sql(
            """
            DELETE FROM polled_tags WHERE target = ? AND source = ? AND repository = ?
              AND seen_at IS NULL\
            """)
        .params(rule.target().toString(), rule.source().toString(), repository.toString())
        .update();
    sql.batch(
        INSERT,
        tags.stream()
            .filter(tag -> !known.contains(tag))
            .distinct()
            .map(tag -> cells(rule, repository.tagged(tag), Row.found(null, null, poll, null)))
            .toList());
  }

  /**
   * Writes what is remembered of one image now.
   *
   * @param known whether something was before
   */
  void write(MirrorRule rule, Reference image, Row now, boolean known) {
    if (!known) {
      sql.batch(INSERT, List.<@Nullable Object[]>of(cells(rule, image, now)));
      return;
    }
    sql.sql(
            """
            UPDATE polled_tags SET digest = ?, first_seen = ?, seen_at = ?, looked_at = ?,
              trouble = ?, trouble_count = ?, offered = ?
            WHERE target = ? AND source = ? AND image = ?\
            """)
        .params(
            Cells.row(
                Cells.textOrNull(now.digest()),
                Cells.atOrNull(now.first()),
                Cells.atOrNull(now.seen()),
                Cells.at(now.looked()),
                cut(now.trouble()),
                now.troubles(),
                Cells.textOrNull(now.offered()),
                rule.target().toString(),
                rule.source().toString(),
                image.text()))
        .update();
  }

  private static final String INSERT =
      """
      INSERT INTO polled_tags (target, source, image, repository, digest, first_seen, seen_at,
        looked_at, trouble, trouble_count, offered)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
      """;

  private static @Nullable Object[] cells(MirrorRule rule, Reference image, Row row) {
    return new @Nullable Object[] {
      rule.target().toString(),
      rule.source().toString(),
      image.text(),
      image.repository().toString(),
      Cells.textOrNull(row.digest()),
      Cells.atOrNull(row.first()),
      Cells.atOrNull(row.seen()),
      Cells.at(row.looked()),
      cut(row.trouble()),
      row.troubles(),
      Cells.textOrNull(row.offered())
    };
  }

  private static @Nullable String cut(@Nullable String trouble) {
    return trouble == null ? null : Cells.cut(trouble, LONGEST_TROUBLE);
  }

  /** What is owed, by name. */
  List<MirrorPolls.Owed> owed(MirrorRule rule, @Nullable Reference after, int limit) {
    return sql.sql(
            """
            SELECT image, offered FROM polled_tags
            WHERE target = ? AND source = ? AND offered IS NOT NULL AND image > ?
            ORDER BY image FETCH FIRST ? ROWS ONLY\
            """)
        .params(
            rule.target().toString(),
            rule.source().toString(),
            after == null ? "" : after.text(),
            limit)
        .query((row, _) -> {
          Reference image = Cells.reference(row, "image");
          return new MirrorPolls.Owed(
              rule.target().toString(),
              image,
              rule.sourceOf(image).orElseThrow(),
              Objects.requireNonNull(Cells.digestOrNull(row, "offered")));
        })
        .list();
  }

  void paid(MirrorRule rule, Reference image, Digest digest) {
    sql.sql(
            """
            UPDATE polled_tags SET offered = NULL
            WHERE target = ? AND source = ? AND image = ? AND offered = ?\
            """)
        .params(rule.target().toString(), rule.source().toString(), image.text(), digest.value())
        .update();
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        Cells.digestOrNull(row, "digest"),
        Cells.instantOrNull(row, "first_seen"),
        Cells.instantOrNull(row, "seen_at"),
        Cells.instant(row, "looked_at"),
        row.getString("trouble"),
        row.getInt("trouble_count"),
        Cells.digestOrNull(row, "offered"));
  }
}
