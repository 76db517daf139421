package dev.laytime.worker.ledger;

/** Somebody else does the same right now: ask again. */
public final class BusyException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public BusyException(String message) {
    super(message);
  }
}
