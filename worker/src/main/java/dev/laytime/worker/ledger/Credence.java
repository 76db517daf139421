package dev.laytime.worker.ledger;

import dev.laytime.image.Reference;
import dev.laytime.lifecycle.Spread;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whether a source that does not name an image can be relied on. */
final class Credence {

  /** A scan takes its time: so much beside two intervals is not late. */
  static final Duration LATENESS = Duration.ofSeconds(5);

  private static final Duration SOON = Duration.ofMinutes(1);
  private static final Duration LONGEST_SPREAD = Duration.ofMinutes(5);

  /** Of a source that proves nothing for long it is asked less and less often. */
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

  private static final int PART = 4;

  /** Lives are woken when somebody scans it again, and when it is removed. */
  static final Duration LOST = Duration.ofDays(1);

  private final SourceRow source;
  private final Duration grace;
  private final Question question;

  private Credence(SourceRow source, Duration grace, Question question) {
    this.source = source;
    this.grace = grace;
    this.question = question;
  }

  /**
   * What a source says that does not name the image.
   *
   * @param grace the stage's grace period
   */
  static Testimony of(SourceRow source, Duration grace, Question question) {
    return new Credence(source, grace, question).testimony();
  }

  /** What a source's last scan lacks, so that it proves nothing; null for nothing. */
  static @Nullable String lacks(SourceRow source) {
    SourceRow.Scan last = source.last();
    if (last == null || last.counts()) {
      return null;
    }
    String doubt = doubt(source, last);
    return doubt == null
        ? "scan #%d was not complete; it missed: %s"
            .formatted(last.number(), String.join(", ", last.gaps()))
        : doubt;
  }

  private Testimony testimony() {
    if (!source.configured()) {
      return notYet(
          ("configuration has it no longer, so nobody scans it; it blocks until"
                  + " `laytime sources remove %s --confirm`")
              .formatted(source.name()),
          later(question.now().plus(LOST)));
    }
    SourceRow.Scan last = source.last();
    if (last == null) {
      return notYet("it was never scanned", nextScan(source, question));
    }
    String doubt = doubt(source, last);
    if (doubt != null) {
      return notYet(doubt, nextScan(source, question));
    }
    Instant first = source.firstComplete();
    Instant complete = source.lastComplete();
    if (first == null || complete == null) {
      return notYet("no scan of it was ever complete" + missing(last), nextScan(source, question));
    }
    return judged(last, first, complete);
  }

  /** What is wrong with the source itself; null for nothing. */
  private static @Nullable String doubt(SourceRow source, SourceRow.Scan last) {
    if (last.identityChanged()) {
      return "it is not the source that was registered" + missing(last);
    }
    return last.held().isEmpty()
        ? null
        : "scan #%d is held: %s; `laytime sources approve %s --scan %d` lets it count"
            .formatted(last.number(), last.held(), source.name(), last.number());
  }

  private Testimony judged(SourceRow.Scan last, Instant first, Instant complete) {
    if (!complete.isAfter(question.notBefore())) {
      return notYet(
          "its last complete scan started at %s, not after %s%s"
              .formatted(complete, question.notBefore(), missing(last)),
          nextScan(source, question));
    }
    Duration oldest = source.every().multipliedBy(2).plus(LATENESS);
    if (complete.plus(oldest).isBefore(question.now())) {
      return notYet(
          "its last complete scan started at %s, and it is due every %s: too long ago%s"
              .formatted(complete, source.every(), missing(last)),
          nextScan(source, question));
    }
    Instant trusted = first.plus(grace);
    if (source.completeCount() < 2 || complete.isBefore(trusted)) {
      Instant next = nextScan(source, question);
      return notYet(
          ("it is new: it must have been complete twice, a grace period of %s apart; first at %s,"
                  + " last at %s")
              .formatted(grace, first, complete),
          trusted.isAfter(next) ? later(trusted) : next);
    }
    String lookedAt = LookedAt.text(source.completeScan().selected());
    return new Testimony.NotNamed(
        source.name(),
        "%s: not named; scan #%d started at %s, complete; images named: %d%s"
            .formatted(
                source.name(),
                source.completeNumber(),
                complete,
                source.completeReferences(),
                lookedAt.isEmpty() ? "" : "; " + lookedAt),
        lookedAt,
        complete);
  }

  private static String missing(SourceRow.Scan last) {
    return last.gaps().isEmpty()
        ? ""
        : "; scan #%d missed: %s".formatted(last.number(), last.gaps().getFirst());
  }

  private Testimony notYet(String why, Instant retryAt) {
    return new Testimony.NotYet(source.name(), why, source.lastComplete(), retryAt);
  }

  private Instant later(Instant at) {
    return at.plus(spread(source, question.image()));
  }

  /** When a source will know more than it does now, and a little later for each image. */
  static Instant nextScan(SourceRow source, Question question) {
    Instant now = question.now();
    Instant due = source.last() == null ? now : source.last().startedAt().plus(source.every());
    Instant next = due.isAfter(now) ? due : now.plus(shorter(source.every(), SOON));
    Instant patient = now.plus(pause(source, now));
    return (patient.isAfter(next) ? patient : next).plus(spread(source, question.image()));
  }

  /** A part of the time for which nothing that it says counts; none where its last scan does. */
  private static Duration pause(SourceRow source, Instant now) {
    SourceRow.Scan last = source.last();
    Instant complete = source.lastComplete();
    if (last == null || complete == null || last.counts()) {
      return Duration.ZERO;
    }
    return shorter(Duration.between(complete, now).dividedBy(PART), LONGEST_PAUSE);
  }

  private static Duration spread(SourceRow source, Reference image) {
    return Spread.of(image, shorter(source.every().dividedBy(2), LONGEST_SPREAD));
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
