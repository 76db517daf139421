package dev.laytime.activities.registry;

import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activities.registry.copy.Attempt;
import dev.laytime.activities.registry.copy.CopyTracker;
import dev.laytime.activities.registry.copy.Parallel;
import dev.laytime.activities.registry.poll.Tally;
import dev.laytime.activity.FailureType;
import dev.laytime.activity.PollPage;
import dev.laytime.activity.PollRequest;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.ledger.LedgerUnavailableException;
import dev.laytime.ledger.TagPolls;
import dev.laytime.mirror.Due;
import dev.laytime.mirror.MirrorTarget;
import dev.laytime.mirror.TagMirror;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One page of what a mirror owes: a few images at a time, each written down at once. What went
 * wrong with one stops no other; what the registry itself says ends the page, once those on their
 * way have ended.
 */
final class BringRound {

  private static final int BATCH = 100;
  private static final Duration LONGEST = Duration.ofMinutes(2);

  /** So many in a row are not the images' trouble: a registry has some. */
  private static final int OUTAGE = 5;

  private final Bringing bringing;
  private final TagPolls polls;
  private final String mirror;
  private final Instant poll;
  private final Tally tally;
  private final Attempt attempt;
  private final Carrying carrying;
  private final Set<CopyTracker> running = ConcurrentHashMap.newKeySet();
  private final LongSupplier nanoTime;
  private final long end;
  private final AtomicLong ended = new AtomicLong();
  private final AtomicInteger inARow = new AtomicInteger();
  private final AtomicReference<@Nullable RegistryException> stop = new AtomicReference<>();
  private final AtomicReference<@Nullable LedgerUnavailableException> unwritten =
      new AtomicReference<>();

  /**
   * @param nanoTime tells when the page has lasted long enough
   */
  BringRound(
      Bringing bringing,
      TagPolls polls,
      PollRequest request,
      Tally tally,
      Attempt attempt,
      LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.end = nanoTime.getAsLong() + LONGEST.toNanos();
    this.bringing = bringing;
    this.polls = polls;
    this.mirror = request.mirror();
    this.poll = request.startedAt();
    this.tally = tally;
    this.attempt = attempt;
    this.carrying = bringing.carrying();
  }

  /** Changes with all that any of the copies gets done. */
  long pulse() {
    return tally.steps() + ended.get() + running.stream().mapToLong(CopyTracker::pulse).sum();
  }

  /**
   * Brings what is due.
   *
   * @throws RegistryException if a registry asks for patience or has trouble, or the attempt is
   *     over
   */
  PollPage page() throws IOException, InterruptedException {
    TagMirror orders = polls.mirror(mirror).orElse(null);
    if (orders == null) {
      return new PollPage(null, tally.count());
    }
    while (true) {
      List<MirrorTarget> owed = polls.owed(mirror, poll, BATCH);
      List<MirrorTarget> batch = own(owed);
      if (owed.isEmpty() || bringing.isDryRun()) {
        batch.forEach(this::tell);
        return new PollPage(null, tally.count());
      }
      Parallel.forEach(batch, bringing.atATime(orders), target -> bring(orders, target));
      endIfStopped();
      if (isOver()) {
        return new PollPage("more", tally.count());
      }
    }
  }

  /** Nobody wants any of it any more. */
  void callOff() {
    carrying.callOff();
  }

  /** Who waits for an image gets the slot that this page has. */
  private boolean isOver() {
    return nanoTime.getAsLong() - end >= 0;
  }

  private void endIfStopped() throws RegistryException {
    LedgerUnavailableException away = unwritten.get();
    if (away != null) {
      throw away;
    }
    RegistryException said = stop.get();
    if (said != null) {
      throw said;
    }
  }

  /** While the ledger is away those on their way come to their end, and no other begins. */
  private void write(MirrorTarget now) {
    try {
      polls.write(mirror, List.of(now));
    } catch (LedgerUnavailableException e) {
      unwritten.set(e);
    }
  }

