package dev.laytime.model;

import dev.laytime.image.Repository;
import dev.laytime.image.ReservedTags;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What must be true once everything has healed, and once nothing is named any more.
 *
 * @param states of the lives that are not over, a line each; empty where all are
 */
record Expectations(Universe universe, Supplier<String> states) {

  /** What is named and has an upstream is there. */
  void namedImages() {
    for (Image image : universe.uses.named(universe.ledger.evidence.registered())) {
      if (image.upstream() != null && universe.registry.look(image.reference()) == null) {
        throw broken(image + " is named, has an upstream and is not there");
      }
    }
  }

  /** Nothing has a tag but what is held. */
  void noTags() {
    List<String> there = new ArrayList<>();
    for (Map.Entry<Repository, ModelRegistry.Shelf> shelf : universe.registry.shelves()) {
      shelf
          .getValue()
          .tags
          .forEach((tag, content) -> {
            if (!ReservedTags.isReserved(tag)) {
              there.add(shelf.getKey().tagged(tag) + "=" + content);
            }
          });
    }
    if (!there.isEmpty()) {
      throw broken("unused and not quarantined: " + there);
    }
  }

  /** Nothing has any tag, and every life is over. */
  void nothing() {
    for (Map.Entry<Repository, ModelRegistry.Shelf> shelf : universe.registry.shelves()) {
      shelf.getValue().tags.keySet().removeIf(universe.guard::leftBehind);
      if (!shelf.getValue().tags.isEmpty()) {
        throw broken("unused and not gone: " + shelf.getValue().tags);
      }
    }
    if (!states.get().isEmpty()) {
      throw broken("lives without an end");
    }
  }

  private World.Violation broken(String what) {
    return new World.Violation("at " + universe.now + ": " + what + states.get());
  }
}
