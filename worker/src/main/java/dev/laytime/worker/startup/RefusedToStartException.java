package dev.laytime.worker.startup;

import org.jspecify.annotations.Nullable;

/** The worker cannot start as it is told to; a person can change that. */
public final class RefusedToStartException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final String what;
  private final String why;
  private final String hint;

  /**
   * A refusal as a person reads it.
   *
   * @param what was attempted
   * @param why it did not work: what the other side said
   * @param hint what to do about it
   */
  public RefusedToStartException(String what, String why, String hint, @Nullable Throwable cause) {
    super(what + ": " + why + "; " + hint, cause);
    this.what = what;
    this.why = why;
    this.hint = hint;
  }

  public RefusedToStartException(String what, String why, String hint) {
    this(what, why, hint, null);
  }

  /** What was attempted. */
  public String what() {
    return what;
  }

  /** Why it did not work. */
  public String why() {
    return why;
  }

  /** What to do about it. */
  public String hint() {
    return hint;
  }
}
