package dev.laytime.activities.crd.qebbeq;

/** What an API server made of a change. */
sealed interface Outcome {

  /** It is done. */
  record Done() implements Outcome {}

  /** The object was another by then, or gone, or there: the next look sees it. */
  record Overtaken() implements Outcome {}

  /** It would not have it. */
  record Refused(String cause) implements Outcome {}

  /** The cluster's definition of this kind has no status. */
  record NoStatus(String kind) implements Outcome {}

  /** It wants to be left alone for now. */
  record Busy(String cause) implements Outcome {}
}
