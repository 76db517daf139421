package dev.laytime.worker.ledger;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.ledger.RemovalKind;
import dev.laytime.lifecycle.Inquiry;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks of stages where nothing is taken away what would be: the same question, with the same
 * evidence, as if deletion were on and the stage this installation's alone.
 */
final class Observing {

  private static final int MOST = 200;

  private final Tables tables;

  Observing(Tables tables) {
    this.tables = tables;
  }

  /** Writes down which of the next images by name would have gone by now; answers the last one. */
  @Nullable Reference observe(String stage, Instant now, @Nullable Reference after) {
    Ground ground = tables.ground();
    boolean deletes =
        ground.stages().stream()
            .filter(row -> row.name().equals(stage))
            .anyMatch(row -> row.settings().deletes());
    if (deletes) {
      return null;
    }
    Evidence evidence = tables.evidence(ground.asIfDeleting());
    List<LifeRow> due = tables.departures.due(stage, now, after, MOST);
    for (LifeRow life : due) {
      Question question = question(life, now);
      Digest digest = question.digest();
      if (digest != null && evidence.of(question).inquiry() instanceof Inquiry.Proven) {
        tables.departures.write(life, stage, digest, bytes(life, digest), now);
      }
    }
    return due.size() < MOST ? null : due.getLast().image();
  }

  private long bytes(LifeRow life, Digest digest) {
    Long known = tables.closures.bytesOnlyOf(life, digest, JdbcClosures.Gone.DEPARTED);
    return known == null ? 0 : known;
  }

  private static Question question(LifeRow life, Instant now) {
    Instant deadline = life.deadline() == null ? now : life.deadline();
    return new Question(
        life.life(), life.image(), life.digest(), RemovalKind.QUARANTINE, deadline, now);
  }
}
