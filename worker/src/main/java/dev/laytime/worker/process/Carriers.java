package dev.laytime.worker.process;

/**
 * The platform threads that carry virtual ones.
 *
 * <p>A virtual thread that waits for a class to be loaded or initialised keeps its carrier. Another
 * may hold the lock that all of these need, of a jar for one, and wait for a carrier itself. With
 * one carrier a core, as the JDK has it, two such threads stop a worker of two cores for good.
 */
public final class Carriers {

  static final String PARALLELISM = "jdk.virtualThreadScheduler.parallelism";

  /** More than wait for the same class when all that polls begins at once. */
  static final int ENOUGH = 64;

  private Carriers() {}

  /** Has enough of them, unless somebody said how many; before the first virtual thread. */
  public static void provide() {
    if (System.getProperty(PARALLELISM) == null) {
      int cores = Runtime.getRuntime().availableProcessors();
      System.setProperty(PARALLELISM, Integer.toString(Math.max(cores, ENOUGH)));
    }
  }
}
