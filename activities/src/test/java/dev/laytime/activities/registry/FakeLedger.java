package dev.laytime.activities.registry;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import dev.laytime.ledger.Bodies;
import dev.laytime.ledger.Closures;
import dev.laytime.ledger.Inventory;
import dev.laytime.ledger.LedgerUnavailableException;
import dev.laytime.ledger.Prohibitions;
import dev.laytime.ledger.Removals;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A ledger in memory: what it was told, and what it was told to say. */
final class FakeLedger implements Bodies, Closures, Inventory, Removals, Prohibitions {

  final Map<Digest, List<Member>> closures = new HashMap<>();
  final Map<Repository, Map<Tag, Digest>> found = new TreeMap<>();
  final Set<Digest> held = new HashSet<>();
  final Set<Digest> unlisted = new HashSet<>();
  final List<Repository> known = new ArrayList<>();

  /** What another stage of this installation has. */
  final Set<Repository> elsewhere = new HashSet<>();

  final List<String> objections = new ArrayList<>();

  /** What speaks against those that left before, by life. */
  final Map<String, List<String>> returned = new HashMap<>();

  /** Who has forbidden to bring an image, by its name. */
  final Map<Reference, String> forbidden = new HashMap<>();

  final Set<Digest> named = new HashSet<>();
  final Map<String, Digest> holds = new HashMap<>();
  final Map<Digest, Body> bodies = new HashMap<>();
  boolean enabled = true;
  boolean down;

  /** Done when it is asked for objections. */
  Runnable beforeObjections = () -> {};

  @Override
  public Optional<String> against(Reference target, Digest digest) {
    return Optional.ofNullable(forbidden.get(target));
  }

  @Override
  public void record(Repository repository, Digest root, List<Member> members) {
    failIfDown();
    closures.put(root, members);
  }

  @Override
  public List<Member> members(Repository repository, Digest root) {
    failIfDown();
    return closures.getOrDefault(root, List.of());
  }

  @Override
  public List<Digest> holding(Repository repository, Digest member) {
    failIfDown();
    return closures.entrySet().stream()
        .filter(one -> one.getValue().stream().anyMatch(part -> part.digest().equals(member)))
        .map(Map.Entry::getKey)
        .toList();
  }

  @Override
  public void keep(Repository repository, Digest digest, Body body) {
    failIfDown();
    bodies.putIfAbsent(digest, body);
  }

  @Override
  public Optional<Body> find(Repository repository, Digest digest) {
    failIfDown();
    return Optional.ofNullable(bodies.get(digest));
  }

  @Override
  public List<Repository> known(String stage) {
    failIfDown();
    return known;
  }

  @Override
  public List<Repository> within(String stage, Collection<Repository> repositories) {
    failIfDown();
    return repositories.stream().filter(one -> !elsewhere.contains(one)).toList();
  }

  @Override
  public Set<Digest> unlisted(String stage, Repository repository) {
    failIfDown();
    return unlisted;
  }

  @Override
  public void found(
      String stage,
      Instant sweepStartedAt,
      Repository repository,
      Map<Tag, Digest> tags,
      Set<Digest> heldThere) {
    failIfDown();
    found.put(repository, tags);
    held.addAll(heldThere);
  }

  @Override
  public List<String> objections(Claim claim, List<Claim> companions) {
    beforeObjections.run();
    failIfDown();
    List<String> all = new ArrayList<>(objections);
    companions.forEach(companion -> all.addAll(returned.getOrDefault(companion.life(), List.of())));
    return all;
  }

  @Override
  public Set<Digest> roots(Repository repository, Set<String> leaving) {
    failIfDown();
    Set<Digest> roots = new HashSet<>(named);
    holds.forEach((life, digest) -> {
      if (!leaving.contains(life)) {
        roots.add(digest);
      }
    });
    return roots;
  }

  @Override
  public boolean deletionEnabled(Repository repository) {
    failIfDown();
    return enabled;
  }

  private void failIfDown() {
    if (down) {
      throw new LedgerUnavailableException("the ledger is down", new IllegalStateException());
    }
  }
}
