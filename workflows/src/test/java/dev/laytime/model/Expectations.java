package dev.laytime.model;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.image.ReservedTags;
import dev.laytime.image.Tag;
import dev.laytime.lifecycle.LifeState;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What must be true once everything has healed, and once nothing is named any more.
 *
 * @param states of the lives that are not over, but for some, a line each; empty where all are
 */
record Expectations(Universe universe, Function<Predicate<Reference>, String> states) {

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
    for (Map.Entry<Repository, ModelRegistry.Shelf> entry : universe.registry.shelves()) {
      ModelRegistry.Shelf shelf = entry.getValue();
      shelf.tags.forEach((tag, content) -> {
        if (!ReservedTags.isReserved(tag) && !isIncomplete(entry.getKey(), content)) {
          there.add(entry.getKey().tagged(tag) + "=" + content);
        }
      });
    }
    if (!there.isEmpty()) {
      throw broken("unused and not quarantined: " + there);
    }
  }

  /** What only its hold keeps has it. */
  void holds() {
    universe.ledger.rows.forEach((image, row) -> {
      Digest digest = row.digest();
      if (digest == null || !row.holds() || !isByDigest(image, row)) {
        return;
      }
      ModelRegistry.Shelf shelf = universe.registry.shelf(image.repository());
      if (shelf.manifests.contains(Content.of(digest))
          && !shelf.tags.containsKey(ReservedTags.hold(digest))) {
        throw broken(image + " is kept by its hold, which is not there");
      }
    });
  }

  private static boolean isByDigest(Reference image, ModelLedger.Row row) {
    return image instanceof Reference.Pinned
        || (row.state() instanceof LifeState.Quarantined(_, _, var untagged) && untagged);
  }

  /**
   * Whatever is left has a reason: nothing has a tag or a manifest that any life knew of, and every
   * life is over, but where its end or its failure gave one.
   */
  void nothing() {
    for (Map.Entry<Repository, ModelRegistry.Shelf> entry : universe.registry.shelves()) {
      nothing(entry.getKey(), entry.getValue());
    }
    if (!states.apply(this::isIncomplete).isEmpty()) {
      throw broken("lives without an end");
    }
  }

  private void nothing(Repository repository, ModelRegistry.Shelf shelf) {
    Map<Tag, Content> tags = new TreeMap<>(shelf.tags);
    tags.keySet().removeIf(universe.guard::leftBehind);
    tags.values().removeIf(content -> isIncomplete(repository, content));
    if (!tags.isEmpty()) {
      throw broken("unused and not gone: " + tags);
    }
    Set<Content> left = EnumSet.copyOf(shelf.manifests);
    left.removeAll(shelf.closure(shelf.tags.values()));
    // What was never learned of is nobody's, with all that it needs.
    left.removeAll(shelf.closure(shelf.unknown));
    left.removeIf(content -> universe.guard.mayStay(repository, content));
    if (!left.isEmpty()) {
      throw broken("unused, untagged and not gone: " + repository + " " + left);
    }
  }

  /** Of what lacks a part nobody can tell what it is made of: until it is whole it is kept. */
  private boolean isIncomplete(Reference image) {
    ModelLedger.Row row = universe.ledger.rows.get(image);
    return row != null
        && row.digest() != null
        && isIncomplete(image.repository(), Content.of(row.digest()));
  }

  private boolean isIncomplete(Repository repository, Content content) {
    ModelRegistry.Shelf shelf = universe.registry.shelf(repository);
    return shelf.manifests.contains(content)
        && !shelf.isWhole(content)
        && universe.ledger.rows.entrySet().stream()
            .anyMatch(row ->
                row.getKey().repository().equals(repository)
                    && row.getValue().alive()
                    && content.digest().equals(row.getValue().digest())
                    && !(row.getValue().state() instanceof LifeState.Quarantined));
  }

  private World.Violation broken(String what) {
    return new World.Violation("at " + universe.now + ": " + what + states.apply(_ -> false));
  }
}
