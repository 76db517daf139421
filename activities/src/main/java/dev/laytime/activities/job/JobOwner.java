package dev.laytime.activities.job;

import java.io.IOException;

/** Whose Jobs these are: a namespace may have those of several installations. */
@FunctionalInterface
public interface JobOwner {

  /** Nobody else has Jobs there. */
  JobOwner ALONE = () -> "";

  /**
   * What no other installation is called; empty where there is none.
   *
   * @throws IOException if it cannot be told now
   */
  String id() throws IOException;
}
