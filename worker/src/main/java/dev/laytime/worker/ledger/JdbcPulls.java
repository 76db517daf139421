package dev.laytime.worker.ledger;

import dev.laytime.image.Reference;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The rows of images that somebody could not pull. */
final class JdbcPulls implements Pulls {

  private static final Duration FIRST = Duration.ofMinutes(5);
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final Duration KEPT = Duration.ofDays(1);

  private final Tables tables;

  JdbcPulls(Tables tables) {
    this.tables = tables;
  }

  private record Row(Instant toldAt, Duration pause) {

    boolean rests(Instant now) {
      return now.isBefore(toldAt.plus(pause));
    }

    Duration next(Instant now) {
      if (!now.isBefore(toldAt.plus(pause.multipliedBy(2)))) {
        return FIRST;
      }
      Duration doubled = pause.multipliedBy(2);
      return doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
    }
  }

  @Override
  public Taken take(String source, List<Reference> unpulled) {
    return tables.sql.write(
        "see what source %s cannot pull".formatted(source),
        () -> {
          tables.sources.lock(source);
          Instant now = tables.clock.instant();
          List<Reference> names =
              unpulled.stream()
                  .distinct()
                  // Two sources that cannot pull the same wait for each other in one order.
                  .sorted(Comparator.comparing(Reference::text))
                  .filter(name -> begins(name, now))
                  .toList();
          trim(now);
          return new Taken(names, names.isEmpty() ? List.of() : concerned(source, names));
        });
  }

  private boolean begins(Reference name, Instant now) {
    Optional<Row> known = find(name);
    if (known.isPresent() && known.get().rests(now)) {
      return false;
    }
    Duration pause = known.map(row -> row.next(now)).orElse(FIRST);
    delete(name);
    tables
        .sql
        .sql("INSERT INTO pulls (reference, told_at, pause_ms) VALUES (?, ?, ?)")
        .params(name.text(), Cells.at(now), pause.toMillis())
        .update();
    return true;
  }

  private Optional<Row> find(Reference name) {
    return tables
        .sql
        .sql("SELECT told_at, pause_ms FROM pulls WHERE reference = ?")
        .param(name.text())
        .query((row, _) ->
            new Row(Cells.instant(row, "told_at"), Duration.ofMillis(row.getLong("pause_ms"))))
        .optional();
  }

  private void delete(Reference name) {
    tables.sql.sql("DELETE FROM pulls WHERE reference = ?").param(name.text()).update();
  }

  private void trim(Instant now) {
    tables.sql.sql("DELETE FROM pulls WHERE told_at < ?").param(Cells.at(now.minus(KEPT))).update();
  }

  /** Those of which the name orders the image: what it only keeps is not what is pulled. */
  private List<Concern> concerned(String source, List<Reference> names) {
    Ground ground = tables.ground();
    Set<Reference> wanted = new HashSet<>(names);
    List<Concern> concerned = new ArrayList<>();
    for (Levels.Level level : new Levels(tables, ground).of(source).values()) {
      level.rows().stream()
          .filter(row -> wanted.contains(row.reference()))
          .filter(row -> Words.orders(row, level.image(), ground))
          .map(NamedReferences.Row::reference)
          .findFirst()
          .ifPresent(name -> concerned.add(new Concern(level.image(), name)));
    }
    return concerned;
  }

  @Override
  public void giveBack(Taken taken) {
    tables.sql.change(
        "write down that nobody was told what cannot be pulled",
        () -> taken.names().forEach(this::delete));
  }
}
