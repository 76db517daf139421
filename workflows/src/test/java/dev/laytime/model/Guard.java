package dev.laytime.model;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.image.ReservedTags;
import dev.laytime.image.Tag;
import dev.laytime.ledger.RemovalKind;
import dev.laytime.lifecycle.Life;
import dev.laytime.lifecycle.LifeState;
import dev.laytime.lifecycle.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks at every DELETE when it is sent, by rules of its own.
 *
 * <p>What must never go: what an object names and a scan has seen since it does, with all that it
 * needs and carries; what a pin or another life keeps; what a tag names that was there when the
 * reaper built its map. And nothing goes without deletion switched on, a complete scan of every
 * registered source from after the deadline, and the whole grace period and quarantine.
 */
final class Guard {

  private static final Duration BACK_WITHIN = Duration.ofMinutes(3);

  /** So long after somebody else took something a life may take that for its own doubt's end. */
  private static final Duration CONFUSING = Duration.ofMinutes(5);

  private final Universe universe;
  private final Map<Naming, Instant> lastNamed = new HashMap<>();
  private final Map<Reference, Instant> quarantinedAt = new HashMap<>();
  private final Map<Reference, Instant> failedAt = new HashMap<>();
  private final Set<Content> excused = EnumSet.noneOf(Content.class);
  private final Map<Repository, Set<Content>> deleted = new HashMap<>();
  private final Map<Repository, Instant> takenAt = new HashMap<>();
  private final Map<Repository, Set<Content>> orphans = new HashMap<>();
  private final Set<Tag> leftBehind = new HashSet<>();
  private long disturbances;
  private final Map<Source, Instant> complete = new EnumMap<>(Source.class);

  Guard(Universe universe) {
    this.universe = universe;
  }

  /** A source's word that an object names it has arrived. */
  void named(Reference image, String source, Instant seenAt) {
    lastNamed.merge(
        new Naming(image, Source.valueOf(source)),
        seenAt,
        (one, other) -> one.isAfter(other) ? one : other);
  }

  private record Naming(Reference image, Source source) {}

  /** What a source said that a person has taken away since does not count. */
  private Instant lastNamed(Reference image) {
    Instant last = Terms.START;
    for (Source source : universe.ledger.evidence.registered()) {
      Instant named = lastNamed.get(new Naming(image, source));
      last = named != null && named.isAfter(last) ? named : last;
    }
    return last;
  }

  /** A scan that missed nothing, or that a person approved. */
  void complete(Source source, Instant start) {
    complete.put(source, start);
  }

  /** A removal got no answer: whatever is tried next needs scans from after it. */
  void failed(Reference image) {
    failedAt.put(image, universe.now);
  }

  /** The service forgot everything: what failed before is not known any more. */
  void forgotten() {
    failedAt.clear();
  }

  /** From here on it may take longer until something is back. */
  void disturbed() {
    disturbances++;
  }

  /** Somebody else has taken a manifest. */
  void taken(Repository repository) {
    takenAt.put(repository, universe.now);
    disturbed();
  }

  /** Hold tags might not be written when it was displaced. */
  void excused(Content content) {
    excused.add(content);
  }

  /** A copy of ours is about to move a tag: what it names must be held. */
  void moves(Reference image, @Nullable Digest known, @Nullable Digest next) {
    Content there = universe.registry.look(image);
    if (image.tag() == null || there == null || !there.digest().equals(known)) {
      return;
    }
    require(
        there.digest().equals(next) || isSafe(image.repository(), there),
        image + " is moved and nothing holds " + there);
  }

  /** Whether what loses a tag is held, or nobody had to hold it. */
  private boolean isSafe(Repository repository, Content content) {
    return universe.registry.shelf(repository).holds(content.digest())
        || excused.contains(content)
        || !universe.ledger.deletion;
  }

  /**
   * A copy of ours takes a tag from what it names: what the tag's life knows of is held or about to
   * be, and what another life has settled on by digest is held too.
   */
  void overwrites(Reference image, Content next) {
    require(
        !universe.ledger.forbids(image, next.digest()),
        image + " is copied and forbidden: " + next);
    Content there = universe.registry.look(image);
    if (image.tag() == null || there == null || there == next) {
      return;
    }
    ModelLedger.Row row = universe.ledger.rows.get(image);
    boolean known = row != null && row.alive() && there.digest().equals(row.digest());
    boolean owed = row != null && row.displaced().contains(there.digest());
    require(
        !known || owed || isSafe(image.repository(), there),
        image + " is overwritten and nothing holds " + there);
    ModelRegistry.Shelf shelf = universe.registry.shelf(image.repository());
    Set<Content> reached = shelf.closure(List.of(there));
    Set<Content> otherwise = EnumSet.noneOf(Content.class);
    shelf.tags.forEach((tag, named) -> {
      if (!tag.equals(image.tag())) {
        otherwise.add(named);
      }
    });
    reached.removeAll(shelf.closure(otherwise));
    for (Content content : reached) {
      Reference byDigest = image.repository().pinned(content.digest());
      require(
          !needed(byDigest)
              || !universe.settled.test(byDigest)
              || isSafe(image.repository(), content),
          image + " is overwritten and nothing holds " + content + ", which is needed");
    }
  }

