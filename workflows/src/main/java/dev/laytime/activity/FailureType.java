package dev.laytime.activity;

/** Why an activity failed, and whether trying again can help. */
public enum FailureType {
  /** The registry wants credentials, or does not accept those it got. */
  UNAUTHORIZED(false),
  /** The credentials are accepted and do not suffice. */
  DENIED(false),
  /** The registry says that there is no such image or repository. */
  NOT_FOUND(false),
  /** What the registry holds cannot be copied: of an unsupported kind, or over a limit. */
  UNSUPPORTED(false),
  /** Content is not what its digest or size says. */
  CONTENT_MISMATCH(false),
  /** An address that must not be dialled, or a redirect that must not be followed. */
  FORBIDDEN_ADDRESS(false),
  /** A person has forbidden to bring the image there. */
  FORBIDDEN_IMAGE(false),
  /** The request itself is wrong, or the other side refuses it for good. */
  REFUSED(false),
  /** The other side cannot be reached, breaks off, or says that it has trouble. */
  UNAVAILABLE(true),
  /** The other side asks for patience; {@link Problem#until} says for how long. */
  THROTTLED(true),
  /** The time that the order allows is over. */
  TIMED_OUT(false);

  private final boolean retryable;

  FailureType(boolean retryable) {
    this.retryable = retryable;
  }

  /** Whether the same activity may succeed later. */
  public boolean retryable() {
    return retryable;
  }
}
