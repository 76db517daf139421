package dev.laytime.worker.ledger;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import dev.laytime.ledger.RemovalKind;
import dev.laytime.workflow.RepositoryReaper;
import dev.laytime.workflow.WorkflowIds;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Levels against what was sent: what scans and sweeps found that lives do not know yet. */
final class JdbcTelling implements Telling {

  /** How long builds that are over are remembered. */
  private static final Duration BUILDS_KEPT = Duration.ofDays(365);

  /** So long an outcome may be on its way before a sweep takes its life's word for it. */
  private static final Duration OUTCOME = Duration.ofHours(1);

  /**
   * So long after the window that gathers it a removal may be on its way: its life has given up.
   */
  private static final Duration ON_ITS_WAY = Duration.ofDays(1);

  /** How long removals that ended can be looked up. */
  private static final Duration ENDED = Duration.ofDays(90);

  /** A life goes on in a new run, and writes, after 30 days and up to three more. */
  private static final Duration SILENT = Duration.ofDays(35);

  private final Tables tables;
  private final Differences differences;
  private final Told told;
  private final Missed missed;

  JdbcTelling(Tables tables, Differences differences) {
    this.tables = tables;
    this.differences = differences;
    this.told = new Told(tables.sql);
    this.missed = new Missed(tables);
  }

  @Override
  public List<Said> unsaid(String source, long number) {
    return tables.sql.read(
        "compare scan #%d of source %s with what was told".formatted(number, source),
        () -> differences.of(source));
  }

  @Override
  public void said(Said said) {
    tables.sql.change(
        "write down what %s was told".formatted(said.image()),
        () -> {
          if (tables.sources.named(said.word().source()).isPresent()) {
            told.write(said);
          } else {
            told.forget(said.word().source(), WorkflowIds.life(said.image()));
          }
        });
  }

  @Override
  public boolean isOver(Reference image) {
    return tables.sql.read(
        "look whether the life of %s is over".formatted(image),
        () -> tables.lives.find(WorkflowIds.life(image)).map(LifeRow::finished).orElse(true));
  }

  @Override
  public List<Look> owed(int limit) {
    return tables.sql.read("list the lives to wake", () -> tables.looks.owed(limit));
  }

  @Override
  public void paid(Look look) {
    tables.sql.change(
        "write down that %s was woken".formatted(look.image()),
        () -> tables.looks.paid(look.number()));
  }

  @Override
  public List<Reference> silent(String stage, int limit) {
    return tables.sql.read(
        "list the lives of stage %s that write nothing".formatted(stage),
        () -> tables.lives.silent(stage, tables.clock.instant().minus(SILENT), limit));
  }

  @Override
  public List<Said> withdrawn() {
    return tables.sql.read(
        "list what removed sources have told",
        () ->
            told.bySourcesTakenAway().stream()
                .flatMap(source -> differences.withdrawn(source).stream())
                .toList());
  }

  @Override
  public Optional<String> weigh(String stage, Instant sweepStartedAt) {
    return tables.sql.write(
        "weigh what the sweep of stage %s missed".formatted(stage),
        () -> missed.weigh(stage, sweepStartedAt));
  }

  @Override
  public List<Find> untold(String stage, Instant sweepStartedAt, int limit) {
    Instant at = sweepStartedAt.truncatedTo(ChronoUnit.MICROS);
    return tables.sql.read(
        "compare what stage %s holds with its lives".formatted(stage),
        () -> {
          List<Find> finds = new ArrayList<>();
          boolean withheld = missed.withheld(stage, at);
          for (Question question : QUESTIONS) {
            if (finds.size() < limit && !(withheld && question.isAboutWhatIsMissed())) {
              finds.addAll(ask(question, stage, at, limit - finds.size()));
            }
          }
          return finds;
        });
  }

  /** A tag that its life does not know, or takes for something else, and has not moved since. */
  private static final String THERE =
      """
      SELECT i.repository, i.tag, i.digest FROM inventory i
        LEFT JOIN lives l ON l.life = i.life
        LEFT JOIN finds f ON f.stage = i.stage AND f.life = i.life AND f.swept_at >= :at
      WHERE i.stage = :stage AND i.swept_at = :at AND f.life IS NULL
        AND (l.life IS NULL OR (l.changed_at < :at AND (l.finished OR l.digest IS NULL
          OR l.digest <> i.digest OR l.state = 'WANTED' OR l.untagged)))
      ORDER BY i.repository, i.tag FETCH FIRST :limit ROWS ONLY\
      """;

