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
          if (image instanceof Reference.Tagged
              && !there.containsKey(image)
              && row.holds()
              && !(row.state() instanceof LifeState.Quarantined)) {
            universe.mailbox.send(image, _ -> new Fact.Found(start, null));
          }
        });
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
