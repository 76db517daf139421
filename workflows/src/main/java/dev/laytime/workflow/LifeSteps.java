package dev.laytime.workflow;

import dev.laytime.activity.BuildAnswer;
import dev.laytime.activity.BuildWish;
import dev.laytime.activity.CopyAnswer;
import dev.laytime.activity.CopyOrder;
import dev.laytime.activity.DisplacedNotice;
import dev.laytime.activity.EvidenceRequest;
import dev.laytime.activity.EvidenceResult;
import dev.laytime.activity.HoldRequest;
import dev.laytime.activity.IntendRequest;
import dev.laytime.activity.IntendResult;
import dev.laytime.activity.LearnRequest;
import dev.laytime.activity.LookRequest;
import dev.laytime.activity.LookResult;
import dev.laytime.activity.Problem;
import dev.laytime.activity.RemovalOrder;
import dev.laytime.activity.RestoreRequest;
import dev.laytime.activity.RestoreResult;
import dev.laytime.activity.WithdrawOrder;
import dev.laytime.image.Digest;
import dev.laytime.image.ExpectedTag;
import dev.laytime.image.Reference;
import dev.laytime.ledger.Removals;
import dev.laytime.ledger.Urgency;
import dev.laytime.lifecycle.Decision;
import dev.laytime.lifecycle.Errand;
import dev.laytime.lifecycle.Fact;
import dev.laytime.lifecycle.Inquiry;
import dev.laytime.lifecycle.Life;
import dev.laytime.lifecycle.Memory;
import dev.laytime.lifecycle.Offer;
import dev.laytime.lifecycle.Spread;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * What each decision comes to in the world: asks an activity, and tells its result as facts.
 *
 * <p>Facts have the time at which the result came. An activity that failed throws, unless what it
 * sent may have arrived all the same.
 */
final class LifeSteps {

  private static final Logger log = Workflow.getLogger(LifeSteps.class);

  private static final Duration COPY_PATIENCE = Duration.ofDays(1);
  private static final Duration COPY_END = Duration.ofMinutes(10);

  /** A removal is gathered first, then queued behind others of its repository. */
  private static final Duration REMOVAL_PATIENCE =
      RepositoryReaper.LONGEST_WINDOW.plus(Duration.ofHours(12));

  /** For the outcome of a removal that may not have been queued at all. */
  private static final Duration DOUBTFUL_PATIENCE = Duration.ofMinutes(15);

  private final Reference image;
  private final String life;
  private int overdue;

  LifeSteps(Reference image, String life) {
    this.image = image;
    this.life = life;
  }

  Fact recall() {
    Memory memory =
        LifeActivities.ledger(LifeActivities.PATIENTLY, "what is remembered").recall(image);
    return new Fact.Recalled(WorkflowClock.now(), memory);
  }

  /** Where a request in doubt may have taken effect, the image is looked at as a whole. */
  Fact look(Life asks) {
    Digest whole = asks.lookAgainAt() == null ? null : asks.digest();
    LookResult found =
        LifeActivities.stage("what the registry has", urgency(asks))
            .look(new LookRequest(image, whole));
    return new Fact.Found(WorkflowClock.now(), found.digest());
  }

  /** What is learned already needs nothing but its hold. */
  Fact learn(Life asks, Digest digest, boolean hold) {
    boolean learned = digest.equals(asks.learned());
    boolean present = (!hold || hold(digest)) && (learned || walk(digest));
    return new Fact.Learned(WorkflowClock.now(), digest, present, hold && present);
  }

  private boolean walk(Digest digest) {
    return LifeActivities.walking("learn what it is made of")
        .learn(new LearnRequest(image.repository(), digest))
        .present();
  }

  private boolean hold(Digest digest) {
    return LifeActivities.stage("hold " + digest.abbreviated())
        .hold(new HoldRequest(image.repository(), digest))
        .held();
  }

