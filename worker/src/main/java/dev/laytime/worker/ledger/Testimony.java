package dev.laytime.worker.ledger;

import dev.laytime.lifecycle.Word;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What one source of use has to say of one image. */
sealed interface Testimony {

  /** The source's name. */
  String source();

  /** The image's name, a claim on it or part of it is named. */
  record Named(String source, Word word, String names, Instant retryAt) implements Testimony {}

  /**
   * It looked everywhere and found nothing.
   *
   * @param text the proof, for people
   * @param lookedAt where that is, and what was left out; empty where nobody said
   * @param at when the scan started
   */
  record NotNamed(String source, String text, String lookedAt, Instant at) implements Testimony {}

  /**
   * Nothing that could be relied on.
   *
   * @param why for people
   * @param at when its last complete scan started; null where there was none
   * @param retryAt when it may know more
   */
  record NotYet(String source, String why, @Nullable Instant at, Instant retryAt)
      implements Testimony {}
}
