package dev.laytime.activities.usage.cluster;

import java.io.IOException;

/** Says whether an API server may be asked, right before each request. */
@FunctionalInterface
public interface ServerCheck {

  /** Every server may, as whoever runs the worker chose it. */
  ServerCheck NONE = _ -> {};

  /**
   * Lets a server pass.
   *
   * @throws IOException if nothing may be sent to it
   */
  void require(String host) throws IOException;
}