  /** A DELETE in doubt took effect: what is needed must be back within the time of doubt. */
  void landed(Reference image, Content content) {
    long before = disturbances;
    if (needed(image)
        && knowsItsNeed(image)
        && !isConfused(image.repository(), content)
        && !universe.ledger.forbids(image, content.digest())) {
      universe.later(
          universe.now.plus(BACK_WITHIN),
          () -> {
            boolean back = universe.registry.look(image) != null || !needed(image);
            require(back || disturbances != before, image + " is needed, went late, is not back");
          });
    }
  }

  /** Whether somebody else ever took a manifest: some lives had to begin late, then. */
  boolean anythingTaken() {
    return !takenAt.isEmpty();
  }

  private boolean isConfused(Repository repository, Content content) {
    Instant taken = takenAt.get(repository);
    return universe.registry.shelf(repository).lacks(content)
        || (taken != null && universe.now.isBefore(taken.plus(CONFUSING)));
  }

  /** Whether no lost message keeps the life from knowing, and no failing request from acting. */
  private boolean knowsItsNeed(Reference image) {
    return universe.faults.noneOfRequests() && universe.alert.test(image);
  }

  /** It went by a DELETE of ours. */
  void deleted(Repository repository, Content content) {
    deleted.computeIfAbsent(repository, _ -> EnumSet.noneOf(Content.class)).add(content);
  }

  /** What went by a DELETE of ours and is wanted again must have been kept. */
  void cannotRestore(Reference image, Content content) {
    boolean taken = universe.registry.shelf(image.repository()).lacks(content);
    require(
        taken || !deleted.getOrDefault(image.repository(), Set.of()).contains(content),
        image + " is wanted again and its bytes are lost");
    // What its life no longer counts on, nobody has a name for: the rest of it stays.
    if (taken) {
      orphan(image.repository(), content);
    }
  }

  /** The registry lies about what is left of an image: said thrice, it is believed. */
  void deceived(Repository repository, Content content) {
    if (!universe.registry.shelf(repository).manifests.contains(content)) {
      orphan(repository, content);
    }
  }

  private void orphan(Repository repository, Content content) {
    orphans
        .computeIfAbsent(repository, _ -> EnumSet.noneOf(Content.class))
        .addAll(universe.ledger.everPartOf(repository, content));
  }

  /** Whether nobody is left who could take a manifest away. */
  boolean mayStay(Repository repository, Content content) {
    return excused.contains(content)
        || orphans.getOrDefault(repository, Set.of()).contains(content);
  }

  private boolean needed(Reference image) {
    return universe.ledger.pinned(image)
        || universe.uses.protecting(universe.ledger.evidence.registered()).stream()
            .anyMatch(use -> use.image.reference().equals(image));
  }

  /** Its tag has gone, by whosever hand. */
  void quarantined(Reference image) {
    quarantinedAt.putIfAbsent(image, universe.now);
  }

  /**
   * Where the service forgot that a tag was just taken away, and a person has switched off deletion
   * since, a life ends that may leave a hold behind: nothing is lost by it.
   */
  void ends(Life life) {
    if (!universe.ledger.deletion && life.digest() != null) {
      leftBehind.add(ReservedTags.hold(life.digest()));
      orphan(life.image().repository(), Content.of(life.digest()));
    }
  }

  boolean leftBehind(Tag hold) {
    return leftBehind.contains(hold);
  }

  void rests(Reference image, @Nullable Instant until, List<String> reasons) {
    if (reasons.isEmpty()) {
      throw new World.Violation(image + " waits without a reason");
    }
    if (until != null && !until.isAfter(universe.now)) {
      throw new World.Violation(image + " waits until " + until + ", which is over");
    }
  }

  /** What waits in quarantine is held, or its registry could collect it. */
  void holds(Life life) {
    Reference image = life.image();
    Digest digest = life.digest();
    if (!(life.state() instanceof LifeState.Quarantined)
        || life.errand() != null
        || life.lookAgainAt() != null
        || life.missing() != null
        || digest == null
        || !universe.ledger.policy(image).holds()) {
      return;
    }
    ModelRegistry.Shelf shelf = universe.registry.shelf(image.repository());
    require(
        !shelf.manifests.contains(Content.of(digest)) || shelf.holds(digest),
        image + " is in quarantine and nothing holds it");
  }

  /** What a person has forbidden is not even asked for, as far as its digest is known. */
  void brings(Reference image, @Nullable Digest digest, Policy policy) {
    require(policy.against(image, digest) == null, image + " is brought and forbidden");
  }

  void restores(Reference image, Digest digest) {
    require(
        !universe.ledger.forbids(image, digest), "restore of " + image + ", which is forbidden");
    Content there = universe.registry.look(image);
    require(
        image.tag() == null || there == null || there.digest().equals(digest),
        "restore of " + image + " overwrites what somebody else pushed");
    quarantinedAt.remove(image);
  }

