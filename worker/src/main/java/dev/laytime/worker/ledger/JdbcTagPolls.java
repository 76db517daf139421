package dev.laytime.worker.ledger;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.ledger.TagPolls;
import dev.laytime.mirror.InStage;
import dev.laytime.mirror.MirrorTarget;
import dev.laytime.mirror.TagMirror;
import dev.laytime.workflow.WorkflowIds;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What polls of mirrors that select tags ask and write. */
final class JdbcTagPolls implements TagPolls {

  private static final Set<String> PRESENT = Set.of("PRESENT", "UNUSED");

  private final Tables tables;
  private final ListingRows listings;

  JdbcTagPolls(Tables tables) {
    this.tables = tables;
    this.listings = new ListingRows(tables.sql);
  }

  @Override
  public Optional<TagMirror> mirror(String name) {
    return tables.sql.read(
        "read what mirror %s selects".formatted(name),
        () ->
            tables
                .tagMirrors
                .find(name)
                .filter(TagMirrorRows.Row::isPolled)
                .map(TagMirrorRows.Row::mirror));
  }

  @Override
  public Map<Reference, MirrorTarget> remembered(
      String mirror, Repository source, @Nullable Repository target) {
    return tables.sql.read(
        "read what mirror %s has of %s".formatted(mirror, source),
        () -> tables.targets.of(mirror, source, target));
  }

  @Override
  public List<Repository> sources(String mirror) {
    return tables.sql.read(
        "list the sources of mirror " + mirror, () -> tables.targets.sources(mirror));
  }

  @Override
  public Map<Reference, InStage> inStages(Collection<Reference> images) {
    return tables.sql.read("read how copies stand", () -> standing(images));
  }

  private Map<Reference, InStage> standing(Collection<Reference> images) {
    List<StageRow> stages = tables.stages.configured();
    Map<Reference, StageRow> inside = new HashMap<>();
    for (Reference image : images) {
      Stages.of(stages, image.repository()).ifPresent(stage -> inside.put(image, stage));
    }
    if (inside.isEmpty()) {
      return Map.of();
    }
    List<String> ids = inside.keySet().stream().map(WorkflowIds::life).toList();
    Map<String, LifeRow> lives = tables.lives.of(ids);
    Set<String> copied = tables.stories.copied(ids);
    Map<Reference, InStage> standing = new HashMap<>();
    inside.forEach((image, stage) -> {
      LifeRow life = lives.get(WorkflowIds.life(image));
      standing.put(
          image,
          new InStage(
              present(life),
              life != null && copied.contains(life.life()),
              !stage.settings().dryRun()));
    });
    return standing;
  }

  private static @Nullable Digest present(@Nullable LifeRow life) {
    return life != null && !life.finished() && PRESENT.contains(life.state())
        ? life.digest()
        : null;
  }

  @Override
  public Optional<Listing> listing(String mirror, Repository source, Instant poll) {
    return tables.sql.read(
        "read how far %s was listed for mirror %s".formatted(source, mirror),
        () -> listings.find(mirror, source, poll));
  }

  @Override
  public void keep(String mirror, Repository source, Instant poll, @Nullable Listing listing) {
    tables.sql.change(
        "write how far %s was listed for mirror %s".formatted(source, mirror),
        () -> listings.write(mirror, source, poll, listing));
  }

  @Override
  public Map<Reference, String> taken(String mirror, Collection<Reference> images) {
    return images.isEmpty()
        ? Map.of()
        : tables.sql.read(
            "read which images of mirror %s others bring".formatted(mirror),
            () -> tables.targets.taken(mirror, images));
  }

  @Override
  public void write(String mirror, Collection<MirrorTarget> targets) {
    if (!targets.isEmpty()) {
      tables.sql.change(
          "write down what mirror %s found".formatted(mirror),
          () -> tables.targets.write(mirror, targets));
    }
  }

  @Override
  public void forget(String mirror, Collection<Reference> images) {
    if (!images.isEmpty()) {
      tables.sql.change(
          "forget what mirror %s selects no more".formatted(mirror),
          () -> tables.targets.forget(mirror, images));
    }
  }

  @Override
  public void prune(String mirror, Collection<Reference> images) {
    if (!images.isEmpty()) {
      tables.sql.change(
          "keep no longer what left the source of mirror " + mirror,
          () -> {
            tables.targets.forget(mirror, images);
            tables.looks.owe(List.copyOf(images), "it left the source of mirror " + mirror);
          });
    }
  }

  @Override
  public List<MirrorTarget> owed(String mirror, Instant poll, int limit) {
    return tables.sql.read(
        "list what mirror %s owes".formatted(mirror),
        () -> tables.targets.owed(mirror, poll, limit));
  }
}
