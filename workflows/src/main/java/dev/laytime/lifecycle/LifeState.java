package dev.laytime.lifecycle;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where one image stands. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "state")
@JsonSubTypes({
  @JsonSubTypes.Type(value = LifeState.Wanted.class, name = "wanted"),
  @JsonSubTypes.Type(value = LifeState.Acquiring.class, name = "acquiring"),
  @JsonSubTypes.Type(value = LifeState.Present.class, name = "present"),
  @JsonSubTypes.Type(value = LifeState.Unused.class, name = "unused"),
  @JsonSubTypes.Type(value = LifeState.Quarantined.class, name = "quarantined"),
  @JsonSubTypes.Type(value = LifeState.Deleted.class, name = "deleted"),
  @JsonSubTypes.Type(value = LifeState.Failing.class, name = "failing"),
})
public sealed interface LifeState {

  /** The state's name, as search attribute {@code LaytimeState} and every screen show it. */
  default String label() {
    return switch (this) {
      case Wanted _ -> "WANTED";
      case Acquiring _ -> "ACQUIRING";
      case Present _ -> "PRESENT";
      case Unused _ -> "UNUSED";
      case Quarantined _ -> "QUARANTINED";
      case Deleted _ -> "DELETED";
      case Failing _ -> "FAILING";
    };
  }

  /** Not in the stage, or not known to be. */
  record Wanted() implements LifeState {}

  /** A copy into the stage is on its way. */
  record Acquiring() implements LifeState {}

  /** In the stage, with a reason to be there. */
  record Present() implements LifeState {}

  /**
   * In the stage, and nothing has named it for some time.
   *
   * @param since when it was last needed
   * @param deadline the end of its grace period, inclusive: from then on it may be quarantined
   */
  record Unused(Instant since, Instant deadline) implements LifeState {}

  /**
   * Its tag is gone, its content is held.
   *
   * @param since when its tag went
   * @param until the second deadline, inclusive: from then on it may be deleted
   * @param untagged false where the registry cannot take a tag away alone: then this is a clock
   *     only, and the tag is still there
   */
  record Quarantined(Instant since, Instant until, boolean untagged) implements LifeState {}

  /** Gone, but for its obituary. */
  record Deleted(Instant at) implements LifeState {}

  /**
   * The last step failed and will be tried again.
   *
   * @param cause what went wrong, for people
   * @param attempts how many failed in a row, 1 or more
   * @param nextAttempt when it is tried again
   * @param before the state in which it failed, where it goes on
   * @param notBefore when the other side asked to come back: nobody's hurry tries it earlier; null
   *     where it did not say
   */
  record Failing(
      String cause,
      int attempts,
      Instant nextAttempt,
      LifeState before,
      @Nullable Instant notBefore)
      implements LifeState {

    /** With nobody who asked for time. */
    public Failing(String cause, int attempts, Instant nextAttempt, LifeState before) {
      this(cause, attempts, nextAttempt, before, null);
    }

    /** The same, tried again at once, or as soon as the other side lets. */
    Failing hurried(Instant now) {
      Instant soonest = notBefore != null && notBefore.isAfter(now) ? notBefore : now;
      return soonest.isBefore(nextAttempt)
          ? new Failing(cause, attempts, soonest, before, notBefore)
          : this;
    }
  }
}
