package dev.laytime.worker.ledger;

/** Whether the order of an object is taken. */
public sealed interface Taking {

  /** It is written down, now or before. */
  record Taken() implements Taking {}

  /** Its namespace has had as many builds as it may for now: asked again, it is taken. */
  record Later(String why) implements Taking {}

  /** It is not, as things are. */
  record Refused(String why) implements Taking {}
}
