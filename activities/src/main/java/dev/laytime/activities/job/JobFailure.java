package dev.laytime.activities.job;

import java.time.Duration;

/** Why a Job came to nothing, and whether another may fare better. */
public enum JobFailure {
  /** The program ended with an error of its own. */
  PROGRAM(false, "see what it said"),
  /** Our own program ended with an error, and said that it may fare better later. */
  LATER(true, "it is tried again by itself"),
  /** It used more memory than it may. */
  OUT_OF_MEMORY(false, "let it have more memory"),
  /** It used more disk than it may. */
  DISK(false, "let it have more disk"),
  /** Its node had no room left. */
  EVICTED(true, "see whether its node has room"),
  /** It was not done within its time. */
  DEADLINE(false, "see what it waited for, or let it take longer"),
  /** Its image cannot be had now. */
  IMAGE_PULL(true, "see whether the image is there, and whether its pull secret is right"),
  /** Its image cannot be had ever, or has no such program. */
  IMAGE(false, "name an image that has the program"),
  /** The namespace has no room for it. */
  QUOTA(true, "let the namespace have more, or wait until others have ended"),
  /** No node takes it. */
  UNSCHEDULABLE(true, "see whether a node has what it asks for"),
  /** A Secret, or a key of it, is not there. */
  UNMOUNTED(true, "see whether the Secrets that it names are there, with the keys they need"),
  /** The cluster does not take it as it is. */
  REFUSED(false, "see what the cluster asks of Pods in this namespace"),
  /** The worker lacks a right. */
  FORBIDDEN(false, "grant the worker what its page says"),
  /** Somebody else has a Job of that name. */
  TAKEN(false, "take that Job away, or choose another namespace"),
  /** It is not there any more, and nobody saw its end. */
  GONE(true, "see who deletes Jobs there"),
  /** Its node went, or a more urgent Pod took its place. */
  DISRUPTED(true, "it is tried again by itself");

  private final boolean retryable;
  private final String hint;

  JobFailure(boolean retryable, String hint) {
    this.retryable = retryable;
    this.hint = hint;
  }

  /** Whether the same work may succeed later, with nothing changed. */
  public boolean retryable() {
    return retryable;
  }

  /** What to do about it. */
  public String hint() {
    return hint;
  }

  /** For how long a Pod may stand so before it is given up. */
  Duration patience() {
    return switch (this) {
      // A node may have to be made first.
      case UNSCHEDULABLE -> Duration.ofMinutes(10);
      case IMAGE -> Duration.ZERO;
      default -> Duration.ofMinutes(2);
    };
  }
}