  Fact displace(Digest digest, boolean write) {
    boolean held = !write || hold(digest);
    // Where its own manifest is gone, what it led to may be there all the same.
    LifeActivities.messages("give " + digest.abbreviated() + " a life of its own")
        .displaced(new DisplacedNotice(image.repository().pinned(digest), image));
    return new Fact.Held(WorkflowClock.now(), digest, held);
  }

  /** A copy that is about to be ordered. */
  Fact.Sent copying(Reference source) {
    Instant now = WorkflowClock.now();
    String requestId = Workflow.randomUUID().toString();
    Instant until = now.plus(COPY_PATIENCE).plus(COPY_END);
    return new Fact.Sent(
        now, new Errand(Errand.Kind.COPY, requestId, now, until, Duration.ZERO, false, source));
  }

  List<Fact> order(Life asks, Decision.Acquire wanted, String requestId) {
    CopyOrder order =
        new CopyOrder(
            life,
            requestId,
            wanted.source(),
            wanted.digest(),
            image,
            COPY_PATIENCE,
            urgency(asks, wanted),
            expected(asks.offer(), wanted));
    try {
      CopyAnswer answer = LifeActivities.messages("copy " + wanted.source()).requestCopy(order);
      return answer.taken()
          ? List.of()
          : List.of(
              new Fact.NotOrdered(WorkflowClock.now(), requestId, answer.cause(), null, false));
    } catch (ActivityFailure failure) {
      Problem problem = ActivityProblems.of(failure);
      String cause = ActivityProblems.text(problem, "order a copy");
      // It may have been taken, and the answer lost.
      return List.of(
          new Fact.NotOrdered(WorkflowClock.now(), requestId, cause, problem.until(), true));
    }
  }

  /** What is ordered the ledger has from then on; what is not is looked at again a little later. */
  List<Fact> build(String rule) {
    BuildAnswer answer =
        BuildStubs.ledger("build it by rule " + rule).want(new BuildWish(image, rule));
    boolean taken = answer.answer().equals("accepted") || answer.answer().equals("joined");
    String cause = "its build is %s: %s".formatted(answer.answer(), answer.reason());
    return taken ? List.of() : List.of(new Fact.Failed(WorkflowClock.now(), cause, null));
  }

  private static @Nullable ExpectedTag expected(@Nullable Offer offer, Decision.Acquire wanted) {
    return offer != null && offer.digest().equals(wanted.digest()) ? offer.expected() : null;
  }

  /**
   * What a name is to become is known beforehand only where it was offered: nobody waits for that.
   */
  private static Urgency urgency(Life asks, Decision.Acquire wanted) {
    if (asks.awaited()) {
      return Urgency.AWAITED;
    }
    return asks.byTag() && wanted.digest() != null ? Urgency.REFRESH : Urgency.ORDERED;
  }

  /** What stands between a Pod and its image is as urgent as the copy. */
  private static Urgency urgency(Life asks) {
    return asks.awaited() ? Urgency.AWAITED : Urgency.ORDERED;
  }

  Fact withdraw(String requestId) {
    askBack(requestId);
    return new Fact.Withdrawn(WorkflowClock.now(), requestId);
  }

  Fact giveUp(Life asks, String requestId) {
    if (asks.errand() != null && asks.errand().kind() != Errand.Kind.COPY) {
      try {
        // What nobody waits for any more need not happen later either.
        askBack(requestId);
      } catch (ActivityFailure failure) {
        // Giving up raises the epoch: what is carried out later is refused for that.
        log.warn("not asked back image={} cause={}", image, ActivityProblems.text(failure, "send"));
      }
    }
    return new Fact.GaveUp(WorkflowClock.now(), requestId);
  }

  private void askBack(String requestId) {
    LifeActivities.messages("ask the removal back")
        .withdrawRemoval(new WithdrawOrder(image.repository().toString(), requestId));
  }

