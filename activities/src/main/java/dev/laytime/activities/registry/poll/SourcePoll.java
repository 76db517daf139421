package dev.laytime.activities.registry.poll;

import dev.laytime.activities.registry.client.RegistryClient;
import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activities.registry.client.TagProgress;
import dev.laytime.activity.FailureType;
import dev.laytime.activity.PollPage;
import dev.laytime.activity.PollRequest;
import dev.laytime.image.Descriptor;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import dev.laytime.ledger.Polls;
import dev.laytime.ledger.Prohibitions;
import dev.laytime.mirror.Listed;
import dev.laytime.mirror.MirrorRule;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks at one page, one request after the other: whoever needs an image now shares the source's
 * budget with it, and is not kept waiting by many at once.
 */
public final class SourcePoll {

  private static final int IMAGES = 200;
  private static final int REPOSITORIES = 10;
  private static final int MOST_FRESH = 100;

  /** More are not remembered, and then nobody can tell which are new. */
  private static final int MOST_TAGS = 50_000;

  /** So many in a row are not the images' trouble: the source itself has some. */
  private static final int OUTAGE = 5;

  private static final Tag ANY = new Tag("latest");

  private final RegistryClient registries;
  private final Polls polls;
  private final Prohibitions prohibitions;

  public SourcePoll(RegistryClient registries, Polls polls, Prohibitions prohibitions) {
    this.registries = registries;
    this.polls = polls;
    this.prohibitions = prohibitions;
  }

  /**
   * Looks what the source has under the names of known images.
   *
   * @throws RegistryException if the source asks for patience, or has trouble that is not one
   *     image's
   */
  public PollPage refresh(PollRequest request, Tally tally) throws IOException {
    MirrorRule rule = polls.rule(request.mirror()).orElse(null);
    if (rule == null) {
      return new PollPage(null, tally.count());
    }
    Polls.Page<Polls.Sight> page = polls.known(rule, request.after(), IMAGES);
    Look look = new Look(rule, request.startedAt(), tally);
    for (Polls.Sight sight : page.entries()) {
      // What an earlier attempt has looked at is not asked for again.
      if (!request.startedAt().equals(sight.looked())) {
        look.refresh(sight);
      }
    }
    return new PollPage(page.next(), tally.count());
  }

  /**
   * Lists what the source has in known repositories, and looks up what is new.
   *
   * @throws RegistryException as in {@link #refresh}
   */
  public PollPage discover(PollRequest request, Tally tally) throws IOException {
    MirrorRule rule = polls.rule(request.mirror()).orElse(null);
    if (rule == null) {
      return new PollPage(null, tally.count());
    }
    Polls.Page<Polls.Place> page = polls.repositories(rule, request.after(), REPOSITORIES);
    Look look = new Look(rule, request.startedAt(), tally);
    for (Polls.Place place : page.entries()) {
      if (!request.startedAt().equals(place.looked())) {
        look.discover(place);
      }
    }
    look.settle();
    return new PollPage(page.next(), tally.count());
  }

  /** One look at one rule's source. */
  private final class Look {

    private final MirrorRule rule;
    private final Instant poll;
    private final Tally tally;

    /** Why the last ones in a row could not be listed. */
    private final Map<Repository, String> unlisted = new LinkedHashMap<>();

    private int inARow;

    Look(MirrorRule rule, Instant poll, Tally tally) {
      this.rule = rule;
      this.poll = poll;
      this.tally = tally;
    }

    void refresh(Polls.Sight sight) throws IOException {
      Reference image = sight.tag().image();
      Digest found = lookUp(image);
      if (found == null) {
        return;
      }
      if (!sight.tag().calls(found)) {
        polls.found(rule, image, found, poll, false);
        tally.same();
      } else if (sight.mayOffer()) {
        offer(image, found, false);
      } else {
        // It is not written down: it is offered once it may be.
        tally.withheld(1, "dry run: %s would become %s".formatted(image, found));
      }
    }

    void discover(Polls.Place place) throws IOException {
      Repository repository = place.repository();
      List<Tag> tags = list(repository);
      if (tags != null) {
        compare(place, tags);
        tally.same();
        polls.looked(rule, repository, poll);
      }
    }

