package dev.laytime.worker.ledger;

import dev.laytime.image.Digest;
import dev.laytime.image.Repository;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The rows of manifests that somebody else pulled. */
final class PulledManifests {

  /** Longer than any pull can count. */
  private static final Duration REMEMBERED = Duration.ofDays(366);

  private final Sql sql;

  PulledManifests(Sql sql) {
    this.sql = sql;
  }

  /** Somebody pulled one. An earlier time than the one on record changes nothing. */
  void pulled(Repository repository, Digest digest, Instant at) {
    Instant known = at(repository, digest).orElse(null);
    if (known == null) {
      sql.sql("INSERT INTO pulled_manifests (repository, digest, pulled_at) VALUES (?, ?, ?)")
          .params(repository.toString(), digest.value(), Cells.at(at))
          .update();
    } else if (known.isBefore(at)) {
      sql.sql("UPDATE pulled_manifests SET pulled_at = ? WHERE repository = ? AND digest = ?")
          .params(Cells.at(at), repository.toString(), digest.value())
          .update();
    }
  }

  private Optional<Instant> at(Repository repository, Digest digest) {
    return sql.sql(
            """
            SELECT pulled_at FROM pulled_manifests WHERE repository = ? AND digest = ? FOR UPDATE\
            """)
        .params(repository.toString(), digest.value())
        .query((row, _) -> Cells.instant(row, "pulled_at"))
        .optional();
  }

  /** When an image, or anything that it is made of, was last pulled. */
  Optional<Instant> last(Repository repository, Digest digest) {
    return sql.sql(
            """
            SELECT pulled_at FROM pulled_manifests WHERE repository = :repository
              AND (digest = :digest OR digest IN (
                SELECT member FROM closures WHERE repository = :repository AND root = :digest))
            ORDER BY pulled_at DESC FETCH FIRST 1 ROWS ONLY\
            """)
        .param("repository", repository.toString())
        .param("digest", digest.value())
        .query((row, _) -> Cells.instant(row, "pulled_at"))
        .optional();
  }

  void trim(Instant now) {
    sql.sql("DELETE FROM pulled_manifests WHERE pulled_at < ?")
        .param(Cells.at(now.minus(REMEMBERED)))
        .update();
  }
}
