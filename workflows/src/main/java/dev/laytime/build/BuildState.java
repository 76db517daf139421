package dev.laytime.build;

/** The states of a build, as search attribute {@code LaytimeState} shows them. */
public enum BuildState {
  /** Which commit is meant is being found out. */
  RESOLVING,

  /** It is being built. */
  BUILDING,

  /** What came out is being looked at in the registry. */
  VERIFYING,

  /** It is brought where it belongs. */
  PUSHING,

  /** It is there, under all its tags. */
  DONE,

  /** It came to nothing: what for stands in its failure. */
  FAILED;

  /** Whether nothing follows. */
  public boolean over() {
    return this == DONE || this == FAILED;
  }
}
