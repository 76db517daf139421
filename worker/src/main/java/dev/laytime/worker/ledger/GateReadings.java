package dev.laytime.worker.ledger;

/**
 * What each worker reads of what gates name: keys, roots and Jobs. Nothing is judged by what two of
 * them have differently.
 */
public interface GateReadings {

  /** Writes down what this worker reads now. It counts for two minutes. */
  void say();

  /** Takes it away: this worker judges nothing any more. */
  void forget();
}
