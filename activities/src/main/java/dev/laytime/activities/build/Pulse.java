package dev.laytime.activities.build;

/** Tells that a build goes on. Called about once a second; what it throws ends the build. */
@FunctionalInterface
public interface Pulse extends Runnable {

  /**
   * The same, while nothing of the source is read in this process: whatever ends it then is not the
   * source's doing.
   */
  default Runnable elsewhere() {
    return this;
  }
}
