package dev.laytime.activities.registry.poll;

import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activity.FailureType;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import dev.laytime.ledger.Prohibitions;
import dev.laytime.ledger.TagPolls;
import dev.laytime.mirror.Due;
import dev.laytime.mirror.InStage;
import dev.laytime.mirror.MirrorTarget;
import dev.laytime.mirror.Picked;
import dev.laytime.mirror.TagMirror;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at one repository after the other, and writes down what is due. */
final class RepositoryPoll {

  /** Written at once: an attempt that is cut off has so many looked up again. */
  private static final int CHUNK = 200;

  private static final Logger log = LoggerFactory.getLogger(RepositoryPoll.class);

  private final TagMirror mirror;
  private final TagPolls polls;
  private final Prohibitions prohibitions;
  private final Looks looks;
  private final Instant poll;
  private final Tally tally;

  RepositoryPoll(
      TagMirror mirror,
      TagPolls polls,
      Prohibitions prohibitions,
      Looks looks,
      Instant poll,
      Tally tally) {
    this.mirror = mirror;
    this.polls = polls;
    this.prohibitions = prohibitions;
    this.looks = looks;
    this.poll = poll;
    this.tally = tally;
  }

  /** Returns whether it was done with it; what it was not is left to the next page. */
  boolean look(TagPoll.Place place) throws IOException, InterruptedException {
    Map<Reference, MirrorTarget> known =
        polls.remembered(mirror.name(), place.source(), place.target());
    if (!place.selected()) {
      settle(place.source(), Picked.nothing(known.values()));
      return true;
    }
    if (!Picked.needsListing(mirror)) {
      return look(place, null, known);
    }
    KeptListing kept =
        new KeptListing(polls, mirror.name(), place.source(), poll, tally, looks::isEnough);
    return switch (list(place.source(), kept)) {
      case Listing.Unknown _ -> true;
      case Listing.Paused _ -> false;
      case Listing.NoRepository _ -> look(place, List.of(), known);
      case Listing.All(var tags) -> look(place, tags, known, kept);
    };
  }

  /** What was listed is listed once, however many pages it takes to look at it. */
  private boolean look(
      TagPoll.Place place, List<Tag> listed, Map<Reference, MirrorTarget> known, KeptListing kept)
      throws IOException, InterruptedException {
    boolean done;
    try {
      done = look(place, listed, known);
    } catch (RegistryException e) {
      kept.keep();
      throw e;
    }
    if (done) {
      kept.ended();
    } else {
      kept.keep();
    }
    return done;
  }

  private boolean look(
      TagPoll.Place place, @Nullable List<Tag> listed, Map<Reference, MirrorTarget> known)
      throws IOException, InterruptedException {
    Picked picked = Picked.of(mirror, place.copy(), place.source(), listed, known, poll);
    polls.write(mirror.name(), picked.remembered());
    if (!lookUp(place.source(), picked)) {
      return false;
    }
    settle(place.source(), picked);
    return true;
  }

  private sealed interface Listing {
    record All(List<Tag> tags) implements Listing {}

    record NoRepository() implements Listing {}

    record Unknown() implements Listing {}

    /** The next page goes on. */
    record Paused() implements Listing {}
  }

  private Listing list(Repository source, KeptListing kept) throws IOException {
    Optional<List<Tag>> whole = kept.whole();
    if (whole.isPresent()) {
      return new Listing.All(whole.get());
    }
    try {
      Optional<List<Tag>> tags = looks.list(source, kept);
      if (tags.isEmpty()) {
        kept.ended();
        tally.trouble(source + ": the source has no such repository");
        return new Listing.NoRepository();
      }
      kept.read(tags.get());
      return new Listing.All(tags.get());
    } catch (RegistryException e) {
      kept.failed(e);
      if (kept.isPaused()) {
        return new Listing.Paused();
      }
      if (e.type() == FailureType.THROTTLED) {
        throw e;
      }
      looks.endIfStopped();
      tally.unlisted(source + ": " + e.said());
      return new Listing.Unknown();
    }
  }

  /** New tags first, and then those that were looked at the longest ago. */
  private boolean lookUp(Repository source, Picked picked)
      throws IOException, InterruptedException {
    List<MirrorTarget> todo =
        picked.toLookUp().stream()
            .sorted(
                Comparator.comparing(
                    MirrorTarget::lookedAt, Comparator.nullsFirst(Comparator.naturalOrder())))
            .toList();
    for (int from = 0; from < todo.size(); from += CHUNK) {
      if (looks.isEnough()) {
        return false;
      }
      List<MirrorTarget> chunk = own(todo.subList(from, Math.min(todo.size(), from + CHUNK)));
      Map<Tag, Looks.Answer> answers =
          looks.at(source, chunk.stream().map(MirrorTarget::sourceTag).toList());
      write(chunk, answers, left(chunk, answers));
      looks.endIfStopped();
    }
    return true;
  }

  /** Without those that another mirror brings: two would overwrite each other for ever. */
  private List<MirrorTarget> own(List<MirrorTarget> targets) {
    Map<Reference, String> taken =
        polls.taken(mirror.name(), targets.stream().map(MirrorTarget::image).toList());
    List<MirrorTarget> refused = new ArrayList<>();
    List<MirrorTarget> own = new ArrayList<>();
    for (MirrorTarget target : targets) {
      String other = taken.get(target.image());
      if (other == null) {
        own.add(target);
      } else {
        String cause = Due.taken(target, other);
        tally.trouble(cause);
        refused.add(target.refused(cause, poll));
      }
    }
    if (!refused.isEmpty()) {
      polls.write(mirror.name(), refused);
    }
    return own;
  }

