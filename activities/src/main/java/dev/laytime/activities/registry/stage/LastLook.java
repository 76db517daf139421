package dev.laytime.activities.registry.stage;

import dev.laytime.activities.registry.client.Placeholder;
import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activities.registry.client.RemoteRepository;
import dev.laytime.activity.FailureType;
import dev.laytime.activity.RemoveRequest;
import dev.laytime.activity.SurveyResult.DeleteManifest;
import dev.laytime.activity.SurveyResult.Unlist;
import dev.laytime.activity.SurveyResult.Untag;
import dev.laytime.image.Descriptor;
import dev.laytime.image.Digest;
import dev.laytime.image.Repository;
import dev.laytime.image.ReservedTags;
import dev.laytime.image.Tag;
import dev.laytime.ledger.RemovalKind;
import dev.laytime.ledger.Removals;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks at the registry once more before one thing is taken away; it only looks. */
final class LastLook {

  private final Removals.Claim claim;
  private final Set<String> leaving;
  private final Repository repository;
  private final RemoteRepository store;
  private final ManifestCache cache;
  private final Removals removals;
  private final Runnable pulse;
  private final Traces traces;
  private Set<Digest> roots = Set.of();

  LastLook(
      RemoveRequest request,
      RemoteRepository store,
      ManifestCache cache,
      Removals removals,
      Kept kept,
      Runnable pulse) {
    this.claim = request.claim();
    this.leaving =
        Stream.concat(Stream.of(claim), request.companions().stream())
            .map(Removals.Claim::life)
            .collect(Collectors.toUnmodifiableSet());
    this.repository = claim.image().repository();
    this.store = store;
    this.cache = cache;
    this.removals = removals;
    this.pulse = pulse;
    this.traces = new Traces(kept, Set.of());
  }

  /** Before a tag goes: it names what it should, and that is held or no longer needed. */
  Verdict at(Untag step) throws IOException {
    Tag hold = ReservedTags.hold(claim.digest());
    boolean quarantine = claim.kind() == RemovalKind.QUARANTINE;
    Tag expected = quarantine ? Roots.tagOf(claim.image()) : hold;
    if (!step.tag().equals(expected) || !step.digest().equals(claim.digest())) {
      throw foreign("tag " + step.tag());
    }
    Optional<Verdict> against = quarantine ? unheld(hold) : stillNeeded();
    if (against.isPresent()) {
      return against.get();
    }
    Optional<Descriptor> found = store.find(step.tag());
    if (found.isEmpty()) {
      return Verdict.absent();
    }
    Digest named = found.get().digest();
    if (named.equals(step.digest())) {
      return new Verdict.Go();
    }
    if (Placeholder.isAt(store, found.get())) {
      return new Verdict.Finish(named);
    }
    String reason = "tag %s names %s by now".formatted(step.tag(), named);
    // Only the image's own tag tells what the image is.
    return quarantine ? Verdict.moved(reason, named) : Verdict.objected(reason);
  }

  /** Before a manifest goes: no other tag names it, nothing that stays leads to it. */
  Verdict at(DeleteManifest step) throws IOException, InterruptedException {
    if (claim.kind() != RemovalKind.DELETE) {
      throw foreign("manifest " + step.digest());
    }
    if (store.find(step.digest()).isEmpty()) {
      return Verdict.absent();
    }
    roots = removals.roots(repository, leaving);
    RepositoryMap map =
        new MapReader(repository, store, cache, pulse).families(roots, step.digest(), traces);
    if (!map.unreadable().isEmpty()) {
      return Verdict.objected(map.unreadable().getFirst());
    }
    if (!roots.isEmpty() && map.family(roots).contains(step.digest())) {
      return Verdict.objected("scans or other lives need " + step.digest());
    }
    Optional<Verdict> named = namedElsewhere(step, map);
    return named.isPresent() ? named.get() : subjects(step, map);
  }

