package dev.laytime.worker.ledger;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import dev.laytime.mirror.Version;
import dev.laytime.promotion.Destination;
import dev.laytime.promotion.PromotionOrder;
import dev.laytime.promotion.PromotionPath;
import dev.laytime.promotion.PromotionStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rows of the images that promotions are about. */
final class PromotionImages {

  /** Tags that are never moved, and versions: they follow each other. */
  static final String ALL_TAGS = "";

  /** No tag begins so. */
  private static final String LINE = "line ";

  private static final Set<String> ARRIVED = Set.of("TAGGED", "FLOATED", "ATTESTED");

  private static final String SOURCE = "SOURCE";
  private static final String TARGET = "TARGET";

  private static final String JOINED =
      """
      SELECT i.*, p.path, p.state, p.keep_last,
        COALESCE(p.ended_at, p.moved_at, p.ordered_at) AS since FROM promotion_images i
        JOIN promotions p ON p.promotion = i.promotion AND p.request_id = i.request_id\
      """;

  private final Sql sql;

  PromotionImages(Sql sql) {
    this.sql = sql;
  }

  /**
   * An image and its promotion.
   *
   * @param line of its repository: what is later there takes its place
   * @param keepLast of the path, when the promotion was last written
   * @param since when it was over; before that when it began to move, or was ordered
   * @param step how far it came there
   * @param behind the newer version that was there when it began to move; null for none
   */
  record Row(
      String promotion,
      String requestId,
      boolean target,
      String stage,
      Reference image,
      Digest digest,
      String line,
      String path,
      String state,
      int keepLast,
      Instant since,
      String step,
      @Nullable String behind) {

    /** Whether its tag was written. */
    boolean arrived() {
      return state.equals("PROMOTED") || ARRIVED.contains(step);
    }
  }

  /** Whether a line is that of one tag, which moves. */
  static boolean isOneTag(String line) {
    return !line.equals(ALL_TAGS) && !line.startsWith(LINE);
  }

  /** Which of a repository's images an image takes the place of. */
  static String line(@Nullable Tag tag, @Nullable PromotionPath path) {
    if (path == null) {
      return ALL_TAGS;
    }
    return tag != null && path.moves() && Version.of(tag).isEmpty()
        ? tag.value()
        : path.line() == null ? ALL_TAGS : LINE + path.line();
  }

  /**
   * Writes those of one order.
   *
   * @param path null where nobody knows it any more
   * @param begins whether it begins to move now: what is there decides whether it is behind
   */
  void write(PromotionStatus status, @Nullable PromotionPath path, boolean begins) {
    PromotionOrder order = status.order();
    Map<String, String> behind = begins ? Map.of() : behind(status.id(), order.requestId());
    delete(status.id(), order.requestId());
    String from = path == null ? "" : path.from();
    add(status, SOURCE, from, order.source(), null, "NONE", ALL_TAGS, null);
    List<Destination> targets = new ArrayList<>(status.destinations());
    if (targets.stream().noneMatch(each -> each.stage().equals(order.stage()))) {
      targets.addFirst(
          new Destination(
              order.stage(),
              order.target(),
              Destination.Step.NONE,
              null,
              List.of(),
              List.of(),
              ""));
    }
    for (Destination each : targets) {
      String line = line(each.target().tag(), path);
      add(
          status,
          TARGET,
          each.stage(),
          each.target(),
          each.previous(),
          each.step().name(),
          line,
          begins ? ahead(order.kind(), each.target(), line) : behind.get(each.stage()));
    }
  }

  private Map<String, String> behind(String promotion, String requestId) {
    Map<String, String> behind = new HashMap<>();
    for (Row row : of(promotion, requestId)) {
      if (row.behind() != null) {
        behind.put(row.stage(), row.behind());
      }
    }
    return behind;
  }

  /**
   * The newer version that is there, or is about to be, so that what is promoted now would not take
   * its place; null for none. Numbers alone count: nobody can tell in which order prereleases of
   * one version were meant.
   */
  @Nullable String ahead(PromotionOrder.Kind kind, Reference target, String line) {
    Version version = version(target).orElse(null);
    return version == null || kind != PromotionOrder.Kind.PROMOTE
        ? null
        : present(target.repository(), line)
            .filter(present -> version(present).filter(version::isOlderRelease).isPresent())
            .map(present -> String.valueOf(present.tag()))
            .orElse(null);
  }

  static Optional<Version> version(Reference image) {
    return Optional.ofNullable(image.tag()).flatMap(Version::of);
  }

  /** What is the last to have begun to move there, but for what was behind. */
  private Optional<Reference> present(Repository repository, String line) {
    return sql.sql(
            """
            SELECT i.image FROM promotion_images i
              JOIN promotions p ON p.promotion = i.promotion AND p.request_id = i.request_id
            WHERE i.role = 'TARGET' AND i.repository = ? AND i.line = ? AND i.behind IS NULL
              AND p.move_number IS NOT NULL
              AND (p.state IN ('MOVING', 'PROMOTED')
                OR i.step IN ('TAGGED', 'FLOATED', 'ATTESTED'))
            ORDER BY p.move_number DESC FETCH FIRST 1 ROW ONLY\
            """)
        .params(repository.toString(), line)
        .query((row, _) -> Cells.reference(row, "image"))
        .optional();
  }

