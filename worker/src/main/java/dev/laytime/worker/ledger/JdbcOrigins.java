package dev.laytime.worker.ledger;

import dev.laytime.image.Digest;
import dev.laytime.image.Repository;
import dev.laytime.ledger.Origins;
import java.util.Optional;

/** What lives remember of where they brought an image from. */
record JdbcOrigins(Tables tables) implements Origins {

  private static final String BROUGHT =
      """
      SELECT source FROM lives WHERE repository = ? AND digest = ? AND source IS NOT NULL
      ORDER BY source\
      """;

  @Override
  public Optional<Repository> of(Repository repository, Digest digest) {
    return tables.sql.read(
        "read where %s@%s came from".formatted(repository, digest),
        () ->
            tables
                .sql
                .sql(BROUGHT)
                .params(repository.toString(), digest.value())
                .query((row, _) -> Cells.reference(row, "source").repository())
                .list()
                .stream()
                .filter(origin -> !origin.equals(repository))
                .findFirst());
  }
}
