package dev.laytime.activities.crd;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * How an object stands, in the words that kstatus and {@code kubectl wait} understand: {@code
 * Ready} always, and {@code Reconciling} or {@code Stalled} while they are so.
 *
 * @param standing whether it counts
 * @param reason one word for programs
 * @param message for people
 * @see <a href="https://github.com/kubernetes-sigs/cli-utils/blob/master/pkg/kstatus/README.md">
 *     kstatus</a>
 */
public record Verdict(Standing standing, String reason, String message) {

  private static final int LONGEST = 1024;
  private static final String READY = "Ready";

  /** Whether an object counts. */
  public enum Standing {
    /** It is in force. */
    READY,
    /** It is not yet; nobody has to do anything. */
    RECONCILING,
    /** It is not, as its author wants it. */
    IDLE,
    /** It is not, and will not be until somebody changes something. */
    STALLED
  }

  public Verdict {
    message = message.length() <= LONGEST ? message : message.substring(0, LONGEST - 1) + "…";
  }

  /** It is in force. */
  public static Verdict ready(String reason, String message) {
    return new Verdict(Standing.READY, reason, message);
  }

  /** It is not in force yet. */
  public static Verdict reconciling(String reason, String message) {
    return new Verdict(Standing.RECONCILING, reason, message);
  }

  /** Somebody must change something. */
  public static Verdict stalled(String reason, String message) {
    return new Verdict(Standing.STALLED, reason, message);
  }

  /** Its author wants it to do nothing. */
  public static Verdict idle(String reason, String message) {
    return new Verdict(Standing.IDLE, reason, message);
  }

  /** Whether a person may have to act. */
  public boolean isBad() {
    return standing == Standing.STALLED;
  }

  /**
   * The conditions that say so.
   *
   * @param before those that the object has
   * @param now whole seconds of it count, as everywhere in Kubernetes
   */
  public List<StatusCondition> conditions(
      long generation, List<StatusCondition> before, Instant now) {
    StatusCondition ready = condition(READY, readiness(), generation, before, now);
    return switch (standing) {
      case READY, IDLE -> List.of(ready);
      case RECONCILING ->
          List.of(ready, condition("Reconciling", StatusCondition.TRUE, generation, before, now));
      case STALLED ->
          List.of(ready, condition("Stalled", StatusCondition.TRUE, generation, before, now));
    };
  }

  private String readiness() {
    return switch (standing) {
      case READY -> StatusCondition.TRUE;
      case RECONCILING -> StatusCondition.UNKNOWN;
      case IDLE, STALLED -> StatusCondition.FALSE;
    };
  }

  private StatusCondition condition(
      String type, String status, long generation, List<StatusCondition> before, Instant now) {
    return new StatusCondition(type, status, generation, null, reason, message)
        .after(before, now.truncatedTo(ChronoUnit.SECONDS));
  }
}
