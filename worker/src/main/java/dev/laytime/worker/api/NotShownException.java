package dev.laytime.worker.api;

/** What a request shows does not count; the message says why, and quotes nothing secret. */
final class NotShownException extends RuntimeException {

  private static final long serialVersionUID = 1;

  NotShownException(String why) {
    super(why);
  }
}
