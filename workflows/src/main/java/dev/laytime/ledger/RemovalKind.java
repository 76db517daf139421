package dev.laytime.ledger;

/** The two steps in which an image leaves. */
public enum RemovalKind {
  /** Its tag goes, its content is held. */
  QUARANTINE,
  /** Its manifest goes with what only it needs. */
  DELETE
}