  /** A life that takes its tag for granted, in a repository that was listed without it. */
  private static final String GONE =
      """
      SELECT l.image FROM lives l
        JOIN swept_repositories s
          ON s.repository = l.repository AND s.stage = :stage AND s.swept_at = :at
        LEFT JOIN inventory i ON i.stage = s.stage AND i.life = l.life
        LEFT JOIN finds f ON f.stage = s.stage AND f.life = l.life AND f.swept_at >= :at
      WHERE NOT l.finished AND l.tagged AND l.changed_at < :at AND i.life IS NULL
        AND f.life IS NULL AND (l.state IN ('PRESENT', 'UNUSED')
          OR (l.quarantined_at IS NOT NULL AND NOT l.untagged))
      ORDER BY l.image FETCH FIRST :limit ROWS ONLY\
      """;

  /**
   * A life that only its hold keeps, in a repository that was listed without it; or one by digest
   * that waits for its content, of which no listing tells.
   */
  private static final String UNHELD =
      """
      SELECT l.image FROM lives l
        JOIN swept_repositories s
          ON s.repository = l.repository AND s.stage = :stage AND s.swept_at = :at
        LEFT JOIN holds h
          ON h.stage = s.stage AND h.repository = s.repository AND h.digest = l.digest
        LEFT JOIN inventory i ON i.stage = s.stage AND i.life = l.life
        LEFT JOIN finds f ON f.stage = s.stage AND f.life = l.life AND f.swept_at >= :at
      WHERE NOT l.finished AND l.changed_at < :at AND i.life IS NULL AND f.life IS NULL
        AND ((h.digest IS NULL AND ((NOT l.tagged AND l.state IN ('PRESENT', 'UNUSED'))
            OR (l.quarantined_at IS NOT NULL AND (l.untagged OR NOT l.tagged))))
          OR (NOT l.tagged AND l.state = 'WANTED'))
      ORDER BY l.image FETCH FIRST :limit ROWS ONLY\
      """;

  /**
   * What is held for a life that nobody knows: its ledger was lost, or it ended before its hold
   * went.
   */
  private static final String UNKNOWN =
      """
      SELECT h.repository, h.digest FROM holds h
        JOIN swept_repositories s
          ON s.repository = h.repository AND s.stage = h.stage AND s.swept_at = :at
        LEFT JOIN finds f ON f.stage = h.stage AND f.life = h.life AND f.swept_at >= :at
      WHERE h.stage = :stage AND f.life IS NULL
        AND NOT EXISTS (SELECT 1 FROM inventory i
          WHERE i.stage = h.stage AND i.repository = h.repository AND i.digest = h.digest)
        AND NOT EXISTS (SELECT 1 FROM lives l
          WHERE l.life = h.life AND (NOT l.finished OR l.changed_at >= :at))
        AND NOT EXISTS (SELECT 1 FROM lives l
          WHERE l.repository = h.repository AND l.digest = h.digest
            AND (NOT l.finished OR l.changed_at >= :at))
      ORDER BY h.repository, h.digest FETCH FIRST :limit ROWS ONLY\
      """;

  /** What a statement answers a row with. */
  private record Question(String statement, Answer answer, boolean isAboutWhatIsMissed) {}

  private interface Answer {
    Find of(String stage, Instant at, ResultSet row) throws SQLException;
  }

  private static final List<Question> QUESTIONS =
      List.of(
          new Question(THERE, JdbcTelling::there, false),
          new Question(GONE, JdbcTelling::looking, true),
          new Question(UNHELD, JdbcTelling::looking, true),
          new Question(UNKNOWN, JdbcTelling::held, false));

  private List<Find> ask(Question question, String stage, Instant at, int limit) {
    OffsetDateTime cell = Cells.at(at);
    return tables
        .sql
        .sql(question.statement())
        .param("stage", stage)
        .param("at", cell)
        .param("limit", limit)
        .query((row, _) -> question.answer().of(stage, at, row))
        .list();
  }

  private static Find there(String stage, Instant at, ResultSet row) throws SQLException {
    Repository repository = Repository.parse(Cells.text(row, "repository"));
    Tag tag = new Tag(Cells.text(row, "tag"));
    return new Find(stage, repository.tagged(tag), digest(row), at);
  }

  private static Find looking(String stage, Instant at, ResultSet row) throws SQLException {
    return new Find(stage, Cells.reference(row, "image"), null, at);
  }

  private static Find held(String stage, Instant at, ResultSet row) throws SQLException {
    Repository repository = Repository.parse(Cells.text(row, "repository"));
    return new Find(stage, repository.pinned(digest(row)), digest(row), at);
  }

  private static Digest digest(ResultSet row) throws SQLException {
    return new Digest(Cells.text(row, "digest"));
  }

