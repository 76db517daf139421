package dev.laytime.build;

/** What builds. */
public enum BuildStrategy {
  /** A Job of Kaniko, of a Dockerfile. */
  KANIKO,
  /** A Job of BuildKit without a daemon, of a Dockerfile. */
  BUILDKIT,
  /** The worker itself, of a file that lists what goes into layers: nothing is run. */
  JIB;

  /** Whether it needs a cluster to run Jobs in. */
  public boolean inJobs() {
    return this != JIB;
  }
}
