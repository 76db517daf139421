package dev.laytime.activities.job;

import java.util.List;

/**
 * Whom a Pod runs as, and what it may. It has no token of the cluster, and gains no rights.
 *
 * @param user the number of the user and of its group; 0 only for what cannot do without
 * @param readOnly whether its own file system is; {@link JobRequest#scratch} is not
 * @param capabilities those that are added to none
 */
public record PodSecurity(long user, boolean readOnly, List<String> capabilities) {

  public PodSecurity {
    capabilities = List.copyOf(capabilities);
  }

  /** As the profile {@code restricted} of Kubernetes asks for it, and a file system that stays. */
  public static PodSecurity restricted(long user) {
    if (user == 0) {
      throw new IllegalArgumentException("Nobody is root in a restricted Pod");
    }
    return new PodSecurity(user, true, List.of());
  }
}
