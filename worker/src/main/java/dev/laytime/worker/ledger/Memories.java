package dev.laytime.worker.ledger;

import dev.laytime.activity.BuryRequest;
import dev.laytime.activity.LifeRecord;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.lifecycle.Event;
import dev.laytime.lifecycle.LifeState;
import dev.laytime.lifecycle.Memory;
import dev.laytime.lifecycle.Obituary;
import dev.laytime.workflow.WorkflowIds;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes down where lives stand and how they ended, and tells a new life of the same image. */
final class Memories {

  private static final int LONGEST_REASON = 2000;

  private static final String PRESENT = "PRESENT";

  /** Who writes the same again later than that shows that it is there. */
  private static final Duration FRESH = Duration.ofDays(1);

  private final Sql sql;
  private final Displaced displaced;
  private final JdbcClosures closures;
  private final Told told;
  private final Lives lives;
  private final Stories stories;
  private final Pins pins;
  private final Departures departures;
  private final PresentSince presentSince;
  private final Trimming trimming;
  private final InstantSource clock;

  Memories(
      Sql sql,
      Lives lives,
      Stories stories,
      Pins pins,
      Departures departures,
      Trimming trimming,
      InstantSource clock) {
    this.sql = sql;
    this.displaced = new Displaced(sql);
    this.closures = new JdbcClosures(sql);
    this.told = new Told(sql);
    this.presentSince = new PresentSince(sql);
    this.lives = lives;
    this.stories = stories;
    this.pins = pins;
    this.departures = departures;
    this.trimming = trimming;
    this.clock = clock;
  }

  Memory recall(Reference image) {
    String life = WorkflowIds.life(image);
    boolean told = this.told.knows(life);
    this.told.sayAnew(life);
    Optional<LifeRow> last = lives.find(life);
    Optional<LifeRow> open = last.filter(row -> !row.finished());
    Optional<Digest> digest =
        open.map(LifeRow::digest).or(() -> Optional.ofNullable(image.digest()));
    Instant firstSeen = last.map(LifeRow::firstSeen).orElse(null);
    Instant swept = firstSwept(life);
    boolean brought = last.map(LifeRow::source).isPresent();
    boolean found = swept != null && (firstSeen == null || firstSeen.equals(swept));
    return new Memory(
        last.map(LifeRow::epoch).orElse(0L),
        firstSeen == null ? swept : firstSeen,
        digest.orElse(null),
        last.map(LifeRow::source).orElse(null),
        pins.of(image).orElse(null),
        open.map(LifeRow::quarantine).orElse(null),
        stories.obituaries(life).stream().findFirst().map(Memories::line).orElse(null),
        displaced.of(life),
        digest.filter(known -> isLearned(image, known)).isPresent(),
        found && !brought && !told);
  }

  private boolean isLearned(Reference image, Digest digest) {
    return closures.recorded(image.repository(), digest);
  }

  /** Images that one sweep found first have one instant, whenever their lives begin. */
  private @Nullable Instant firstSwept(String life) {
    return sql
        .sql("SELECT first_seen FROM inventory WHERE life = ? ORDER BY first_seen")
        .param(life)
        .query((row, _) -> Cells.instant(row, "first_seen"))
        .list()
        .stream()
        .findFirst()
        .orElse(null);
  }

  private static String line(Obituary obituary) {
    String what = obituary.digest() == null ? "" : " (" + obituary.digest() + ")";
    return obituary.cause() + " at " + obituary.at() + what;
  }

  void remember(LifeRecord record) {
    write(record, false);
  }

  void bury(BuryRequest request) {
    LifeRecord last = request.record();
    write(last, true);
    stories.bury(last.life(), last.epoch(), request.obituary());
    if (lives.find(last.life()).filter(row -> row.epoch() == last.epoch()).isPresent()) {
      told.sayAnew(last.life());
    }
    Digest digest = last.digest();
    if (digest != null) {
      forgetClosure(last.image().repository(), digest);
    }
  }

  private void write(LifeRecord record, boolean finished) {
    LifeRow before = lives.lock(record.life()).orElse(null);
    stories.add(record.life(), record.events());
    if (before != null && late(before, record)) {
      return;
    }
    displaced.write(record.life(), finished ? List.of() : record.displaced());
    LifeRow after = row(record, finished, before);
    Instant now = clock.instant();
    presentSince.write(after, now);
    if (before == null || !after.says(before) || before.updatedAt().isBefore(now.minus(FRESH))) {
      Instant changed = before != null && after.stands(before) ? before.changedAt() : now;
      lives.write(after.times(changed, now), before != null);
    }
    if (!finished && isNeeded(record)) {
      departures.asked(record.life(), now, after.reason());
    }
  }

  /** A life that begins anew is there, too, before it finds that nobody needs it. */
  private static boolean isNeeded(LifeRecord record) {
    return record.state().equals(PRESENT)
        && (record.why().pin() != null
            || record.why().words().stream().anyMatch(word -> word.count() > 0));
  }

  /**
   * Whether something later was written already. Only what says something new is later than what
   * was written under the same epoch; a quarantine neither begins nor ends without a word.
   */
  private static boolean late(LifeRow before, LifeRecord record) {
    if (record.epoch() != before.epoch()) {
      return record.epoch() < before.epoch();
    }
    long seq = lastOf(record);
    return before.finished()
        || (seq > 0 && seq < before.seq())
        || (seq == 0 && (record.quarantine() == null) != (before.quarantine() == null));
  }

  private static long lastOf(LifeRecord record) {
    return record.events().stream().mapToLong(Event::sequence).max().orElse(0);
  }

  private LifeRow row(LifeRecord record, boolean finished, @Nullable LifeRow before) {
    long seq = lastOf(record);
    long known = before != null && before.epoch() == record.epoch() ? before.seq() : 0;
    return new LifeRow(
        record.life(),
        record.image(),
        record.why().stage(),
        record.epoch(),
        Math.max(known, seq),
        record.state(),
        record.digest(),
        micros(firstSeen(record, before)),
        record.source(),
        micros(record.quarantine()),
        micros(record.why().deadline()),
        micros(record.copyingUntil()),
        Cells.cut(record.why().reasons().stream().findFirst().orElse(""), LONGEST_REASON),
        trimming.text(record.why()),
        finished,
        Instant.EPOCH,
        Instant.EPOCH);
  }

  private static @Nullable Instant firstSeen(LifeRecord record, @Nullable LifeRow before) {
    Instant known = before == null ? null : before.firstSeen();
    Instant told = record.firstSeen();
    if (known == null || told == null) {
      return known == null ? told : known;
    }
    return told.isBefore(known) ? told : known;
  }

  private static @Nullable Instant micros(@Nullable Instant instant) {
    return instant == null ? null : instant.truncatedTo(ChronoUnit.MICROS);
  }

  private static LifeState.@Nullable Quarantined micros(
      LifeState.@Nullable Quarantined quarantine) {
    return quarantine == null
        ? null
        : new LifeState.Quarantined(
            quarantine.since().truncatedTo(ChronoUnit.MICROS),
            quarantine.until().truncatedTo(ChronoUnit.MICROS),
            quarantine.untagged());
  }

  private void forgetClosure(Repository repository, Digest digest) {
    boolean needed = lives.in(repository).stream().anyMatch(life -> digest.equals(life.digest()));
    if (!needed) {
      sql.sql("DELETE FROM closures WHERE repository = ? AND root = ?")
          .params(repository.toString(), digest.value())
          .update();
    }
  }
}
