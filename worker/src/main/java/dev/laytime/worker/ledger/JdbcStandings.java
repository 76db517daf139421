package dev.laytime.worker.ledger;

import dev.laytime.image.Reference;
import dev.laytime.lifecycle.Claims;
import dev.laytime.lifecycle.Why;
import dev.laytime.workflow.WorkflowIds;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Reads them out of the rows of lives: the same few statements for any number of images. */
final class JdbcStandings implements Standings {

  private final Tables tables;

  JdbcStandings(Tables tables) {
    this.tables = tables;
  }

  /** Everything that is known of some lives. */
  private record Known(
      List<StageRow> stages,
      Map<String, LifeRow> rows,
      Map<String, Instant> copied,
      Map<String, Instant> promised) {}

  @Override
  public Map<Reference, Standing> of(List<Reference> images) {
    Map<Reference, String> lives = new LinkedHashMap<>();
    images.forEach(image -> lives.put(image, life(image)));
    return tables.sql.read(
        "say how images are",
        () -> {
          Set<String> ids = Set.copyOf(lives.values());
          Known known =
              new Known(
                  tables.stages.configured(),
                  tables.lives.of(ids),
                  tables.stories.copiedAt(ids),
                  tables.promises.of(ids));
          Map<Reference, Standing> standings = new LinkedHashMap<>();
          lives.forEach((image, life) -> standings.put(image, standing(image, life, known)));
          return standings;
        });
  }

  private Standing standing(Reference image, String life, Known known) {
    Optional<StageRow> stage = Stages.of(known.stages(), image.repository());
    Optional<LifeRow> row = Optional.ofNullable(known.rows().get(life));
    return new Standing(
        stage.map(StageRow::name).orElse(null),
        stage.filter(found -> found.settings().deletes()).isPresent(),
        row.filter(found -> !found.finished())
            .map(found -> tables.json.read(found.why(), Why.class))
            .orElse(null),
        row.filter(LifeRow::finished).isPresent(),
        known.copied().get(life),
        known.promised().get(life));
  }

  @Override
  public void promise(Map<Reference, Instant> until, Instant now) {
    tables.sql.change(
        "write down until when images stay",
        () -> {
          tables.promises.trim(now);
          until.forEach((image, instant) -> tables.promises.lengthen(life(image), instant));
        });
  }

  private static String life(Reference image) {
    return WorkflowIds.life(Objects.requireNonNull(Claims.plain(image)));
  }
}
