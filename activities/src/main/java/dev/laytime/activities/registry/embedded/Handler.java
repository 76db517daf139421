package dev.laytime.activities.registry.embedded;

import java.io.IOException;

/** Answers requests. */
@FunctionalInterface
interface Handler {

  /**
   * Answers one.
   *
   * @throws RefusedException to answer with an error of the spec
   */
  Response handle(Request request) throws IOException;
}