  Fact ask(Life asks, Decision.Ask ask) {
    EvidenceResult result =
        LifeActivities.ledger(LifeActivities.PATIENTLY, "evidence since " + ask.notBefore())
            .evidence(
                new EvidenceRequest(
                    life,
                    image,
                    asks.digest(),
                    asks.epoch(),
                    ask.kind(),
                    ask.notBefore(),
                    WorkflowClock.now()));
    return new Fact.Answered(
        WorkflowClock.now(), later(result.inquiry()), result.words(), result.unlearned());
  }

  /** An instant gone by is no instant to ask again at: an overdue scan may stay so for long. */
  private Inquiry later(Inquiry inquiry) {
    Instant now = WorkflowClock.now();
    if (inquiry instanceof Inquiry.Later(var about, var reasons, var retryAt)
        && retryAt != null
        && !retryAt.isAfter(now)) {
      overdue++;
      return new Inquiry.Later(about, reasons, Spread.retry(image, overdue, now));
    }
    overdue = 0;
    return inquiry;
  }

  Fact intend(Life asks, Decision.Intend intend) {
    List<String> proof = asks.inquiry() instanceof Inquiry.Proven(_, var said) ? said : List.of();
    IntendResult result =
        LifeActivities.ledger(LifeActivities.PATIENTLY, "count the removal")
            .intend(
                new IntendRequest(
                    life,
                    image,
                    digestOf(asks),
                    asks.epoch(),
                    intend.kind(),
                    intend.notBefore(),
                    WorkflowClock.now(),
                    proof));
    Inquiry inquiry =
        result.breaker() == null
            ? new Inquiry.Cleared(intend.notBefore(), proof, result.intention())
            : new Inquiry.Later(
                intend.notBefore(),
                List.of(result.reason() + "; waits for approval of " + result.breaker()),
                null);
    return new Fact.Answered(WorkflowClock.now(), inquiry, List.of());
  }

  Fact remove(Life asks, Decision.Remove remove) {
    String requestId = Workflow.randomUUID().toString();
    Errand.Kind kind =
        switch (remove.kind()) {
          case QUARANTINE -> Errand.Kind.QUARANTINE;
          case DELETE -> Errand.Kind.DELETE;
        };
    Removals.Claim claim =
        new Removals.Claim(
            life,
            image,
            digestOf(asks),
            asks.epoch(),
            remove.notBefore(),
            remove.intention(),
            remove.kind());
    Duration patience = queue(requestId, claim) ? REMOVAL_PATIENCE : DOUBTFUL_PATIENCE;
    Instant now = WorkflowClock.now();
    return new Fact.Sent(
        now, new Errand(kind, requestId, now, now.plus(patience), remove.quarantine(), false));
  }

  /** Whether it is certainly queued; in doubt it counts as sent, and is asked back in the end. */
  private boolean queue(String requestId, Removals.Claim claim) {
    try {
      LifeActivities.messages("queue " + claim.kind().name().toLowerCase(Locale.ROOT))
          .requestRemoval(new RemovalOrder(image.repository().toString(), requestId, claim));
      return true;
    } catch (ActivityFailure failure) {
      log.warn("removal in doubt image={} cause={}", image, ActivityProblems.text(failure, "send"));
      return false;
    }
  }

  List<Fact> restore(Life asks, Digest digest) {
    RestoreResult result =
        LifeActivities.stage("restore " + digest.abbreviated(), urgency(asks))
            .restore(new RestoreRequest(image, digest));
    Instant now = WorkflowClock.now();
    String missing = result.missing() == null ? "" : result.missing();
    Fact restored =
        new Fact.Restored(
            now, result.found(), result.outcome() == RestoreResult.Outcome.RESTORED, missing);
    return result.found() != null || missing.isEmpty()
        ? List.of(restored)
        : List.of(restored, new Fact.Failed(now, "restore: " + missing, null));
  }

  private static Digest digestOf(Life life) {
    return Objects.requireNonNull(life.digest(), "Only what is known leaves");
  }
}
