package dev.laytime.workflow;

import dev.laytime.activity.CopyRequest;
import dev.laytime.activity.CopyResult;
import dev.laytime.activity.ResolveRequest;
import dev.laytime.image.Digest;
import dev.laytime.image.ImageLocation;
import dev.laytime.ledger.NextSlot;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Resolves, copies, and waits as long as the other side asks. */
public final class ImageCopyImpl implements ImageCopy {

  /** A source that never answered is more likely a wrong name than an outage. */
  private static final Duration RESOLVE_PATIENCE = Duration.ofMinutes(5);

  private static final Logger log = Workflow.getLogger(ImageCopyImpl.class);

  private final Order order;
  private State state = State.RESOLVING;
  private @Nullable Digest digest;
  private @Nullable Instant nextAttempt;
  private final CopyAudience audience = new CopyAudience();

  /** A request may arrive before {@link #run}: what it reads is set here. */
  @WorkflowInit
  public ImageCopyImpl(Order order) {
    this.order = order;
    this.digest = order.digest();
    audience.join(order);
  }

  @Override
  public CopyResult run(Order unused) {
    Workflow.upsertTypedSearchAttributes(
        SearchAttributes.REGISTRY.valueSet(registry(order.target())),
        SearchAttributes.REPOSITORY.valueSet(repository(order.target())));
    try {
      CopyResult result = copy(started().plus(order.patience()));
      enter(State.COPIED);
      log.info("copied source={} target={} digest={}", order.source(), order.target(), digest);
      audience.tellCopied(result.digest());
      return result;
    } catch (CanceledFailure cancelled) {
      enter(State.CANCELLED);
      Workflow.newDetachedCancellationScope(
              () -> audience.tellFailed("the copy was cancelled", null))
          .run();
      throw cancelled;
    } catch (TemporalFailure failure) {
      enter(State.FAILED);
      tellFailed(failure);
      throw failure;
    } finally {
      Workflow.await(Workflow::isEveryHandlerFinished);
    }
  }

  private void tellFailed(TemporalFailure failure) {
    String forbiddance = CopyFailures.forbiddance(failure);
    if (forbiddance != null && digest != null) {
      audience.tellForbidden(digest, forbiddance);
    } else {
      audience.tellFailed(CopyFailures.text(failure), CopyFailures.until(failure));
    }
  }

  @Override
  public Answer request(Order asked) {
    if (asked.requestId().equals(order.requestId())) {
      return new Accepted();
    }
    if (!order.covers(asked, digest)) {
      return new Busy(order.source(), digest);
    }
    audience.join(asked);
    return new Joined();
  }

  @Override
  public Status status() {
    return new Status(state, digest, nextAttempt);
  }

  private CopyResult copy(Instant deadline) {
    Digest found = digest == null ? resolve(deadline) : digest;
    digest = found;
    String what = "copy " + order.source() + " to " + order.target();
    return patiently(
        new Step(State.COPYING, what, order.patience()),
        deadline,
        remaining -> CopyActivities.copying(remaining, what).copy(requestFor(found)));
  }

  private Digest resolve(Instant deadline) {
    String what = "resolve " + order.source();
    Duration patience =
        order.patience().compareTo(RESOLVE_PATIENCE) < 0 ? order.patience() : RESOLVE_PATIENCE;
    return patiently(
            new Step(State.RESOLVING, what, patience),
            deadline,
            remaining ->
                CopyActivities.resolving(remaining, what)
                    .resolve(new ResolveRequest(order.source(), order.target())))
        .digest();
  }

  /**
   * One thing to be done.
   *
   * @param patience for how long attempts at it may fail; waiting because the other side asks for
   *     it does not count
   */
  private record Step(State state, String what, Duration patience) {}

  /** Does one step, and does it again when the other side asked to come back later. */
  private <T> T patiently(Step step, Instant deadline, Function<Duration, T> attempt) {
    while (true) {
      enter(step.state());
      Duration left = Duration.between(now(), deadline);
      if (!left.isPositive()) {
        throw CopyFailures.timedOut(step.what(), order.patience());
      }
      try {
        return attempt.apply(left.compareTo(step.patience()) < 0 ? left : step.patience());
      } catch (ActivityFailure failure) {
        Instant until = CopyFailures.throttledUntil(failure);
        if (until == null || !until.isBefore(deadline)) {
          throw CopyFailures.outcome(failure, step.what(), step.patience());
        }
        waitUntil(until);
      }
    }
  }

  private void waitUntil(Instant until) {
    nextAttempt = until;
    enter(State.THROTTLED);
    Duration pause = Duration.between(now(), until);
    if (pause.isPositive()) {
      Workflow.newTimer(
              pause, TimerOptions.newBuilder().setSummary("throttled until " + until).build())
          .get();
    }
    nextAttempt = null;
  }

  private void enter(State next) {
    state = next;
    Workflow.upsertTypedSearchAttributes(SearchAttributes.STATE.valueSet(next.name()));
    Workflow.setCurrentDetails(details());
  }

  private String details() {
    String image = digest == null ? "" : "\n\ndigest `%s`".formatted(digest);
    Instant attempt = nextAttempt;
    String next =
        attempt == null
            ? ""
            : "\n\n%s, at %s".formatted(NextSlot.in(Duration.between(now(), attempt)), attempt);
    return "**%s** `%s` → `%s`".formatted(state, order.source(), order.target()) + image + next;
  }

  private CopyRequest requestFor(Digest found) {
    return new CopyRequest(
        order.source(),
        found,
        order.target(),
        order.platforms(),
        order.referrers(),
        order.foreignLayers(),
        // A life asks because it has seen that something is missing.
        order.life() == null,
        order.expected());
  }

  private static String registry(ImageLocation location) {
    return switch (location) {
      case ImageLocation.InRegistry(var reference) -> reference.repository().registry();
      case ImageLocation.InLayout _ -> "oci";
      case ImageLocation.InLayoutArchive _ -> "oci-archive";
      case ImageLocation.InDockerArchive _ -> "docker-archive";
    };
  }

  private static String repository(ImageLocation location) {
    return switch (location) {
      case ImageLocation.InRegistry(var reference) -> reference.repository().toString();
      case ImageLocation.OnDisk place -> place.path();
    };
  }

  /** A copy that had to wait for its first worker is not the younger for it. */
  private static Instant started() {
    return Instant.ofEpochMilli(Workflow.getInfo().getRunStartedTimestampMillis());
  }

  private static Instant now() {
    return Instant.ofEpochMilli(Workflow.currentTimeMillis());
  }
}
