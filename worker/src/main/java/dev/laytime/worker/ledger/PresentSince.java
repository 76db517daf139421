package dev.laytime.worker.ledger;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import dev.laytime.workflow.WorkflowIds;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Since when a name has had its digest in its stage: without a break, as far as its life knows. A
 * life that is in doubt has a break.
 */
final class PresentSince {

  private final Sql sql;

  PresentSince(Sql sql) {
    this.sql = sql;
  }

  /** What a digest has been since when. */
  record Since(Digest digest, Instant since) {}

  /** What a life wrote of itself just now. */
  void write(LifeRow life, Instant now) {
    Digest digest = life.tagged() ? life.digest() : null;
    Since before = find(life.life()).orElse(null);
    if (before != null && (digest == null || !digest.equals(before.digest()))) {
      sql.sql("DELETE FROM present_since WHERE life = ?").param(life.life()).update();
    }
    if (digest != null && (before == null || !digest.equals(before.digest()))) {
      sql.sql("INSERT INTO present_since (life, digest, since) VALUES (?, ?, ?)")
          .params(life.life(), digest.value(), Cells.at(now))
          .update();
    }
  }

  private Optional<Since> find(String life) {
    return sql.sql("SELECT digest, since FROM present_since WHERE life = ?")
        .param(life)
        .query((row, _) ->
            new Since(new Digest(Cells.text(row, "digest")), Cells.instant(row, "since")))
        .optional();
  }

  /** Since when a tag has named a digest; null where that is not known. */
  @Nullable Instant of(Reference image, Digest digest) {
    return find(WorkflowIds.life(image))
        .filter(since -> since.digest().equals(digest))
        .map(Since::since)
        .orElse(null);
  }

  /** Which tags of a repository name a digest, as far as their lives know. */
  List<Tag> tags(Repository repository, Digest digest) {
    return sql
        .sql(
            """
            SELECT l.image FROM lives l
              JOIN present_since s ON s.life = l.life AND s.digest = l.digest
            WHERE l.repository = ? AND l.digest = ? AND NOT l.finished ORDER BY l.image\
            """)
        .params(repository.toString(), digest.value())
        .query((row, _) -> Cells.reference(row, "image"))
        .list()
        .stream()
        .flatMap(image -> Optional.ofNullable(image.tag()).stream())
        .toList();
  }

  /** What a tag has named; empty where that is not known. */
  Optional<Digest> digestOf(Reference image) {
    return find(WorkflowIds.life(image)).map(Since::digest);
  }
}