  @Override
  public void told(Find find) {
    String life = WorkflowIds.life(find.image());
    OffsetDateTime at = Cells.at(find.sweepStartedAt());
    tables.sql.change(
        "write down what %s was told".formatted(find.image()),
        () -> {
          int known =
              tables
                  .sql
                  .sql(
                      """
                      UPDATE finds SET swept_at = CASE WHEN swept_at < ? THEN ? ELSE swept_at END
                      WHERE stage = ? AND life = ?\
                      """)
                  .params(at, at, find.stage(), life)
                  .update();
          if (known == 0) {
            tables
                .sql
                .sql("INSERT INTO finds (stage, life, swept_at) VALUES (?, ?, ?)")
                .params(find.stage(), life, at)
                .update();
          }
        });
  }

  @Override
  public void settleIntentions(String stage, Instant sweepStartedAt) {
    Instant at = sweepStartedAt.truncatedTo(ChronoUnit.MICROS);
    tables.sql.change(
        "settle the intentions of stage " + stage,
        () -> {
          settle(stage, at, at.minus(OUTCOME), this::becameOfItsLife);
          settle(
              stage,
              at,
              at.minus(window(stage)).minus(ON_ITS_WAY),
              intention -> becameOfItsTag(intention, stage, at));
        });
  }

  @Override
  public @Nullable Reference observe(
      String stage, Instant sweepStartedAt, @Nullable Reference after) {
    Instant at = sweepStartedAt.truncatedTo(ChronoUnit.MICROS);
    return tables.sql.write(
        "write down what would have gone from stage " + stage,
        () -> new Observing(tables).observe(stage, at, after));
  }

  private void settle(
      String stage, Instant at, Instant before, Function<Intention, @Nullable String> ending) {
    for (Intention intention : tables.intentions.open(stage, before)) {
      String outcome = ending.apply(intention);
      if (outcome != null) {
        tables.intentions.settle(intention.id(), outcome, at);
      }
    }
  }

  private Duration window(String stage) {
    return tables
        .stages
        .named(stage)
        .map(row -> row.settings().reaperWindow())
        .orElse(RepositoryReaper.LONGEST_WINDOW);
  }

  @Override
  public void trim(String stage, Instant sweepStartedAt) {
    OffsetDateTime at = Cells.at(sweepStartedAt);
    tables.sql.change(
        "take away what nobody asks for after the sweep of stage " + stage,
        () -> {
          Instant before = tables.clock.instant().minus(kept());
          tables
              .sql
              .sql("DELETE FROM finds WHERE (stage = ? AND swept_at < ?) OR swept_at < ?")
              .params(stage, at, Cells.at(before))
              .update();
          tables.intentions.trim(before);
          tables.breakers.trim(before);
          tables.sweepBreakers.trim(before);
          tables.departures.trim(tables.clock.instant());
          tables.pulledManifests.trim(tables.clock.instant());
          tables.trimming.trim(tables.clock.instant());
          tables.builds.orders.trim(tables.clock.instant().minus(BUILDS_KEPT));
          tables.builds.waits.trim();
        });
  }

  /** Whatever still counts in any window is kept. */
  private Duration kept() {
    return tables.stages.configured().stream()
        .map(stage -> stage.settings().breaker().window())
        .filter(window -> window.compareTo(ENDED) > 0)
        .max(Comparator.naturalOrder())
        .orElse(ENDED);
  }

  /** How an intention ended, as far as its life tells; null where it does not. */
  private @Nullable String becameOfItsLife(Intention intention) {
    LifeRow life = tables.lives.find(intention.life()).orElse(null);
    if (life == null || life.epoch() != intention.epoch()) {
      return "given up: it was needed again";
    }
    boolean left =
        switch (intention.kind()) {
          case QUARANTINE -> life.finished() || life.quarantine() != null;
          case DELETE -> life.finished();
        };
    return left ? Intention.DONE : null;
  }

  /** How an intention ended, as far as a sweep can tell; null where it cannot. */
  private @Nullable String becameOfItsTag(Intention intention, String stage, Instant at) {
    if (intention.breaker() != null
        && tables.breakers.find(intention.breaker()).filter(Breaker::open).isPresent()) {
      return null;
    }
    if (!at.equals(tables.inventory.sweptAt(stage, intention.repository()))) {
      return null;
    }
    boolean there =
        tables.inventory.in(stage, intention.repository()).stream()
            .anyMatch(row -> intention.repository().tagged(row.tag()).equals(intention.image()));
    if (there || !(intention.image() instanceof Reference.Tagged)) {
      return "not done: no outcome came, and the sweep of %s found it unchanged".formatted(at);
    }
    return intention.kind() == RemovalKind.QUARANTINE
        ? Intention.DONE
        : "not done: no outcome came, and its life goes on";
  }
}
