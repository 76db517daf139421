package dev.laytime.workflow;

import dev.laytime.activity.Outcome;
import dev.laytime.activity.OutcomeNotice;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.workflow.ImageCopy.Order;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The lives that wait for a copy's outcome. Nothing happens where there is none. */
final class CopyAudience {

  private final Map<String, Reference> untold = new LinkedHashMap<>();

  void join(Order order) {
    if (order.life() != null) {
      untold.put(order.requestId(), order.life());
    }
  }

  void tellCopied(Digest digest) {
    tell(requestId -> Outcome.copied(requestId, digest.value()));
  }

  void tellFailed(String cause, @Nullable Instant until) {
    String when = until == null ? null : until.toString();
    tell(requestId -> Outcome.copyFailed(requestId, cause, when));
  }

  void tellForbidden(Digest digest, String cause) {
    tell(requestId -> Outcome.copyForbidden(requestId, digest.value(), cause));
  }

  /** Tells those, too, that join while others are told. */
  private void tell(Function<String, Outcome> outcome) {
    while (!untold.isEmpty()) {
      Iterator<Map.Entry<String, Reference>> next = untold.entrySet().iterator();
      Map.Entry<String, Reference> waiting = next.next();
      next.remove();
      tell(waiting.getValue(), outcome.apply(waiting.getKey()));
    }
  }

  private static void tell(Reference life, Outcome outcome) {
    try {
      LifeActivities.messages("tell " + life)
          .outcome(new OutcomeNotice(WorkflowIds.life(life), life, outcome));
    } catch (ActivityFailure failure) {
      // The life stops to wait by itself, and looks.
      Workflow.getLogger(CopyAudience.class)
          .warn("outcome not told life={} cause={}", life, ActivityProblems.text(failure, "tell"));
    }
  }
}
