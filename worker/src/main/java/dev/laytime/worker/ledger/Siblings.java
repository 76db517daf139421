package dev.laytime.worker.ledger;

import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import dev.laytime.lifecycle.Retention;
import dev.laytime.workflow.WorkflowIds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The images of a repository that are in the stage and have a tag, as far as that is certain. */
final class Siblings {

  private final Lives lives;
  private final JdbcInventory inventory;

  Siblings(Lives lives, JdbcInventory inventory) {
    this.lives = lives;
    this.inventory = inventory;
  }

  /**
   * Those of one repository.
   *
   * <p>One that may be gone by now is left out: an image must not lose its place among the last
   * ones to it.
   */
  List<Retention.Sibling> of(String stage, Repository repository) {
    Instant swept = inventory.sweptAt(stage, repository);
    List<JdbcInventory.Row> found = inventory.in(stage, repository);
    Set<Tag> tags = new HashSet<>();
    found.forEach(row -> tags.add(row.tag()));
    List<Retention.Sibling> siblings = new ArrayList<>();
    for (LifeRow life : lives.in(repository)) {
      if (life.tagged() && life.firstSeen() != null && !missed(life, swept, tags)) {
        siblings.add(new Retention.Sibling(life.image(), life.firstSeen()));
      }
    }
    Set<String> known = lives.everIn(repository);
    for (JdbcInventory.Row row : found) {
      Reference image = repository.tagged(row.tag());
      if (!known.contains(WorkflowIds.life(image))) {
        siblings.add(new Retention.Sibling(image, row.firstSeen()));
      }
    }
    return siblings;
  }

  private static boolean missed(LifeRow life, @Nullable Instant swept, Set<Tag> found) {
    return swept != null
        && life.changedAt().isBefore(swept)
        && life.image() instanceof Reference.Tagged(_, var tag)
        && !found.contains(tag);
  }
}
