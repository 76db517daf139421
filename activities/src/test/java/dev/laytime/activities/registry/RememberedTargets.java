package dev.laytime.activities.registry;

import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.ledger.LedgerUnavailableException;
import dev.laytime.ledger.TagPolls;
import dev.laytime.mirror.InStage;
import dev.laytime.mirror.MirrorTarget;
import dev.laytime.mirror.TagMirror;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What polls remember, in a map. */
final class RememberedTargets implements TagPolls {

  final Map<String, MirrorTarget> targets = new ConcurrentSkipListMap<>();
  final Map<Reference, InStage> stages = new HashMap<>();
  final Map<String, Listing> listings = new HashMap<>();
  final Map<Reference, String> others = new HashMap<>();
  final List<Reference> pruned = new CopyOnWriteArrayList<>();
  final AtomicInteger writes = new AtomicInteger();

  /** After so many writes it is away; never where it is negative. */
  volatile int fails = -1;

  volatile @Nullable TagMirror mirror;

  RememberedTargets(TagMirror mirror) {
    this.mirror = mirror;
  }

  MirrorTarget at(Reference image) {
    MirrorTarget target = targets.get(image.text());
    if (target == null) {
      throw new AssertionError("Nothing is remembered of " + image + ": " + targets.keySet());
    }
    return target;
  }

  @Override
  public Optional<TagMirror> mirror(String name) {
    return Optional.ofNullable(mirror).filter(known -> known.name().equals(name));
  }

  @Override
  public Map<Reference, MirrorTarget> remembered(
      String name, Repository source, @Nullable Repository target) {
    Map<Reference, MirrorTarget> all = new HashMap<>();
    targets.values().stream()
        .filter(one ->
            one.source().repository().equals(source) || one.image().repository().equals(target))
        .forEach(one -> all.put(one.image(), one));
    return all;
  }

  @Override
  public List<Repository> sources(String name) {
    return targets.values().stream()
        .map(target -> target.source().repository())
        .distinct()
        .toList();
  }

  @Override
  public Map<Reference, InStage> inStages(Collection<Reference> images) {
    Map<Reference, InStage> inside = new HashMap<>(stages);
    inside.keySet().retainAll(images);
    return inside;
  }

  @Override
  public Optional<Listing> listing(String name, Repository source, Instant poll) {
    return Optional.ofNullable(listings.get(source + " " + poll));
  }

  @Override
  public void keep(String name, Repository source, Instant poll, @Nullable Listing listing) {
    listings.keySet().removeIf(key -> key.startsWith(source + " "));
    if (listing != null) {
      listings.put(source + " " + poll, listing);
    }
  }

  @Override
  public Map<Reference, String> taken(String name, Collection<Reference> images) {
    Map<Reference, String> theirs = new HashMap<>(others);
    theirs.keySet().retainAll(images);
    return theirs;
  }

  @Override
  public void write(String name, Collection<MirrorTarget> written) {
    if (fails >= 0 && writes.incrementAndGet() > fails) {
      throw new LedgerUnavailableException("the ledger is away", new IllegalStateException());
    }
    written.forEach(target -> targets.put(target.image().text(), target));
  }

  @Override
  public void forget(String name, Collection<Reference> images) {
    images.forEach(image -> targets.remove(image.text()));
  }

  @Override
  public void prune(String name, Collection<Reference> images) {
    forget(name, images);
    pruned.addAll(images);
  }

  @Override
  public List<MirrorTarget> owed(String name, Instant poll, int limit) {
    List<MirrorTarget> owed = new ArrayList<>(targets.values());
    owed.removeIf(target -> {
      MirrorTarget.Owed debt = target.owed();
      MirrorTarget.Trouble trouble = target.trouble();
      return debt == null
          || debt.byLife()
          || (trouble != null && (trouble.poll().equals(poll) || trouble.next().isAfter(poll)));
    });
    return owed.subList(0, Math.min(limit, owed.size()));
  }
}
