package dev.laytime.activities.registry.verify;

/** Why a signature or an attestation does not count. It is an answer, not a failure. */
final class UnacceptableException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String reason;

  /**
   * @param reason for people, without what a stranger wrote
   */
  UnacceptableException(String reason) {
    super(reason);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}
