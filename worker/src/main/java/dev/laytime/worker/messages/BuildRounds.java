package dev.laytime.worker.messages;

import dev.laytime.activity.BuildAnswer;
import dev.laytime.build.BuildOrder;
import dev.laytime.image.Reference;
import dev.laytime.ledger.LedgerUnavailableException;
import dev.laytime.worker.ledger.BuildLedger;
import dev.laytime.worker.messages.PromotionWords.UnsaidException;
import dev.laytime.worker.messages.PromotionWords.Why;
import io.temporal.client.WorkflowException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks Temporal every minute for the orders of builds that it may not have taken, or may have lost:
 * who gave one may have been told that nobody answers, and nobody else would ask. Then tells those
 * that wait for a build to end for which there is room: what ends here has no run that would.
 */
final class BuildRounds implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(BuildRounds.class);

  private static final Duration EVERY = Duration.ofMinutes(1);

  private final BuildLedger ledger;
  private final BuildWords words;
  private final BiConsumer<Reference, String> look;
  private final int most;
  private final ScheduledExecutorService rounds =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("build-orders").factory());

  /**
   * @param look has a life decide again, and says why
   * @param most so many that were lost are begun again in a round: those that wait for a slot hold
   *     up what somebody orders now
   */
  BuildRounds(BuildLedger ledger, BuildWords words, BiConsumer<Reference, String> look, int most) {
    this.ledger = ledger;
    this.words = words;
    this.look = look;
    this.most = most;
  }

  void start() {
    var _ =
        rounds.scheduleWithFixedDelay(
            this::round, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Throws nothing: there is another one. */
  void round() {
    try {
      ledger.untaken().forEach(this::ask);
      lookForLost();
      tellWhoMayBegin();
    } catch (LedgerUnavailableException e) {
      log.warn("orders of builds are not looked for cause={}", e.getMessage());
    } catch (RuntimeException e) {
      log.error("orders of builds are not looked for", e);
    }
  }

  /** Only Temporal knows which run; one that does may be silent for hours. */
  private void lookForLost() {
    int begun = 0;
    try {
      for (BuildOrder order : ledger.silent()) {
        if (words.runs(order)) {
          ledger.asked(order);
        } else if (begun < most && ledger.lost(order)) {
          begun++;
          askForLost(order);
        }
      }
    } catch (UnsaidException e) {
      log.warn("silent builds are not looked for cause={}", e.getMessage());
    }
  }

  private void tellWhoMayBegin() {
    try {
      ledger.mayBegin().forEach(image -> look.accept(image, "there is room for its build"));
    } catch (WorkflowException e) {
      log.warn("images that wait for builds are not told cause={}", e.getMessage());
    }
  }

  private void ask(BuildOrder order) {
    try {
      BuildAnswer answer = words.ask(order);
      log.info("asked again for a build image={} answer={}", order.image(), answer.answer());
      if (answer.answer().equals("accepted")) {
        ledger.asked(order);
      } else {
        ledger.notAsked(order);
      }
    } catch (UnsaidException e) {
      log.warn("a build is not ordered image={} cause={}", order.image(), e.getMessage());
      if (e.why() == Why.REFUSED) {
        ledger.notAsked(order);
      }
    }
  }

  /** Whoever was quicker has begun it: a run takes its own order again. */
  private void askForLost(BuildOrder order) {
    try {
      BuildAnswer answer = words.ask(order);
      log.warn("asked for a lost build image={} answer={}", order.image(), answer.answer());
      if (answer.answer().equals(BuildAsker.REFUSED)) {
        ledger.refused(order, Objects.requireNonNullElse(answer.reason(), answer.answer()));
      } else {
        // Another one runs where it is busy: it is asked again after that.
        ledger.asked(order);
      }
    } catch (UnsaidException e) {
      log.warn("a build is not ordered image={} cause={}", order.image(), e.getMessage());
      if (e.why() == Why.REFUSED) {
        ledger.refused(order, String.valueOf(e.getMessage()));
      }
    }
  }

  @Override
  public void close() {
    rounds.shutdownNow();
  }
}
