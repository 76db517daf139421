package dev.laytime.worker.ledger;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import java.util.Optional;

/** The rows of what mirrors brought. */
final class JdbcMirroredImages implements MirroredImages {

  private final Sql sql;

  JdbcMirroredImages(Sql sql) {
    this.sql = sql;
  }

  @Override
  public Optional<Reference> source(Reference image, Digest digest) {
    return sql.read(
        "find where %s was mirrored from".formatted(image),
        () ->
            sql
                .sql(
                    """
                    SELECT copy.copied_source FROM mirror_targets copy
                      JOIN tag_mirrors mirror ON mirror.name = copy.mirror
                    WHERE copy.image = ? AND copy.copied_digest = ? AND copy.written_digest = ?
                      AND copy.gone_since IS NULL AND mirror.present AND NOT mirror.resting
                    ORDER BY mirror.since, mirror.name\
                    """)
                .params(image.text(), digest.value(), digest.value())
                .query((row, _) -> Reference.parse(Cells.text(row, "copied_source")))
                .list()
                .stream()
                .findFirst());
  }
}
