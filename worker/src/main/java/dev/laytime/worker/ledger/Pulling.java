package dev.laytime.worker.ledger;

import dev.laytime.image.Digest;
import dev.laytime.lifecycle.PullRecord;
import dev.laytime.lifecycle.Spread;
import java.time.Duration;
import java.util.Optional;

/** What is known of who pulled an image, where a retention rule asks for that. */
final class Pulling {

  private final PulledManifests manifests;
  private final PullTellers tellers;

  Pulling(PulledManifests manifests, PullTellers tellers) {
    this.manifests = manifests;
    this.tellers = tellers;
  }

  /**
   * Empty where no rule asks for it.
   *
   * @param window the longest time for which a pull counts
   */
  Optional<PullRecord> of(Question question, StageSettings settings, Duration window) {
    return window.isZero() ? Optional.empty() : Optional.of(record(question, settings));
  }

  private PullRecord record(Question question, StageSettings settings) {
    PullTeller teller = tellers.of(settings.name()).orElse(null);
    Digest digest = question.digest();
    Duration every = settings.sweepEvery();
    return new PullRecord(
        digest == null ? null : manifests.last(question.image().repository(), digest).orElse(null),
        teller == null ? null : teller.since(),
        teller == null ? null : teller.until(),
        teller == null ? null : teller.slowest(),
        PullTellers.patience(settings),
        question.notBefore(),
        every.plus(Spread.of(question.image(), every)));
  }
}