  /** What lies at the destination of what its source has no more, where that is the end of it. */
  private Map<Tag, Looks.Answer> left(List<MirrorTarget> chunk, Map<Tag, Looks.Answer> answers)
      throws IOException, InterruptedException {
    if (!Due.staysForGood(mirror)) {
      return Map.of();
    }
    List<MirrorTarget> gone =
        chunk.stream()
            .filter(target -> target.brought() == null)
            .filter(target -> answers.get(target.sourceTag()) instanceof Looks.Answer.Absent)
            .toList();
    return gone.isEmpty()
        ? Map.of()
        : looks.there(
            gone.getFirst().image().repository(), gone.stream().map(MirrorTarget::tag).toList());
  }

  private void write(
      List<MirrorTarget> chunk, Map<Tag, Looks.Answer> answers, Map<Tag, Looks.Answer> left) {
    Map<Reference, InStage> stages =
        polls.inStages(chunk.stream().map(MirrorTarget::image).toList());
    List<MirrorTarget> now = new ArrayList<>();
    for (MirrorTarget target : chunk) {
      Looks.Answer answer = answers.get(target.sourceTag());
      if (answer instanceof Looks.Answer.Absent
          && left.get(target.tag()) instanceof Looks.Answer.Found(Digest there)) {
        tally.same();
        now.add(Due.left(target, there, poll));
      } else if (answer != null) {
        now.add(judge(target, answer, stages.get(target.image())));
      }
    }
    polls.write(mirror.name(), now);
  }

  private MirrorTarget judge(MirrorTarget target, Looks.Answer answer, @Nullable InStage stage) {
    return switch (answer) {
      case Looks.Answer.Found(Digest digest) -> decide(target.found(digest, poll), stage);
      case Looks.Answer.Absent _ when target.brought() != null -> {
        tally.gone(target.source() + ": it is gone at the source; what was brought stays");
        MirrorTarget gone = target.gone(poll);
        if (poll.equals(gone.goneSince())) {
          alarm(gone);
        }
        yield gone;
      }
      case Looks.Answer.Absent _ -> failed(target, "the source has no such tag");
      case Looks.Answer.Unknown(String cause) -> failed(target, cause);
    };
  }

  private void alarm(MirrorTarget gone) {
    log.warn(
        "gone at its source, and kept mirror={} source={} target={}",
        mirror.name(),
        gone.source(),
        gone.image());
  }

  private MirrorTarget failed(MirrorTarget target, String cause) {
    tally.trouble(target.source() + ": " + cause);
    return target.failed(cause, poll);
  }

  private MirrorTarget decide(MirrorTarget found, @Nullable InStage stage) {
    MirrorTarget decided =
        stage == null ? Due.outside(mirror, found, poll) : Due.inStage(mirror, found, stage, poll);
    MirrorTarget.Owed owed = decided.owed();
    if (owed == null) {
      tally.same();
      return decided;
    }
    Optional<String> word = prohibitions.against(decided.image(), owed.digest());
    if (word.isPresent()) {
      tally.withheld(1, decided.image() + ": " + word.get());
      return decided.due(null, word.get());
    }
    if (!owed.byLife()) {
      tally.same();
    } else if (Objects.requireNonNull(stage).mayOffer()) {
      tally.offered(decided.brought() == null);
    } else {
      tally.withheld(1, "dry run: %s would become %s".formatted(decided.image(), owed.digest()));
    }
    return decided;
  }

  /** What is selected no more, or gone: once the rest is known. */
  private void settle(Repository source, Picked picked) throws IOException, InterruptedException {
    picked.left().stream().filter(target -> poll.equals(target.goneSince())).forEach(this::alarm);
    polls.write(mirror.name(), picked.left());
    polls.forget(mirror.name(), picked.forgotten());
    prune(source, picked);
  }

  private void prune(Repository source, Picked picked) throws IOException, InterruptedException {
    List<MirrorTarget> gone = picked.pruned();
    if (gone.isEmpty()) {
      return;
    }
    Map<Reference, InStage> stages =
        polls.inStages(gone.stream().map(MirrorTarget::image).toList());
    if (picked.isTooMany()) {
      tally.withheld(
          gone.size(),
          "%d of %d tags left the source at once: nothing is pruned"
              .formatted(gone.size(), picked.broughtBefore()));
      return;
    }
    List<MirrorTarget> leaving =
        gone.stream()
            .filter(one -> stages.containsKey(one.image()) && stages.get(one.image()).mayOffer())
            .toList();
    polls.prune(mirror.name(), missing(source, leaving));
  }

  /** A list can hide a tag; the source is asked for each by its name. */
  private List<Reference> missing(Repository source, List<MirrorTarget> gone)
      throws IOException, InterruptedException {
    Map<Tag, Looks.Answer> answers =
        looks.at(source, gone.stream().map(MirrorTarget::sourceTag).toList());
    looks.endIfStopped();
    return gone.stream()
        .filter(one -> answers.get(one.sourceTag()) instanceof Looks.Answer.Absent)
        .map(MirrorTarget::image)
        .toList();
  }
}