  /** Without those that an older mirror selects by now. */
  private List<MirrorTarget> own(List<MirrorTarget> owed) {
    Map<Reference, String> taken =
        polls.taken(mirror, owed.stream().map(MirrorTarget::image).toList());
    List<MirrorTarget> refused =
        owed.stream()
            .filter(target -> taken.containsKey(target.image()))
            .map(target -> target.refused(Due.taken(target, other(taken, target)), poll))
            .toList();
    if (refused.isEmpty()) {
      return owed;
    }
    polls.write(mirror, refused);
    refused.forEach(target -> tally.trouble(Due.taken(target, other(taken, target))));
    return owed.stream().filter(target -> !taken.containsKey(target.image())).toList();
  }

  private static String other(Map<Reference, String> taken, MirrorTarget target) {
    return Objects.requireNonNull(taken.get(target.image()));
  }

  private void writeOrFail(MirrorTarget now) throws RegistryException {
    write(now);
    LedgerUnavailableException away = unwritten.get();
    if (away != null) {
      throw new RegistryException(
          FailureType.UNAVAILABLE,
          "write " + now.image(),
          String.valueOf(away.getMessage()),
          "what is to be written has to be in the ledger before");
    }
  }

  private void tell(MirrorTarget target) {
    tally.withheld(
        1, "dry run: %s would be copied to %s".formatted(target.owedFrom(), target.image()));
  }

  private void bring(TagMirror orders, MirrorTarget target)
      throws IOException, InterruptedException {
    AtomicReference<MirrorTarget> last = new AtomicReference<>(target);
    // What breaks off once is tried again at once; what does so twice, by the next poll.
    for (boolean again : new boolean[] {true, false}) {
      if (stop.get() != null || unwritten.get() != null || isOver()) {
        return;
      }
      CopyTracker tracker = new CopyTracker();
      running.add(tracker);
      try {
        MirrorTarget now =
            bringing.bring(
                orders,
                last.get(),
                carrying,
                tracker,
                new Heeded(),
                writing -> {
                  last.set(writing);
                  writeOrFail(writing);
                });
        write(now);
        inARow.set(0);
        count(target, now);
        return;
      } catch (RegistryException e) {
        bringing.meter().failed(e.type());
        requireAttempt(e);
        if (!again || !e.type().retryable()) {
          give(last.get(), e);
          return;
        }
      } finally {
        ended.addAndGet(tracker.pulse() + 1);
        running.remove(tracker);
      }
    }
  }

  private void count(MirrorTarget before, MirrorTarget now) {
    if (!now.kept().isEmpty() && !now.isThere()) {
      tally.withheld(1, now.kept());
    } else if (isCopied(before, now)) {
      tally.copied();
    } else {
      tally.step();
    }
  }

  private static boolean isCopied(MirrorTarget before, MirrorTarget now) {
    MirrorTarget.Brought one = before.brought();
    MirrorTarget.Brought other = now.brought();
    return other != null && (one == null || !one.at().equals(other.at()));
  }

  /** What ends all of it is nothing that an image did. */
  private void requireAttempt(RegistryException e) throws InterruptedIOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("The copies were cancelled");
    }
    if (e.type() == FailureType.THROTTLED) {
      stop.set(e);
    }
  }

  private void give(MirrorTarget target, RegistryException e) {
    if (stop.get() == e) {
      return;
    }
    String cause = e.what() + ": " + e.said();
    if (e.type() == FailureType.FORBIDDEN_IMAGE) {
      write(target.due(null, e.said()));
      tally.withheld(1, target.image() + ": " + cause);
      return;
    }
    if (e.type() != FailureType.UNAVAILABLE) {
      inARow.set(0);
    } else if (inARow.incrementAndGet() >= OUTAGE) {
      stop.compareAndSet(null, e);
    }
    write(target.failed(cause, poll));
    tally.trouble(target.image() + ": " + cause);
  }

  /** An attempt that is over for one image is over for all. */
  private final class Heeded implements Attempt {
    @Override
    public void failIfOver() throws RegistryException {
      try {
        attempt.failIfOver();
      } catch (RegistryException e) {
        stop.set(e);
        throw e;
      }
    }

    @Override
    public void failIfForbidden(Digest digest) throws RegistryException {
      attempt.failIfForbidden(digest);
    }
  }
}