    private void compare(Polls.Place place, List<Tag> tags) throws IOException {
      Repository repository = place.repository();
      Polls.Memory memory = polls.memory(rule, repository).orElse(null);
      Listed listed = listed(tags, memory);
      if (memory == null) {
        polls.history(rule, repository, listed.history(), poll);
      }
      if (!place.mayOffer() && !listed.fresh().isEmpty()) {
        int all = listed.fresh().size() + listed.left();
        tally.withheld(all, "dry run: %s would get %d new tags".formatted(repository, all));
        return;
      }
      for (Tag tag : listed.fresh()) {
        Digest found = lookUp(repository.tagged(tag));
        if (found != null) {
          offer(repository.tagged(tag), found, true);
        }
      }
      if (listed.left() > 0) {
        tally.withheld(
            listed.left(),
            "%s has %d more new tags: next time".formatted(repository, listed.left()));
      }
    }

    private Listed listed(List<Tag> tags, Polls.@Nullable Memory memory) {
      if (memory == null) {
        return Listed.of(tags, null, Map.of(), MOST_FRESH);
      }
      // What an earlier attempt has looked up is not asked for again.
      List<Tag> others =
          tags.stream().filter(tag -> !poll.equals(memory.missed().get(tag))).toList();
      return Listed.of(others, memory.known(), memory.missed(), MOST_FRESH);
    }

    private void offer(Reference image, Digest found, boolean fresh) {
      Optional<String> word = prohibitions.against(image, found);
      polls.found(rule, image, found, poll, word.isEmpty());
      if (word.isPresent()) {
        tally.withheld(1, "%s: %s".formatted(image, word.get()));
      } else {
        tally.offered(fresh);
      }
    }

    /** What the source has under a name; null where it does not tell. */
    private @Nullable Digest lookUp(Reference image) throws IOException {
      Reference source = rule.sourceOf(image).orElseThrow();
      try {
        Descriptor found =
            registries
                .source(source.repository())
                .find(Objects.requireNonNull(source.tag()))
                .orElse(null);
        inARow = 0;
        if (found != null) {
          return found.digest();
        }
        trouble(image, source + ": the source has no such tag");
      } catch (RegistryException e) {
        requirePatience(e);
        trouble(image, source + ": " + e.said());
        requireNoOutage(e);
      }
      return null;
    }

    /** The tags of a repository; null where the source does not tell. */
    private @Nullable List<Tag> list(Repository repository) throws IOException {
      Repository source = rule.sourceOf(repository.tagged(ANY)).orElseThrow().repository();
      try {
        List<Tag> tags =
            registries.tags(source).find(TagProgress.pulsing(tally::step)).orElse(null);
        inARow = 0;
        settle();
        if (tags != null && tags.size() <= MOST_TAGS) {
          return tags;
        }
        unlisted.put(
            repository,
            tags == null
                ? source + ": the source has no such repository"
                : "%s: of more than %d tags it is not remembered which are new"
                    .formatted(source, MOST_TAGS));
        settle();
      } catch (RegistryException e) {
        requirePatience(e);
        requireNoOutage(e);
        unlisted.put(repository, source + ": " + e.said());
      }
      return null;
    }

    /** What an outage kept from being listed is listed by the next attempt; the rest is not. */
    void settle() {
      unlisted.forEach((repository, cause) -> {
        tally.trouble(cause);
        polls.looked(rule, repository, poll);
      });
      unlisted.clear();
    }

    /** What nobody knew yet is new the next time, too. */
    private void trouble(Reference image, String cause) {
      polls.missed(rule, image, poll, cause);
      tally.trouble(cause);
    }

    private void requirePatience(RegistryException e) throws RegistryException {
      if (e.type() == FailureType.THROTTLED) {
        throw e;
      }
    }

    private void requireNoOutage(RegistryException e) throws RegistryException {
      inARow = e.type() == FailureType.UNAVAILABLE ? inARow + 1 : 0;
      if (inARow >= OUTAGE) {
        throw e;
      }
    }
  }
}
