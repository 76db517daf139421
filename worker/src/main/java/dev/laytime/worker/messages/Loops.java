package dev.laytime.worker.messages;

/**
 * The loops over sources and stages; one that runs, paused or not, only asks again what is meant.
 */
public interface Loops {

  /** Has a source scanned from now on. */
  void scan(String source);

  /** Has a stage swept from now on. */
  void sweep(String stage);

  /** Has a path promote by itself what it is meant to, from now on. */
  void promote(String path);

  /** Has a source scanned at once. */
  void scanNow(String source);

  /** Has a stage swept at once. */
  void sweepNow(String stage);
}
