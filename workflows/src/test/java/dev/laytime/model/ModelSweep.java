package dev.laytime.model;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.image.ReservedTags;
import dev.laytime.lifecycle.Fact;
import dev.laytime.lifecycle.LifeState;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the registry holds against what lives believe. */
final class ModelSweep {

  private final Universe universe;

  ModelSweep(Universe universe) {
    this.universe = universe;
  }

  void run() {
    Map<Reference, Digest> there = new LinkedHashMap<>();
    for (Map.Entry<Repository, ModelRegistry.Shelf> shelf : universe.registry.shelves()) {
      shelf
          .getValue()
          .tags
          .forEach((tag, content) -> {
            if (!ReservedTags.isReserved(tag)) {
              there.put(shelf.getKey().tagged(tag), content.digest());
            }
          });
    }
    Instant start = universe.now;
    there.forEach((image, digest) -> compare(image, digest, start));
    Map.copyOf(universe.ledger.rows)
        .forEach((image, row) -> {
          if (row.alive()
              && !there.containsKey(image)
              && (isGone(image, row) || isUnheld(image, row))) {
            universe.mailbox.send(image, _ -> new Fact.Found(start, null));
          }
        });
  }

  /** Whether it takes its tag for granted. */
  private boolean isGone(Reference image, ModelLedger.Row row) {
    return image instanceof Reference.Tagged
        && row.holds()
        && !isUntagged(row)
        && !universe.has(Flaw.LOST_TAGS_ARE_NOT_MISSED);
  }

  /** Whether only its hold keeps it, which is missing, or it waits by digest for its content. */
  private boolean isUnheld(Reference image, ModelLedger.Row row) {
    if (!universe.ledger.policy(image).holds() || universe.has(Flaw.LOST_HOLDS_ARE_NOT_MISSED)) {
      return false;
    }
    boolean byDigest = image instanceof Reference.Pinned;
    if (byDigest && row.state() instanceof LifeState.Wanted) {
      return true;
    }
    return row.holds()
        && (byDigest || isUntagged(row))
        && !isHeld(image.repository(), row.digest());
  }

  private static boolean isUntagged(ModelLedger.Row row) {
    return row.state() instanceof LifeState.Quarantined(_, _, var untagged) && untagged;
  }

  private boolean isHeld(Repository repository, @Nullable Digest digest) {
    return digest != null
        && universe.registry.shelf(repository).tags.containsKey(ReservedTags.hold(digest));
  }

  private void compare(Reference image, Digest digest, Instant start) {
    ModelLedger.Row row = universe.ledger.rows.get(image);
    if (row == null || !row.alive()) {
      universe.mailbox.send(image, at -> new Fact.Looked(at, "found in the stage"));
    } else if (!row.holds()
        || !digest.equals(row.digest())
        || row.state() instanceof LifeState.Quarantined) {
      universe.mailbox.send(image, _ -> new Fact.Found(start, digest));
    }
  }
}
