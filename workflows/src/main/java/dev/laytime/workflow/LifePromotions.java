package dev.laytime.workflow;

import dev.laytime.activity.Problem;
import dev.laytime.activity.PromotionAnswer;
import dev.laytime.activity.PromotionWish;
import dev.laytime.activity.PromotionWishResult;
import dev.laytime.image.Reference;
import dev.laytime.lifecycle.Decision;
import dev.laytime.lifecycle.Fact;
import dev.laytime.lifecycle.Life;
import dev.laytime.lifecycle.PromotionAsk;
import dev.laytime.lifecycle.Spread;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a life asks promotions for, and who waits for the answers. */
final class LifePromotions {

  private static final int MOST_REMEMBERED = 100;

  private final Reference image;
  private final Map<String, CompletablePromise<PromotionAnswer>> answers = new LinkedHashMap<>();

  LifePromotions(Reference image) {
    this.image = image;
  }

  /** Waits until it was asked for, or the life rests; the same request gets the same answer. */
  PromotionAnswer answerTo(String requestId, Runnable ask) {
    CompletablePromise<PromotionAnswer> known = answers.get(requestId);
    if (known != null) {
      return known.get();
    }
    CompletablePromise<PromotionAnswer> answer = Workflow.newPromise();
    answers.put(requestId, answer);
    ask.run();
    PromotionAnswer answered = answer.get();
    if (isToBeAskedAgain(answered)) {
      answers.remove(requestId, answer);
    }
    while (answers.size() > MOST_REMEMBERED) {
      answers.remove(answers.keySet().iterator().next());
    }
    return answered;
  }

  /** Whoever was told so comes again with the same request. */
  private static boolean isToBeAskedAgain(PromotionAnswer answered) {
    return answered.answer().equals("busy") || answered.answer().equals("waiting");
  }

  /** Finds the path and asks for the promotion. */
  Fact ask(Decision.Promote promote) {
    PromotionAsk ask = promote.ask();
    try {
      return told(ask, order(promote));
    } catch (ActivityFailure failure) {
      Problem problem = ActivityProblems.of(failure);
      return putOff(ask, ActivityProblems.text(problem, "ask for the promotion"), problem.until());
    }
  }

  private PromotionAnswer order(Decision.Promote promote) {
    PromotionAsk ask = promote.ask();
    PromotionWishResult found =
        PromotionStubs.ledger("the path: " + ask.text())
            .find(
                new PromotionWish(ask.requestId(), image, promote.digest(), ask.stage(), ask.by()));
    return found.order() == null
        ? new PromotionAnswer("", "refused", found.refusal())
        : PromotionStubs.ledger("promote to " + found.order().stage()).request(found.order());
  }

  /** Who waits is told to ask again; who does not is asked for again. */
  private Fact told(PromotionAsk ask, PromotionAnswer answer) {
    boolean awaited = answer(ask.requestId(), answer);
    return answer.answer().equals("busy") && !awaited
        ? putOff(ask, answer.id() + " is busy with " + answer.reason(), null)
        : new Fact.PromotionAnswered(WorkflowClock.now(), ask.requestId(), text(ask, answer));
  }

  private static String text(PromotionAsk ask, PromotionAnswer answer) {
    String what = answer.id().isEmpty() ? answer.answer() : answer.answer() + " as " + answer.id();
    return ask.text() + ": " + what + (answer.reason() == null ? "" : ": " + answer.reason());
  }

  private Fact putOff(PromotionAsk ask, String cause, @Nullable Instant until) {
    Instant now = WorkflowClock.now();
    Instant next = Spread.retry(image, ask.attempts() + 1, now);
    return new Fact.PromotionPutOff(
        now, ask.requestId(), cause, until != null && until.isAfter(next) ? until : next);
  }

  Fact drop(Decision.Drop drop) {
    answer(drop.ask().requestId(), new PromotionAnswer("", "refused", drop.reason()));
    return new Fact.PromotionAnswered(WorkflowClock.now(), drop.ask().requestId(), drop.reason());
  }

  /** Whether somebody waits for an answer. */
  boolean awaited() {
    return answers.values().stream().anyMatch(answer -> !answer.isCompleted());
  }

  /** Tells everybody who still waits for what. */
  void answerAll(Life life) {
    for (Map.Entry<String, CompletablePromise<PromotionAnswer>> waiting : answers.entrySet()) {
      if (!waiting.getValue().isCompleted()) {
        waiting.getValue().complete(waits(life, waiting.getKey()));
      }
    }
  }

  private PromotionAnswer waits(Life life, String requestId) {
    boolean kept = life.promotions().stream().anyMatch(ask -> ask.requestId().equals(requestId));
    return kept
        ? new PromotionAnswer("", "waiting", reason(life, requestId))
        : new PromotionAnswer("", "refused", "too many others wait");
  }

  private static String reason(Life life, String requestId) {
    return life.promotions().stream()
        .filter(ask -> ask.requestId().equals(requestId) && !ask.cause().isEmpty())
        .map(PromotionAsk::cause)
        .findFirst()
        .orElse("the image is %s, as %s".formatted(life.state().label(), life.digest()));
  }

  private boolean answer(String requestId, PromotionAnswer answer) {
    CompletablePromise<PromotionAnswer> waiting = answers.get(requestId);
    return waiting != null && waiting.complete(answer);
  }
}
