package dev.laytime.starter.temporal;

import dev.laytime.starter.output.CommandFailure;
import java.net.URI;

/** How a command finds a worker. */
public sealed interface Route {

  /** Start a worker for as long as the command runs. */
  record OwnWorker() implements Route {}

  /** Ask this server which Temporal it uses; one that does not answer is an error. */
  record AskServer(URI server) implements Route {}

  /** Use the Temporal that flags, variables or a profile name; no worker there is an error. */
  record Configured() implements Route {}

  /** Ask the server at the usual address; where none answers, start a worker. */
  record LookAround() implements Route {}

  /**
   * Decides. A layout needs a worker that sees the caller's files; what was typed counts more than
   * what the environment says.
   *
   * @throws CommandFailure if both a server and a Temporal are typed
   */
  static Route choose(Wishes wishes) {
    if (wishes.serverOption() != null && wishes.temporalOptions()) {
      throw CommandFailure.usage(
          "find Temporal",
          "--server and --temporal-… were both given, and a server names its Temporal itself",
          "leave one of them out");
    }
    if (wishes.layout()) {
      return new OwnWorker();
    }
    if (wishes.serverOption() != null) {
      return new AskServer(wishes.serverOption());
    }
    if (wishes.temporalOptions()) {
      return new Configured();
    }
    if (wishes.serverVariable() != null) {
      return new AskServer(wishes.serverVariable());
    }
    return wishes.temporalSettings() ? new Configured() : new LookAround();
  }
}
