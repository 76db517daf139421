package dev.laytime.build;

/** Why a build came to nothing, and whether the same build may fare better. */
public enum BuildFailureKind {
  /** No allowed ref is called so. */
  UNKNOWN_REF(false, "push the tag or branch, or correct the image's tag"),
  /** It is there, and the rule does not allow it. */
  NOT_ALLOWED(false, "let the rule allow it, or build what it allows"),
  /** What was to be built is at fault. */
  USER_ERROR(false, "see the end of the log, and mend the source"),
  /** It used more memory than it may. */
  OUT_OF_MEMORY(false, "give the rule's resources more memory"),
  /** It used more disk than it may. */
  OUT_OF_DISK(false, "give the rule's resources more disk"),
  /** It took longer than it may. */
  TIMEOUT(false, "see what it waited for, or give the rule a longer timeout"),
  /** Somebody did not want it any more. */
  CANCELLED(false, "order it again"),
  /** The builder's own image cannot be had. */
  IMAGE_PULL(true, "see whether the builder's image is there"),
  /** There is no room for it in the cluster. */
  QUOTA(true, "let the builders' namespace have more, or wait"),
  /** Git, the registry, the cluster or a node is in trouble. */
  INFRASTRUCTURE(true, "see that all that a build needs can be reached");

  private final boolean retryable;
  private final String hint;

  BuildFailureKind(boolean retryable, String hint) {
    this.retryable = retryable;
    this.hint = hint;
  }

  /** Whether the same build may succeed later, with nothing changed. */
  public boolean retryable() {
    return retryable;
  }

  /** What to do about it. */
  public String hint() {
    return hint;
  }
}
