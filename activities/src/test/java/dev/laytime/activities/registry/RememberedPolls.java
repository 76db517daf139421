package dev.laytime.activities.registry;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import dev.laytime.ledger.LedgerUnavailableException;
import dev.laytime.ledger.Polls;
import dev.laytime.mirror.KnownTag;
import dev.laytime.mirror.MirrorRule;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Polls of one rule, remembered in memory as the ledger does. */
final class RememberedPolls implements Polls {

  final Map<String, Digest> recorded = new TreeMap<>();
  final Map<String, Instant> looked = new HashMap<>();
  final Map<Repository, Set<Tag>> listed = new HashMap<>();
  final Map<Repository, Instant> done = new HashMap<>();
  final List<String> offered = new ArrayList<>();
  final Map<String, Integer> troubles = new TreeMap<>();

  /** What is in the stage. */
  final Map<String, Digest> present = new TreeMap<>();

  /** What of that somebody else pushed. */
  final Set<String> foreign = new HashSet<>();

  final Set<String> repositories = new HashSet<>();
  boolean mayOffer = true;
  boolean down;
  @Nullable MirrorRule rule;

  RememberedPolls(MirrorRule rule) {
    this.rule = rule;
  }

  @Override
  public Optional<MirrorRule> rule(String mirror) {
    if (down) {
      throw new LedgerUnavailableException("the ledger is away", new IllegalStateException());
    }
    return Optional.ofNullable(rule);
  }

  @Override
  public Page<Sight> known(MirrorRule unused, @Nullable String after, int limit) {
    Set<String> names = new HashSet<>(present.keySet());
    names.addAll(recorded.keySet());
    List<String> page =
        names.stream()
            .filter(name -> after == null || name.compareTo(after) > 0)
            .sorted()
            .limit(limit)
            .toList();
    return new Page<>(
        page.stream().map(this::sight).toList(), page.size() < limit ? null : page.getLast());
  }

  private Sight sight(String name) {
    KnownTag tag =
        new KnownTag(
            Reference.parse(name),
            recorded.get(name),
            present.containsKey(name),
            present.get(name),
            !foreign.contains(name));
    return new Sight(tag, looked.get(name), mayOffer);
  }

  @Override
  public Page<Place> repositories(MirrorRule unused, @Nullable String after, int limit) {
    List<String> page =
        repositories.stream()
            .filter(name -> after == null || name.compareTo(after) > 0)
            .sorted()
            .limit(limit)
            .toList();
    return new Page<>(
        page.stream().map(name -> place(Repository.parse(name))).toList(),
        page.size() < limit ? null : page.getLast());
  }

  private Place place(Repository repository) {
    return new Place(repository, done.get(repository), mayOffer);
  }

  @Override
  public void looked(MirrorRule unused, Repository repository, Instant poll) {
    done.put(repository, poll);
  }

  @Override
  public Optional<Memory> memory(MirrorRule unused, Repository repository) {
    Set<Tag> tags = listed.get(repository);
    if (tags == null) {
      return Optional.empty();
    }
    Set<Tag> all = new HashSet<>(tags);
    Stream.concat(recorded.keySet().stream(), present.keySet().stream())
        .map(Reference::parse)
        .filter(image -> image.repository().equals(repository))
        .forEach(image -> all.add(image.tag()));
    Map<Tag, Instant> missed = new HashMap<>();
    troubles.keySet().stream()
        .map(Reference::parse)
        .filter(image -> image.repository().equals(repository) && !all.contains(image.tag()))
        .forEach(image -> missed.put(image.tag(), looked.get(image.text())));
    return Optional.of(new Memory(all, missed));
  }

  @Override
  public void history(
      MirrorRule unused, Repository repository, Collection<Tag> tags, Instant poll) {
    listed.put(repository, Set.copyOf(tags));
    done.put(repository, poll);
  }

  @Override
  public void found(
      MirrorRule unused, Reference image, Digest digest, Instant poll, boolean offer) {
    recorded.put(image.text(), digest);
    looked.put(image.text(), poll);
    troubles.remove(image.text());
    if (offer) {
      offered.add(image.tag() + " " + digest);
    }
  }

  @Override
  public void missed(MirrorRule unused, Reference image, Instant poll, String cause) {
    looked.put(image.text(), poll);
    troubles.merge(image.text(), 1, Integer::sum);
  }
}
