package dev.laytime.activities.crd.imageoperator;

import dev.laytime.activities.crd.Verdict;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What statuses say. */
final class ImageStatuses {

  static final String COMPLETED = "COMPLETED";
  private static final String PENDING = "PENDING";
  private static final String COPYING = "COPYING";
  private static final String FAILED = "FAILED";
  private static final String REFUSED = "REFUSED";

  private static final String COPY_FAILED = "CopyFailed";
  private static final String SOURCE_UNKNOWN = "SourceUnknown";
  private static final Set<String> UNSURE = Set.of(COPY_FAILED, SOURCE_UNKNOWN);
  private static final Pattern ECR =
      Pattern.compile("[0-9]+\\.dkr[.-]ecr[^/]*\\.amazonaws\\.[^/]+/.+");

  private static final int MOST_SYNCED = 1000;
  private static final int LONGEST_CAUSE = 500;

  private ImageStatuses() {}

  /** How an object stands: a word, and a verdict. */
  record Standing(String phase, Verdict verdict) {

    /** The same, with what somebody should know where not all is well. */
    Standing with(String note) {
      boolean well = note.isEmpty() || phase.equals(COMPLETED) || phase.equals(REFUSED);
      return well
          ? this
          : new Standing(
              phase,
              new Verdict(verdict.standing(), verdict.reason(), verdict.message() + "; " + note));
    }
  }

  /** What an object is to say, and how that is counted. */
  record Judged(ImageStatus status, Verdict verdict, ImageOperatorAdapter.Seen seen) {}

  /** How an object stands that comes to that. */
  static Standing standing(Planned planned, MirrorState state, boolean looked) {
    return switch (planned) {
      case Planned.Refused(Verdict verdict) ->
          new Standing(verdict.isBad() ? REFUSED : PENDING, verdict);
      case Planned.TakingOver() ->
          new Standing(
              COMPLETED,
              Verdict.reconciling(
                  "TakingOver", "what was copied before is looked at; nothing is overwritten"));
      case Planned.InForce(_) -> standing(state, looked);
    };
  }

  /** While a registry asks for patience all is as it was, and says so. */
  private static Standing standing(MirrorState state, boolean looked) {
    ImageCounts counts = state.counts();
    String kept = counts.kept() == 0 ? "" : ", %d left as they are".formatted(counts.kept());
    String tags = "%d of %d tags are copied%s".formatted(counts.current(), counts.matched(), kept);
    Standing standing = standing(state, looked, tags);
    Instant until = state.throttledUntil();
    if (until == null) {
      return standing;
    }
    String patience = "a registry asks for patience; next slot at %s".formatted(seconds(until));
    Verdict verdict = standing.verdict();
    return new Standing(
        standing.phase(),
        verdict.standing() == Verdict.Standing.RECONCILING
            ? Verdict.reconciling("Throttled", patience + "; " + tags)
            : new Verdict(
                verdict.standing(), verdict.reason(), verdict.message() + "; " + patience));
  }

  private static Standing standing(MirrorState state, boolean looked, String tags) {
    ImageCounts counts = state.counts();
    if (!looked) {
      return new Standing(
          PENDING, Verdict.reconciling("NotLookedYet", "its source was not looked at yet"));
    }
    if (counts.failing() > 0) {
      return new Standing(
          FAILED,
          Verdict.stalled(
              COPY_FAILED,
              "%s, %d failed and are tried again%s"
                  .formatted(tags, counts.failing(), first(state))));
    }
    if (!state.failure().isEmpty()) {
      boolean all = counts.matched() > 0 && counts.waiting() == 0;
      return new Standing(
          all ? COMPLETED : PENDING,
          Verdict.reconciling(SOURCE_UNKNOWN, "%s; %s".formatted(state.failure(), tags)));
    }
    if (counts.matched() == 0) {
      return new Standing(
          PENDING,
          Verdict.reconciling(
              "NothingMatches", "its source has no such tag; it is looked again" + first(state)));
    }
    return counts.waiting() > 0
        ? new Standing(COPYING, Verdict.reconciling("Copying", tags))
        : new Standing(COMPLETED, Verdict.ready("Copied", tags));
  }

  private static String first(MirrorState state) {
    return state.causes().isEmpty() ? "" : ": " + state.causes().getFirst();
  }

