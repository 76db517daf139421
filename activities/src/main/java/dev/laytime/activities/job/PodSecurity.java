package dev.laytime.activities.job;

import java.util.List;

/**
 * Whom a step runs as, and what it may. It has no token of the cluster.
 *
 * @param user the number of the user and of its group; 0 only for what cannot do without
 * @param readOnly whether its own file system is; {@link JobMount.Scratch} is not
 * @param capabilities those that are added to none
 */
public record PodSecurity(
    long user, boolean readOnly, List<String> capabilities, Confinement confinement) {

  /** How a step is kept to itself. */
  public enum Confinement {
    /** It gains no rights, and its runtime filters what it asks of the kernel. */
    USUAL,

    /** It may make user namespaces and mount within them: nothing filters that. */
    NAMESPACES,

    /** Not at all. */
    NONE
  }

  public PodSecurity {
    capabilities = List.copyOf(capabilities);
  }

  /** Kept to itself as usual. */
  public PodSecurity(long user, boolean readOnly, List<String> capabilities) {
    this(user, readOnly, capabilities, Confinement.USUAL);
  }

  /** As the profile {@code restricted} of Kubernetes asks for it, and a file system that stays. */
  public static PodSecurity restricted(long user) {
    if (user == 0) {
      throw new IllegalArgumentException("Nobody is root in a restricted Pod");
    }
    return new PodSecurity(user, true, List.of());
  }
}