  void untags(ModelReaper.Order order, Tag tag, Content there, long surveyedAt) {
    if (ReservedTags.isReserved(tag)) {
      mayGo(order);
      needless(order, there, surveyedAt, true);
      return;
    }
    mayGo(order);
    require(there == order.content(), tag + " names something else by now");
    require(
        universe.registry.shelf(order.image().repository()).holds(there.digest()),
        tag + " goes and nothing holds " + there);
    require(order.claim().kind() == RemovalKind.QUARANTINE, tag + " goes with a deletion");
    quarantined(order.image());
  }

  void deletes(ModelReaper.Order order, Content content, long surveyedAt) {
    mayGo(order);
    require(order.claim().kind() == RemovalKind.DELETE, content + " goes with a quarantine");
    needless(order, content, surveyedAt, false);
  }

  /** What must hold whatever is taken away. */
  private void mayGo(ModelReaper.Order order) {
    Reference image = order.image();
    require(universe.ledger.deletion, image + " goes and deletion is switched off");
    require(!universe.ledger.pinned(image), image + " goes and is pinned");
    ModelLedger.Row row = universe.ledger.rows.get(image);
    require(
        row != null && row.epoch() == order.claim().epoch(), image + " goes by an old decision");
    for (Uses.Use use : universe.uses.protecting(universe.ledger.evidence.registered())) {
      require(
          !use.image.reference().equals(image), image + " goes and " + use.source + " names it");
      Digest digest = use.image.digest();
      require(
          digest == null
              || !use.image.repository().equals(image.repository())
              || !universe
                  .registry
                  .shelf(image.repository())
                  .closure(List.of(order.content()))
                  .contains(Content.of(digest)),
          image + " goes and " + use.source + " names " + use.image + " in it");
    }
    proven(order);
  }

  private void proven(ModelReaper.Order order) {
    Instant failed = failedAt.getOrDefault(order.image(), Instant.MIN);
    Instant deadline = deadline(order);
    deadline = failed.isAfter(deadline) ? failed : deadline;
    require(
        !universe.ledger.evidence.registered().isEmpty(), order.image() + " goes unvouched for");
    for (Map.Entry<Source, Evidence.Row> entry : universe.ledger.evidence.rows()) {
      Instant last = complete.get(entry.getKey());
      require(
          last != null && last.isAfter(deadline) && entry.getValue().warm,
          order.image() + " goes without a scan of " + entry.getKey() + " from after " + deadline);
    }
  }

  private Instant deadline(ModelReaper.Order order) {
    if (order.claim().kind() == RemovalKind.DELETE) {
      Instant since = quarantinedAt.get(order.image());
      require(since != null, order.image() + " goes without a quarantine");
      return since == null ? universe.now : since.plus(Terms.QUARANTINE);
    }
    Duration now = universe.ledger.grace;
    Duration grace = order.grace().compareTo(now) < 0 ? order.grace() : now;
    return lastNamed(order.image()).plus(grace);
  }

  /** Nothing else needs this content. */
  private void needless(ModelReaper.Order order, Content content, long surveyedAt, boolean hold) {
    String what = (hold ? "the hold of " : "") + content;
    ModelRegistry.Shelf shelf = universe.registry.shelf(order.image().repository());
    Set<Content> tagged = EnumSet.noneOf(Content.class);
    shelf.tags.forEach((tag, named) -> {
      boolean own = named == order.content() && ReservedTags.isReserved(tag);
      if (!own && shelf.taggedAt.getOrDefault(tag, 0L) <= surveyedAt) {
        tagged.add(named);
      }
    });
    boolean otherwiseThere = shelf.closure(tagged).contains(content);
    if (otherwiseThere && !hold) {
      throw violation(what + " goes and a tag needs it: " + shelf.tags);
    }
    Set<Content> needed = EnumSet.noneOf(Content.class);
    for (Uses.Use use : universe.uses.protecting(universe.ledger.evidence.registered())) {
      Content there = universe.registry.look(use.image.reference());
      if (use.image.repository().equals(order.image().repository()) && there != null) {
        needed.add(there);
      }
    }
    universe.ledger.rows.forEach((image, row) -> {
      if (row.holds()
          && row.digest() != null
          && image.repository().equals(order.image().repository())
          && !image.equals(order.image())
          && !leaves(image)) {
        needed.add(Content.of(row.digest()));
      }
    });
    boolean missed = hold ? needed.contains(content) : shelf.closure(needed).contains(content);
    if (missed && !otherwiseThere) {
      throw violation(what + " goes and something needs it: " + needed + whose(order));
    }
  }

  private String whose(ModelReaper.Order order) {
    StringBuilder text = new StringBuilder(" for " + order.image());
    universe.ledger.rows.forEach((image, row) -> {
      if (image.repository().equals(order.image().repository())) {
        text.append("\n    ").append(image).append(' ').append(row.state());
      }
    });
    return text.toString();
  }

  /** Another one of the same window, whose proof still stands. */
  private boolean leaves(Reference image) {
    return universe.leaves.test(image);
  }

  private void require(boolean holds, String otherwise) {
    if (!holds) {
      throw violation(otherwise);
    }
  }

  private World.Violation violation(String what) {
    return new World.Violation(what + " (at " + universe.now + ")");
  }
}