  void delete(String promotion, String requestId) {
    sql.sql("DELETE FROM promotion_images WHERE promotion = ? AND request_id = ?")
        .params(promotion, requestId)
        .update();
  }

  /** Those of one order. */
  List<Row> of(String promotion, String requestId) {
    return sql.sql(JOINED + " WHERE i.promotion = ? AND i.request_id = ? ORDER BY i.role, i.stage")
        .params(promotion, requestId)
        .query(PromotionImages::row)
        .list();
  }

  private void add(
      PromotionStatus status,
      String role,
      String stage,
      Reference image,
      @Nullable Digest previous,
      String step,
      String line,
      @Nullable String behind) {
    sql.sql(
            """
            INSERT INTO promotion_images (promotion, request_id, role, stage, repository, image,
              digest, previous, step, line, behind) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
            """)
        .params(
            Cells.row(
                status.id(),
                status.order().requestId(),
                role,
                stage,
                image.repository().toString(),
                image.text(),
                status.order().digest().value(),
                Cells.textOrNull(previous),
                step,
                line,
                behind))
        .update();
  }

  /**
   * What came into a repository, what began to move last first: a promotion that is not over, or
   * was stopped on its way, brought it where its tag was written.
   */
  List<Row> broughtInto(Repository repository) {
    return sql.sql(
            JOINED
                + """
                 WHERE i.role = 'TARGET' AND i.repository = ?
                   AND (p.state = 'PROMOTED' OR i.step IN ('TAGGED', 'FLOATED', 'ATTESTED'))
                 ORDER BY p.move_number DESC NULLS LAST, p.ordered_at DESC, i.promotion\
                """)
        .param(repository.toString())
        .query(PromotionImages::row)
        .list();
  }

  /** The line of what an order brings into a repository; empty where it brings nothing there. */
  Optional<String> lineOf(String promotion, String requestId, Repository repository) {
    return of(promotion, requestId).stream()
        .filter(row -> row.target() && row.image().repository().equals(repository))
        .map(Row::line)
        .findFirst();
  }

  /**
   * A promotion that has begun to move.
   *
   * @param image what it brings, by tag
   * @param behind the newer version that was there when it began; null for none
   */
  record Moved(
      String promotion,
      String requestId,
      String path,
      PromotionOrder.Kind kind,
      Reference image,
      @Nullable String behind) {

    Optional<Version> version() {
      return PromotionImages.version(image);
    }
  }

  /**
   * What began to move into a line of a repository, the last first.
   *
   * @param after the number of the move after which; 0 for all
   * @param before the number of the move before which
   */
  List<Moved> moved(Repository repository, String line, long after, long before) {
    return sql.sql(
            """
            SELECT p.promotion, p.request_id, p.path, p.kind, i.image, i.behind
            FROM promotion_images i
              JOIN promotions p ON p.promotion = i.promotion AND p.request_id = i.request_id
            WHERE i.role = 'TARGET' AND i.repository = ? AND i.line = ?
              AND p.move_number > ? AND p.move_number < ?
              AND (p.state IN ('MOVING', 'PROMOTED')
                OR i.step IN ('TAGGED', 'FLOATED', 'ATTESTED'))
            ORDER BY p.move_number DESC, p.promotion\
            """)
        .params(repository.toString(), line, after, before)
        .query((row, _) ->
            new Moved(
                Cells.text(row, "promotion"),
                Cells.text(row, "request_id"),
                Cells.text(row, "path"),
                PromotionOrder.Kind.valueOf(Cells.text(row, "kind")),
                Cells.reference(row, "image"),
                row.getString("behind")))
        .list();
  }

  /** What promotions that are not over take from a repository and bring into it. */
  List<Row> onTheirWay(Repository repository, Instant now) {
    return sql.sql(
            JOINED
                + """
                 WHERE i.repository = ? AND p.ended_at IS NULL
                   AND (p.state <> 'WAITING' OR p.waits_until > ?)
                 ORDER BY p.ordered_at, i.promotion\
                """)
        .params(repository.toString(), Cells.at(now))
        .query(PromotionImages::row)
        .list();
  }

  private static Row row(ResultSet row, int unused) throws SQLException {
    return new Row(
        Cells.text(row, "promotion"),
        Cells.text(row, "request_id"),
        Cells.text(row, "role").equals(TARGET),
        Cells.text(row, "stage"),
        Cells.reference(row, "image"),
        new Digest(Cells.text(row, "digest")),
        Cells.text(row, "line"),
        Cells.text(row, "path"),
        Cells.text(row, "state"),
        row.getInt("keep_last"),
        Cells.instant(row, "since"),
        Cells.text(row, "step"),
        row.getString("behind"));
  }
}
