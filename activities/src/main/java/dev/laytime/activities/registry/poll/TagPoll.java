package dev.laytime.activities.registry.poll;

import dev.laytime.activities.registry.client.RegistryClient;
import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activity.FailureType;
import dev.laytime.activity.PollPage;
import dev.laytime.activity.PollRequest;
import dev.laytime.image.Repository;
import dev.laytime.ledger.Prohibitions;
import dev.laytime.ledger.TagPolls;
import dev.laytime.mirror.TagMirror;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks at one page of a mirror that selects tags: repositories by name, until enough was asked.
 * What a page did not get to is the next page's.
 */
public final class TagPoll {

  private static final int MOST_LOOKS = 2_000;
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final RegistryClient registries;
  private final TagPolls polls;
  private final Prohibitions prohibitions;
  private final LongSupplier nanoTime;
  private final Catalogs catalogs = new Catalogs();

  public TagPoll(RegistryClient registries, TagPolls polls, Prohibitions prohibitions) {
    this(registries, polls, prohibitions, System::nanoTime);
  }

  /** With a clock of one's own. */
  public TagPoll(
      RegistryClient registries, TagPolls polls, Prohibitions prohibitions, LongSupplier nanoTime) {
    this.registries = registries;
    this.polls = polls;
    this.prohibitions = prohibitions;
    this.nanoTime = nanoTime;
  }

  /**
   * Selects tags, looks them up, and writes down what is due.
   *
   * @throws RegistryException if the source asks for patience, or has trouble that is not one
   *     image's or repository's
   */
  public PollPage select(PollRequest request, Tally tally)
      throws IOException, InterruptedException {
    TagMirror mirror = polls.mirror(request.mirror()).orElse(null);
    if (mirror == null) {
      return new PollPage(null, tally.count());
    }
    List<Place> places = places(mirror, request, tally);
    long before = tally.steps();
    // Its time counts from here: whatever a catalog takes, each page gets something done.
    Looks looks = new Looks(registries, mirror.name(), tally, nanoTime, MOST_LOOKS, LONGEST);
    RepositoryPoll repositories =
        new RepositoryPoll(mirror, polls, prohibitions, looks, request.startedAt(), tally);
    for (int i = 0; i < places.size(); i++) {
      Place place = places.get(i);
      if (looks.isEnough() || !look(repositories, place, i == 0)) {
        requireSomething(tally.steps() - before, place);
        return new PollPage(place.source().toString(), tally.count());
      }
    }
    catalogs.forget(mirror, request.startedAt());
    return new PollPage(null, tally.count());
  }

  /** Page after page of nothing would be a poll that never ends, and that nobody sees fail. */
  private static void requireSomething(long steps, Place place) throws RegistryException {
    if (steps == 0) {
      throw new RegistryException(
          FailureType.UNAVAILABLE,
          "look what is selected of " + place.source(),
          "nothing got done in the time that a page of a poll has",
          "see whether the ledger's database or this worker is overloaded");
    }
  }

  /** What was done before a source asked for patience is not looked at again. */
  private static boolean look(RepositoryPoll repositories, Place place, boolean first)
      throws IOException, InterruptedException {
    try {
      return repositories.look(place);
    } catch (RegistryException e) {
      if (first || e.type() != FailureType.THROTTLED) {
        throw e;
      }
      return false;
    }
  }

  /**
   * A repository and its copy.
   *
   * @param target null for those of a source that the mirror had before
   * @param selected whether the mirror means it now; others are only remembered
   */
  record Place(Repository source, @Nullable Repository target, boolean selected) {

    /** The copy of what the mirror means. */
    Repository copy() {
      return Objects.requireNonNull(target);
    }
  }

  /** From where the page begins, by name; what is remembered is looked at even if it is gone. */
  private List<Place> places(TagMirror mirror, PollRequest request, Tally tally)
      throws IOException {
    // Names come first: below all of Docker Hub one repository has two of them.
    List<String> names = new ArrayList<>(mirror.namedRepositories());
    if (mirror.needsCatalog()) {
      names.addAll(catalog(mirror, request.startedAt(), tally));
    }
    List<Repository> before = new ArrayList<>();
    for (Repository known : polls.sources(mirror.name())) {
      mirror.source().rest(known).ifPresentOrElse(names::add, () -> before.add(known));
    }
    TreeMap<String, Place> places = new TreeMap<>();
    for (String rest : names) {
      Repository source = mirror.sourceRepository(rest).orElse(null);
      Repository target = mirror.targetRepository(rest).orElse(null);
      if (source != null && target != null) {
        places.putIfAbsent(source.toString(), new Place(source, target, mirror.selects(rest)));
      }
    }
    before.forEach(past -> places.putIfAbsent(past.toString(), new Place(past, null, false)));
    String from = request.after();
    return List.copyOf((from == null ? places : places.tailMap(from)).values());
  }

  /** What a registry that lists nothing has is unknown: what is remembered of it stays. */
  private List<String> catalog(TagMirror mirror, Instant poll, Tally tally) throws IOException {
    Optional<List<String>> known = catalogs.find(mirror, poll);
    if (known.isPresent()) {
      return known.get();
    }
    String registry = mirror.source().registry();
    try {
      List<Repository> all = registries.catalog(registry).list(tally::step).orElse(null);
      if (all == null) {
        tally.unlisted(registry + " does not list its repositories, or not to us");
        catalogs.keep(mirror, poll, List.of());
        return List.of();
      }
      List<String> names =
          all.stream()
              .flatMap(repository -> mirror.source().rest(repository).stream())
              .filter(mirror::selects)
              .toList();
      catalogs.keep(mirror, poll, names);
      return names;
    } catch (RegistryException e) {
      if (e.type() == FailureType.THROTTLED || e.type() == FailureType.UNAVAILABLE) {
        throw e;
      }
      tally.unlisted(registry + ": " + e.said());
      return List.of();
    }
  }
}
