package dev.laytime.worker.ledger;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.lifecycle.Event;
import dev.laytime.lifecycle.Obituary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rows of what happened to images and how their lives ended: each is written once. */
final class Stories {

  private static final int LONGEST_LINE = 10_000;
  private static final int MOST_PROOF = 50;
  private static final int LONGEST_PROOF = 1000;
  private static final int MOST_OBITUARIES = 20;

  /** How an image came first is told for ever, and its last lines. */
  private static final int FIRST_LINES = 20;

  private static final int LAST_LINES = 200;
  private static final int CHUNK = 500;

  private final Sql sql;
  private final Json json;

  Stories(Sql sql, Json json) {
    this.sql = sql;
    this.json = json;
  }

  private record Place(long epoch, long seq) {}

  void add(String life, List<Event> events) {
    if (events.isEmpty()) {
      return;
    }
    long from = events.stream().mapToLong(Event::epoch).min().orElseThrow();
    List<Place> known =
        sql.sql("SELECT epoch, seq FROM events WHERE life = ? AND epoch >= ?")
            .params(life, from)
            .query((row, _) -> new Place(row.getLong("epoch"), row.getLong("seq")))
            .list();
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (Event event : events) {
      if (!known.contains(new Place(event.epoch(), event.sequence()))) {
        rows.add(
            new @Nullable Object[] {
              life,
              event.epoch(),
              event.sequence(),
              Cells.at(event.at()),
              event.state(),
              Cells.cut(event.text(), LONGEST_LINE)
            });
      }
    }
    sql.batch(
        "INSERT INTO events (life, epoch, seq, happened_at, state, line) VALUES (?, ?, ?, ?, ?, ?)",
        rows);
    trim(life);
  }

  /** Takes the lines between the first ones and the last ones away. */
  private void trim(String life) {
    Place first = place(life, "ORDER BY epoch, seq", FIRST_LINES);
    Place last = place(life, "ORDER BY epoch DESC, seq DESC", LAST_LINES);
    if (first != null && last != null) {
      sql.sql(
              """
              DELETE FROM events WHERE life = ?
                AND (epoch > ? OR (epoch = ? AND seq > ?))
                AND (epoch < ? OR (epoch = ? AND seq < ?))\
              """)
          .params(
              life,
              first.epoch(),
              first.epoch(),
              first.seq(),
              last.epoch(),
              last.epoch(),
              last.seq())
          .update();
    }
  }

  /** The place of a line in an order, counted from 1; null where there are fewer. */
  private @Nullable Place place(String life, String order, int number) {
    return sql.sql(
            "SELECT epoch, seq FROM events WHERE life = ? "
                + order
                + " OFFSET ? ROWS FETCH FIRST 1 ROW ONLY")
        .params(life, number - 1)
        .query((row, _) -> new Place(row.getLong("epoch"), row.getLong("seq")))
        .optional()
        .orElse(null);
  }

  /** The last so many, the oldest first. */
  List<Event> last(String life, int most) {
    List<Event> newest =
        sql.sql(
                """
                SELECT epoch, seq, happened_at, state, line FROM events WHERE life = ?
                ORDER BY epoch DESC, seq DESC FETCH FIRST ? ROWS ONLY\
                """)
            .params(life, most)
            .query((row, _) ->
                new Event(
                    row.getLong("epoch"),
                    row.getLong("seq"),
                    Cells.instant(row, "happened_at"),
                    Cells.text(row, "state"),
                    Cells.text(row, "line")))
            .list();
    List<Event> story = new ArrayList<>(newest);
    Collections.reverse(story);
    return story;
  }