  /**
   * What an object is to say, after what it says.
   *
   * @param asBefore whether its order is the one that the state is about
   */
  static Judged judged(
      ImageObject image,
      Planned planned,
      MirrorState state,
      boolean asBefore,
      String note,
      Instant now) {
    Instant ordered = ordered(image, now);
    Instant polled = state.polledAt();
    // What is done is not looked at again, whenever its order was written down here.
    boolean done = asBefore && state.done();
    boolean looked = polled != null && (done || !polled.isBefore(ordered));
    ImageSpec spec = image.spec();
    Standing standing = standing(planned, state, looked).with(note);
    standing = spec == null ? standing : standing.with(identity(spec, standing));
    String what = spec == null ? "" : spec.source().name() + ":" + spec.source().version();
    return new Judged(
        status(image, planned, standing, state, looked, now),
        standing.verdict(),
        new ImageOperatorAdapter.Seen(what, standing.verdict().reason(), state));
  }

  /** Whoever asks for AWS's identity in an object must be told where that is said by now. */
  private static String identity(ImageSpec spec, Standing standing) {
    return UNSURE.contains(standing.verdict().reason())
        ? Stream.of(spec.source(), spec.destination())
            .filter(end -> end.useAwsIRSA() && ECR.matcher(end.name()).matches())
            .map(end -> end.name().substring(0, end.name().indexOf('/')))
            .distinct()
            .map(host ->
                "useAwsIRSA: the worker has AWS's login for %s only with registries[].login: ecr for it"
                    .formatted(host))
            .collect(Collectors.joining("; "))
        : "";
  }

  /** What was found before somebody changed the object is not about what it says now. */
  private static Instant ordered(ImageObject image, Instant now) {
    ImageStatus before = image.status();
    Instant then = before.orderedAt();
    boolean same = Long.valueOf(image.header().generation()).equals(before.observedGeneration());
    return same && then != null ? then : now.truncatedTo(ChronoUnit.MILLIS);
  }

  private static ImageStatus status(
      ImageObject image,
      Planned planned,
      Standing standing,
      MirrorState state,
      boolean looked,
      Instant now) {
    ImageStatus before = image.status();
    long generation = image.header().generation();
    boolean seen = planned instanceof Planned.InForce && looked;
    return new ImageStatus(
        history(before.history(), state.copies()),
        standing.phase(),
        synced(image, state),
        seen ? generation : before.lastGenerationSeen(),
        generation,
        standing.verdict().conditions(generation, before.conditions(), now),
        seen ? state.counts() : null,
        state.causes().stream().map(ImageStatuses::cut).toList(),
        planned instanceof Planned.TakingOver
            ? Long.valueOf(generation)
            : before.takenOverGeneration(),
        ordered(image, now));
  }

  /** Whether another says something else to people. */
  static boolean differ(ImageStatus one, ImageStatus other) {
    return !said(one).equals(said(other));
  }

  private static List<String> said(ImageStatus status) {
    return status.conditions().stream()
        .map(each -> String.join(" ", each.type(), each.status(), each.reason()))
        .toList();
  }

  /** A copy of a tag that is copied again and again is remembered by the object alone. */
  private static List<HistoryEntry> history(List<HistoryEntry> before, List<HistoryEntry> copies) {
    Set<HistoryEntry> all = new LinkedHashSet<>(before);
    copies.stream()
        .map(copy ->
            new HistoryEntry(
                seconds(copy.performedAt()), copy.source(), copy.destination(), copy.digest()))
        .forEach(all::add);
    List<HistoryEntry> sorted = new ArrayList<>(all);
    sorted.sort(
        Comparator.comparing(
            HistoryEntry::performedAt, Comparator.nullsFirst(Comparator.naturalOrder())));
    int first = Math.max(0, sorted.size() - ImageStatus.LONGEST_HISTORY);
    return sorted.subList(first, sorted.size());
  }

  /** Only what is there: image-operator said so before it had tried. */
  private static List<String> synced(ImageObject image, MirrorState state) {
    Set<String> all = new LinkedHashSet<>(image.status().tagAlreadySynced());
    ImageSpec spec = image.spec();
    if (spec != null && spec.mode() == ImageMode.ONCE_BY_TAG) {
      state.copies().stream()
          .map(HistoryEntry::source)
          .filter(Objects::nonNull)
          .map(source -> source.substring(source.lastIndexOf(':') + 1))
          .forEach(all::add);
    }
    List<String> list = new ArrayList<>(all);
    return list.subList(Math.max(0, list.size() - MOST_SYNCED), list.size());
  }

  private static @Nullable Instant seconds(@Nullable Instant instant) {
    return instant == null ? null : instant.truncatedTo(ChronoUnit.SECONDS);
  }

  private static String cut(String cause) {
    return cause.length() <= LONGEST_CAUSE ? cause : cause.substring(0, LONGEST_CAUSE - 1) + "…";
  }
}
