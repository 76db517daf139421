package dev.laytime.worker.api;

/** Nobody can say now whether a token counts: ask again later. */
final class KeysAwayException extends RuntimeException {

  private static final long serialVersionUID = 1;

  KeysAwayException(String message, Throwable cause) {
    super(message, cause);
  }
}
