package dev.laytime.activities.registry;

import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activity.FailureType;
import dev.laytime.activity.Problem;
import dev.laytime.ledger.LedgerUnavailableException;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The one door at which registry errors become Temporal's failures. */
final class Failures {

  /** A longer wait is the workflow's: there it is a timer that everybody can see. */
  private static final Duration LONGEST_RETRY_DELAY = Duration.ofMinutes(1);

  private Failures() {}

  static FailureType typeOf(IOException e) {
    return e instanceof RegistryException known ? known.type() : FailureType.UNAVAILABLE;
  }

  /** The failure of an activity; {@code Retry-After} becomes the next attempt's time. */
  static ApplicationFailure of(IOException e, String what) {
    FailureType type = typeOf(e);
    Problem problem = problem(e, what);
    Duration delay = delay(problem.until());
    boolean tooLong = delay != null && delay.compareTo(LONGEST_RETRY_DELAY) > 0;
    ApplicationFailure.Builder failure =
        ApplicationFailure.newBuilder()
            .setMessage(problem.what() + ": " + problem.cause())
            .setType((tooLong ? FailureType.THROTTLED : type).name())
            .setNonRetryable(!type.retryable() || tooLong)
            .setDetails(problem);
    return delay == null || tooLong ? failure.build() : failure.setNextRetryDelay(delay).build();
  }

  /** The failure of an activity that the ledger could not answer. */
  static ApplicationFailure of(LedgerUnavailableException e, String what) {
    return of(
        new RegistryException(
            FailureType.UNAVAILABLE,
            what,
            String.valueOf(e.getMessage()),
            "check the ledger's database; nothing is removed while it does not answer"),
        what);
  }

  /** The same failure, of what must be tried once only. */
  static ApplicationFailure once(ApplicationFailure failure) {
    failure.setNonRetryable(true);
    return failure;
  }

  private static Problem problem(IOException e, String what) {
    return e instanceof RegistryException known
        ? new Problem(known.what(), known.said(), known.hint(), known.until())
        : new Problem(what, String.valueOf(e.getMessage()), "the worker's log says more", null);
  }

  private static @Nullable Duration delay(@Nullable Instant until) {
    if (until == null) {
      return null;
    }
    Duration delay = Duration.between(Instant.now(), until);
    return delay.isPositive() ? delay : null;
  }
}
