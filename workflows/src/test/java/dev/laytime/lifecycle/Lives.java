package dev.laytime.lifecycle;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Lives in every state, made by the facts that lead there. */
final class Lives {

  static final Reference IMAGE = Reference.parse("stage.example.com/hub/app:1");
  static final Reference UPSTREAM = Reference.parse("upstream.example.com/app:1");
  static final Digest DIGEST = Digest.of("sha256", "ab".repeat(32));
  static final Digest OTHER = Digest.of("sha256", "cd".repeat(32));
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  static final Duration GRACE = Duration.ofDays(14);
  static final Duration QUARANTINE = Duration.ofDays(7);
  static final Instant DEADLINE = START.plus(GRACE);
  static final Instant UNTIL = DEADLINE.plus(QUARANTINE);
  static final Policy POLICY = policy(new Origin.Mirror(UPSTREAM));
  static final Policy EXTERNAL = policy(new Origin.External());
  static final Policy OBSERVED =
      new Policy(
          "1", "prod", "prod only observes", false, new Origin.External(), GRACE, QUARANTINE);

  private Lives() {}

  private static Policy policy(Origin origin) {
    return new Policy("1", "prod", null, true, origin, GRACE, QUARANTINE);
  }

  static Life after(Life life, Fact... facts) {
    Life next = life;
    for (Fact fact : facts) {
      next = Lifecycle.on(next, fact);
    }
    return next;
  }

  static Memory nothing() {
    return new Memory(0, null, null, null, null, null, null);
  }

  /** Recalled, and nothing else. */
  static Life wanted() {
    return after(Life.begin(IMAGE, START), new Fact.Recalled(START, nothing()));
  }

  /** Found in the stage and learned, with nobody who names it. */
  static Life present() {
    return present(wanted());
  }

  static Life present(Life wanted) {
    return after(
        wanted, new Fact.Found(START, DIGEST), new Fact.Learned(START, DIGEST, true, false));
  }

  /** The same by digest. */
  static Life pinned() {
    Life begun = Life.begin(IMAGE.repository().pinned(DIGEST), START);
    return present(after(begun, new Fact.Recalled(START, nothing())));
  }

  static Life unused() {
    return after(present(), new Fact.Became(START, new LifeState.Unused(START, DEADLINE), ""));
  }

  /** Asked for, proven and counted. */
  static Life cleared(Instant about) {
    return cleared(unused(), about);
  }

  static Life cleared(Life life, Instant about) {
    return after(
        life,
        new Fact.Answered(about, new Inquiry.Cleared(about, List.of("proof"), "i1"), List.of()));
  }

  static Life leaving(Errand.Kind kind, Life from, Instant at) {
    return after(
        from,
        new Fact.Sent(at, new Errand(kind, "r1", at, at.plusSeconds(3600), QUARANTINE, false)));
  }

  static Life quarantined() {
    return after(
        leaving(Errand.Kind.QUARANTINE, cleared(DEADLINE), DEADLINE),
        new Fact.Removed(DEADLINE, "r1", true, "", 0));
  }

  static Life copying() {
    return after(
        wanted(),
        new Fact.Found(START, null),
        new Fact.Sent(
            START,
            new Errand(
                Errand.Kind.COPY,
                "r1",
                START,
                START.plusSeconds(3600),
                Duration.ZERO,
                false,
                UPSTREAM)));
  }

  static Fact said(Instant at, long epoch, int count) {
    return new Fact.Said(at, word("git", epoch, at, count));
  }

  static Word word(String source, long epoch, Instant seenAt, int count) {
    return new Word(
        source, epoch, seenAt, count, "running", count == 0 ? List.of() : List.of("web"));
  }
}
