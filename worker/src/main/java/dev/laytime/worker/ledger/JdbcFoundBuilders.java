package dev.laytime.worker.ledger;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Keeps them in a row for each object, and one for each text. */
final class JdbcFoundBuilders implements FoundBuilders {

  /** A build that is underway takes no longer. */
  private static final Duration KEPT = Duration.ofDays(2);

  private final Tables tables;
  private final Installation installation;

  JdbcFoundBuilders(Tables tables) {
    this.tables = tables;
    this.installation = new Installation(tables.sql);
  }

  @Override
  public void replace(List<FoundBuilder> found) {
    tables.sql.change(
        "write down what objects are built by",
        () -> {
          String _ = installation.lock();
          Instant now = tables.clock.instant();
          Set<String> gone = new HashSet<>(tables.builds.builders.names());
          for (FoundBuilder each : found) {
            tables.builds.builders.put(each);
            keep(each, now);
            gone.remove(each.rule().name());
          }
          gone.forEach(tables.builds.builders::remove);
          tables
              .sql
              .sql("DELETE FROM builder_texts WHERE seen_at < ?")
              .param(Cells.at(now.minus(KEPT)))
              .update();
        });
  }

  private void keep(FoundBuilder each, Instant now) {
    int known =
        tables
            .sql
            .sql("UPDATE builder_texts SET seen_at = ? WHERE digest = ?")
            .params(Cells.at(now), each.digest().value())
            .update();
    if (known == 0) {
      tables
          .sql
          .sql("INSERT INTO builder_texts (seen_at, digest, body) VALUES (?, ?, ?)")
          .params(Cells.at(now), each.digest().value(), each.text())
          .update();
    }
  }

  @Override
  public Optional<String> text(Digest digest) {
    return tables.sql.read(
        "read a text that is built of",
        () ->
            tables
                .sql
                .sql("SELECT body FROM builder_texts WHERE digest = ?")
                .param(digest.value())
                .query((row, _) -> Cells.text(row, "body"))
                .optional());
  }

  @Override
  public Digest firstDigest(Reference image, Digest now) {
    return tables.sql.write(
        "write down which image %s is".formatted(image),
        () -> {
          // Two that see it for the first time see the same.
          String _ = installation.lock();
          Digest first =
              tables
                  .sql
                  .sql("SELECT digest FROM builder_images WHERE image = ?")
                  .param(image.text())
                  .query((row, _) -> new Digest(Cells.text(row, "digest")))
                  .optional()
                  .orElse(null);
          if (first != null) {
            return first;
          }
          tables
              .sql
              .sql("INSERT INTO builder_images (image, digest, seen_at) VALUES (?, ?, ?)")
              .params(image.text(), now.value(), Cells.at(tables.clock.instant()))
              .update();
          return now;
        });
  }
}
