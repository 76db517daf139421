package dev.laytime.model;

/**
 * Where operations happen: a model of the workflows, or the workflows themselves.
 *
 * <p>It begins at {@link Terms#START} with one stage ({@link Image#STAGE}, deletion enabled,
 * external images too), an empty registry, an upstream that has {@link Content#PLAIN_1} under every
 * mirrored tag, and the sources {@link Source#CLUSTER} and {@link Source#GIT} that have been
 * complete twice. It watches its registry's every DELETE.
 */
public interface World extends AutoCloseable {

  /** Who cannot pull, for people. */
  String POD = "Pod shop/web";

  /**
   * Lets it happen.
   *
   * @throws Violation if what followed must never be
   */
  void perform(Operation operation);

  /**
   * Ends every fault, approves everything that waits for a person, enables deletion, and lets time
   * run until whatever nothing needs must have gone.
   *
   * @throws Violation if something was taken away wrongly, or is kept without a reason
   */
  void settle();

  @Override
  void close();

  /**
   * Time did not pass: about once in a thousand sequences Temporal's test server does not answer.
   */
  final class StandsStill extends RuntimeException {
    private static final long serialVersionUID = 1;

    public StandsStill(String message) {
      super(message);
    }
  }

  /** A promise that was broken; the message says which, and what happened. */
  final class Violation extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Violation(String message) {
      super(message);
    }
  }
}
