package dev.laytime.worker.ledger;

import dev.laytime.lifecycle.Word;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a source says now against what its lives were last told. */
final class Differences {

  private final Tables tables;
  private final Told told;

  Differences(Tables tables) {
    this.tables = tables;
    this.told = new Told(tables.sql);
  }

  /** Words to be sent, those that name an image first. */
  List<Telling.Said> of(String source) {
    return tables.sources.named(source).map(this::of).orElseGet(() -> withdrawn(source));
  }

  private List<Telling.Said> of(SourceRow source) {
    Map<String, Told.Row> before = told.by(source.name());
    Ground ground = tables.ground();
    Map<String, Levels.Level> levels = new Levels(tables, ground).of(source.name());
    List<Telling.Said> unsaid = new ArrayList<>();
    levels.forEach((life, level) -> {
      Word word = Words.named(source.name(), level.image(), level.rows(), ground);
      if (differs(word, before.get(life))) {
        unsaid.add(new Telling.Said(level.image(), word));
      }
    });
    SourceRow.Scan last = source.last();
    if (last != null && last.counts()) {
      before.forEach((life, row) -> {
        if (row.named() && row.number() < last.number() && !levels.containsKey(life)) {
          unsaid.add(
              new Telling.Said(
                  row.image(), Words.notNamed(source.name(), last.number(), last.startedAt())));
        }
      });
    }
    return unsaid;
  }

  /** What is not of a later scan than the last word would not be listened to. */
  private static boolean differs(Word word, Told.@Nullable Row before) {
    return before == null
        || (word.epoch() > before.number()
            && !Words.fingerprint(word).equals(before.fingerprint()));
  }

  /** A source that was taken away names nothing. */
  List<Telling.Said> withdrawn(String source) {
    long number = tables.sources.lastNumber(source);
    Instant now = tables.clock.instant();
    List<Telling.Said> unsaid = new ArrayList<>();
    told.by(source)
        .values()
        .forEach(row -> {
          if (row.named()) {
            unsaid.add(new Telling.Said(row.image(), Words.notNamed(source, number, now)));
          }
        });
    return unsaid;
  }
}
