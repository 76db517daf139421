package dev.laytime.worker.messages;

import dev.laytime.activity.Outcome;
import dev.laytime.image.Reference;
import dev.laytime.worker.ledger.Telling;

/**
 * What lives are told. But for two, each message starts the life if it does not run.
 *
 * <p>Every one throws what Temporal's client throws where the service does not take it.
 */
public interface LifeMessages {

  /** Nothing but that: a life that runs does not notice. */
  void start(Reference image);

  /** Decide again. */
  void look(Reference image, String why);

  /** Something else has the name that it had. */
  void displaced(Reference image, Reference name);

  /**
   * Somebody waits for it and cannot pull it. That starts no life: what names the image has.
   *
   * @param by who, for people
   */
  void unpulled(Reference image, String by);

  /** How an errand ended. */
  void outcome(Reference image, Outcome outcome);

  /** What a source of use says. */
  void usage(Telling.Said said);

  /**
   * What a sweep found. That something is missing starts no life.
   *
   * @return whether a life was told
   */
  boolean found(Telling.Find find);
}
