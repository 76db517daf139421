package dev.laytime.ledger;

/** The ledger cannot be asked now; trying again later can help. */
public final class LedgerUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public LedgerUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