  void bury(String life, long epoch, Obituary obituary) {
    boolean known =
        sql.sql("SELECT 1 FROM obituaries WHERE life = ? AND epoch = ?")
            .params(life, epoch)
            .query(Integer.class)
            .optional()
            .isPresent();
    if (known) {
      return;
    }
    sql.sql(
            """
            INSERT INTO obituaries (life, epoch, image, digest, ended_at, cause, proof,
              released_bytes) VALUES (?, ?, ?, ?, ?, ?, ?, ?)\
            """)
        .params(
            Cells.row(
                life,
                epoch,
                obituary.image(),
                Cells.textOrNull(obituary.digest()),
                Cells.at(obituary.at()),
                Cells.cut(obituary.cause(), 1000),
                json.texts(obituary.proof(), MOST_PROOF, LONGEST_PROOF),
                obituary.releasedBytes()))
        .update();
  }

  /**
   * Whether an image came by our own copy from a repository, as far as is remembered: by the story
   * of its own name, or, where it is known by digest alone, of any name of its repository.
   */
  boolean brought(Reference image, Digest digest, Repository source) {
    return sql
        .sql(
            """
            SELECT l.source FROM lives l WHERE l.repository = ? AND (l.image = ? OR ?)
              AND EXISTS (SELECT 1 FROM events e WHERE e.life = l.life AND e.line = ?)\
            """)
        .params(
            image.repository().toString(),
            image.text(),
            image instanceof Reference.Pinned,
            "copied: " + digest)
        .query((row, _) -> Optional.ofNullable(row.getString("source")))
        .list()
        .stream()
        .flatMap(Optional::stream)
        .anyMatch(from -> Reference.parse(from).repository().equals(source));
  }

  /** Those of which our own copy brought what they have or had, as far as is remembered. */
  Set<String> copied(Collection<String> lives) {
    List<String> all = List.copyOf(lives);
    Set<String> found = new HashSet<>();
    for (int from = 0; from < all.size(); from += CHUNK) {
      found.addAll(
          sql.sql(
                  """
                  SELECT DISTINCT l.life FROM lives l JOIN events e ON e.life = l.life
                  WHERE l.life IN (:lives) AND e.line = 'copied: ' || l.digest\
                  """)
              .param("lives", all.subList(from, Math.min(from + CHUNK, all.size())))
              .query(String.class)
              .list());
    }
    return found;
  }

  private record Happened(String life, Instant at) {}

  /** When each was last copied, by life; those whose story does not tell are missing. */
  Map<String, Instant> copiedAt(Collection<String> lives) {
    return last(lives, "line LIKE 'copied: %'");
  }

  /** When a source last began or ceased to name each; in the same way. */
  Map<String, Instant> namedAt(Collection<String> lives) {
    return last(lives, "(line LIKE 'named by %' OR line LIKE 'no source names it any more%')");
  }

  private Map<String, Instant> last(Collection<String> lives, String which) {
    List<String> all = List.copyOf(lives);
    Map<String, Instant> found = new LinkedHashMap<>();
    for (int from = 0; from < all.size(); from += CHUNK) {
      sql.sql(
              "SELECT life, MAX(happened_at) AS happened_at FROM events WHERE life IN (:lives) AND "
                  + which
                  + " GROUP BY life")
          .param("lives", all.subList(from, Math.min(from + CHUNK, all.size())))
          .query(
              (row, _) -> new Happened(Cells.text(row, "life"), Cells.instant(row, "happened_at")))
          .list()
          .forEach(row -> found.put(row.life(), row.at()));
    }
    return found;
  }

  /** The newest first. */
  List<Obituary> obituaries(String life) {
    return sql.sql(
            """
            SELECT image, digest, ended_at, cause, proof, released_bytes FROM obituaries
            WHERE life = ? ORDER BY epoch DESC FETCH FIRST ? ROWS ONLY\
            """)
        .params(life, MOST_OBITUARIES)
        .query((row, _) ->
            new Obituary(
                Cells.text(row, "image"),
                Cells.digestOrNull(row, "digest"),
                Cells.instant(row, "ended_at"),
                Cells.text(row, "cause"),
                json.texts(Cells.text(row, "proof")),
                row.getLong("released_bytes")))
        .list();
  }
}