  /**
   * What scans or lives came to need while the look went on: a copy that found a part there can
   * have begun and ended meanwhile.
   */
  Optional<Digest> neededSince() {
    return removals.roots(repository, leaving).stream()
        .filter(digest -> !roots.contains(digest))
        .min(Comparator.comparing(Digest::value));
  }

  /** Before an entry goes: what it lists is gone, and so is the subject. */
  Verdict at(Unlist step) throws IOException {
    roots = removals.roots(repository, leaving);
    if (claim.kind() != RemovalKind.DELETE || !step.referrer().equals(claim.digest())) {
      throw foreign("the entry of " + step.referrer());
    }
    for (Digest digest : List.of(step.referrer(), step.subject())) {
      if (store.find(digest).isPresent()) {
        return Verdict.objected(digest + " is there");
      }
    }
    return new Verdict.Go();
  }

  /** The tags that name a manifest now, but for these. */
  Set<Tag> otherTags(Digest digest, Set<Tag> known) throws IOException, InterruptedException {
    RepositoryMap map =
        new MapReader(repository, store, cache, pulse).families(Set.of(), digest, traces);
    Set<Tag> others = new HashSet<>(map.tagsOf(digest));
    others.removeAll(known);
    return others;
  }

  private Optional<Verdict> unheld(Tag hold) throws IOException {
    Optional<Descriptor> held = store.find(hold);
    return held.isPresent() && held.get().digest().equals(claim.digest())
        ? Optional.empty()
        : Optional.of(Verdict.objected("%s is not held by tag %s".formatted(claim.digest(), hold)));
  }

  private Optional<Verdict> stillNeeded() throws IOException {
    roots = removals.roots(repository, leaving);
    if (roots.contains(claim.digest())) {
      return Optional.of(Verdict.objected("scans or other lives need " + claim.digest()));
    }
    Tag tag = Roots.tagOf(claim.image());
    Optional<Descriptor> found = tag == null ? Optional.empty() : store.find(tag);
    return found.isPresent() && found.get().digest().equals(claim.digest())
        ? Optional.of(Verdict.objected("tag %s names it again".formatted(tag)))
        : Optional.empty();
  }

  private static Optional<Verdict> namedElsewhere(DeleteManifest step, RepositoryMap map) {
    for (var entry : map.tags().entrySet()) {
      Digest named = entry.getValue();
      boolean direct = named.equals(step.digest());
      if (direct && !step.tags().contains(entry.getKey())) {
        return Optional.of(
            Verdict.objected("tag %s names %s by now".formatted(entry.getKey(), named)));
      }
      if (!direct
          && !SubjectTags.is(entry.getKey())
          && map.family(List.of(named)).contains(step.digest())) {
        return Optional.of(
            Verdict.objected(
                "tag %s names an index that lists %s".formatted(entry.getKey(), step.digest())));
      }
    }
    return Optional.empty();
  }

  /** A referrer goes after what it refers to, never before. */
  private Verdict subjects(DeleteManifest step, RepositoryMap map) throws IOException {
    Set<Digest> subjects = new HashSet<>();
    Node node = map.nodes().get(step.digest());
    if (node != null && node.subject() != null) {
      subjects.add(node.subject());
    }
    step.tags().stream().flatMap(tag -> SubjectTags.subject(tag).stream()).forEach(subjects::add);
    subjects.remove(step.digest());
    for (Digest subject : subjects) {
      if (roots.contains(subject)) {
        return Verdict.objected("scans or other lives need its subject " + subject);
      }
      if (store.find(subject).isPresent()) {
        return Verdict.objected("its subject %s is there".formatted(subject));
      }
    }
    return new Verdict.Go();
  }

  /** A step that no plan of this claim can hold. */
  private RegistryException foreign(String what) {
    return new RegistryException(
        FailureType.REFUSED,
        "remove %s from %s".formatted(what, repository),
        "the claim of %s does not cover that".formatted(claim.image()),
        "this is an error in Laytime; nothing was removed");
  }
}
