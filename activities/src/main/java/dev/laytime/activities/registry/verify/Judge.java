package dev.laytime.activities.registry.verify;

/** Whose signatures count. */
interface Judge {

  /**
   * Looks at one piece of evidence.
   *
   * @return who stands behind it, for people: it counts
   * @throws UnacceptableException if it does not count
   */
  String judge(Evidence evidence, Wanted wanted) throws UnacceptableException;
}
