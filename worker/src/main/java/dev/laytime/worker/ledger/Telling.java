package dev.laytime.worker.ledger;

import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.lifecycle.Word;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What lives must be told: levels in the ledger against what was last sent. */
public interface Telling {

  /**
   * Words that a published scan has for lives and that were not sent yet, those that name an image
   * first. An incomplete or held scan has only words that name; nothing is taken back by it. Each
   * answer compares everything the source names.
   */
  List<Said> unsaid(String source, long number);

  /** Writes that a word was sent; after the send. */
  void said(Said said);

  /**
   * Weighs what a sweep missed: where that is more of the stage than may be without a person's
   * word, it is withheld from {@link #untold}.
   *
   * @return why, for people; empty where nothing is withheld
   */
  Optional<String> weigh(String stage, Instant sweepStartedAt);

  /**
   * What a sweep found that differs from what the ledger believes, and was not told since that
   * sweep started.
   */
  List<Find> untold(String stage, Instant sweepStartedAt, int limit);

  /** Writes that a find was sent; after the send. */
  void told(Find find);

  /** Whether an image has no life, or one that has ended by itself. */
  boolean isOver(Reference image);

  /** Lives that must decide again and were not woken yet, the oldest first. */
  List<Look> owed(int limit);

  /** Writes that a life was woken; after the send. */
  void paid(Look look);

  /**
   * Lives of a stage that are not over and have written nothing for longer than any that runs:
   * Temporal may have lost them. Those in quarantine first, then those silent for longest.
   */
  List<Reference> silent(String stage, int limit);

  /** That sources which were taken away name nothing, for lives that were told otherwise. */
  List<Said> withdrawn();

  /** Settles the intentions of a stage that never got an outcome, from what the sweep found. */
  void settleIntentions(String stage, Instant sweepStartedAt);

  /**
   * Writes down what would have gone by a sweep from a stage where nothing is taken away, for some
   * of its images.
   *
   * @param after the last one of those before; null for the first
   * @return the last one of these; null where there are no more
   */
  @Nullable Reference observe(String stage, Instant sweepStartedAt, @Nullable Reference after);

  /** Takes away what nobody asks for after a sweep of a stage: finds, and what ended long ago. */
  void trim(String stage, Instant sweepStartedAt);

  /** A source's word for one life. */
  record Said(Reference image, Word word) {}

  /**
   * A life that must decide again.
   *
   * @param number of this very reason: another one for the same life has another
   * @param why for people
   */
  record Look(long number, Reference image, String why) {}

  /**
   * What a sweep found under a name.
   *
   * @param digest null for nothing
   */
  record Find(String stage, Reference image, @Nullable Digest digest, Instant sweepStartedAt) {}
}
