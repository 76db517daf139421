package dev.laytime.starter;

import dev.laytime.activity.Problem;
import dev.laytime.activity.PromotionAnswer;
import dev.laytime.promotion.Gate;
import dev.laytime.promotion.PromotionOrder;
import dev.laytime.promotion.PromotionState;
import dev.laytime.promotion.PromotionStatus;
import dev.laytime.starter.output.CommandFailure;
import dev.laytime.starter.output.ExitCode;
import dev.laytime.starter.output.ProgressLine;
import dev.laytime.starter.output.TimeSpan;
import dev.laytime.starter.report.OrderReport;
import dev.laytime.starter.report.PromotionReport;
import dev.laytime.view.PromotionsView;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** What follows an order of a promotion. */
final class Ordered {

  private static final String ONE = "promotions/one";

  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final CommandContext context;
  private final ServerFlags server;
  private final String attempted;
  private final PromotionAnswer answer;

  /** How each gate stood when it was last told of. */
  private final Map<String, String> told = new HashMap<>();

  private Ordered(
      CommandContext context, ServerFlags server, String attempted, PromotionAnswer answer) {
    this.context = context;
    this.server = server;
    this.attempted = attempted;
    this.answer = answer;
  }

  /**
   * What is waited for.
   *
   * @param requestId of the order
   * @param patience for all of it
   * @param end by {@link System#nanoTime}
   * @param stands whether what was not begun by then is begun later
   */
  record Waiting(String requestId, Duration patience, long end, boolean stands) {

    /** From now on. */
    static Waiting of(String requestId, Duration patience, boolean stands) {
      return new Waiting(requestId, patience, System.nanoTime() + patience.toNanos(), stands);
    }

    /** What is left of it; never less than nothing. */
    Duration left() {
      return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }
  }

  /**
   * Tells of an order, or follows it to its end.
   *
   * @param waiting null where it is not waited for
   * @throws CommandFailure if it is refused, ends otherwise than promoted, or takes too long
   */
  static Integer end(
      CommandContext context,
      ServerFlags server,
      String attempted,
      PromotionAnswer answer,
      @Nullable Waiting waiting) {
    if (answer.answer().equals("refused") || answer.answer().equals("busy")) {
      throw refused(attempted, answer.answer() + ": " + answer.reason(), answer.id());
    }
    if (waiting != null && answer.answer().equals("waiting")) {
      throw new CommandFailure(
          ExitCode.TIMEOUT,
          new Problem(
              attempted,
              "not begun within %s: %s"
                  .formatted(TimeSpan.text(waiting.patience()), answer.reason()),
              waiting.stands()
                  ? "the wish stands; look later: laytime promotions"
                  : "nothing was ordered: ask again later, or say what is meant with --digest",
              null),
          null);
    }
    if (waiting == null) {
      context.screen().result(new OrderReport(answer.id(), answer.answer(), answer.reason()));
    } else {
      new Ordered(context, server, attempted, answer).follow(waiting);
    }
    return ExitCode.OK.status();
  }

  private void follow(Waiting waiting) {
    String followed = answer.joined() == null ? waiting.requestId() : answer.joined();
    context.screen().note("%s %s".formatted(answer.answer(), answer.id()));
    try (ProgressLine line = context.screen().progress()) {
      while (true) {
        PromotionsView.One one = look(followed).orElse(null);
        if (one != null) {
          line.clear();
          tell(one.status());
          if (one.status().state() == PromotionState.SUPERSEDED) {
            followed = successor(one.status().order()).orElse(followed);
          } else if (one.status().state().over()) {
            ended(one);
            return;
          }
        }
        if (waiting.left().isZero()) {
          throw late(waiting.patience());
        }
        line.show("waiting for the promotion…");
        LockSupport.parkNanos(LOOK_NANOS);
      }
    }
  }

  /** One order of the promotion. The ledger may not have it yet. */
  private Optional<PromotionsView.One> look(String requestId) {
    Map<String, String> asked = new LinkedHashMap<>();
    asked.put("id", answer.id());
    asked.put("requestId", requestId);
    return find(asked);
  }

  private Optional<PromotionsView.One> find(Map<String, String> asked) {
    return server.api(context).find(attempted, ONE, asked, PromotionsView.One.class);
  }

  /**
   * The order that took the place of another one: what goes on with the same. Empty where the
   * ledger does not have it yet.
   *
   * @throws CommandFailure if it is of something else
   */
  private Optional<String> successor(PromotionOrder former) {
    PromotionOrder last =
        find(Map.of("id", answer.id())).map(one -> one.status().order()).orElse(former);
    if (last.requestId().equals(former.requestId())) {
      return Optional.empty();
    }
    if (!last.digest().equals(former.digest())
        || last.kind() != former.kind()
        || !last.path().equals(former.path())) {
      throw refused(
          attempted,
          "it was superseded: %s ordered %s by path %s (request %s)"
              .formatted(last.by(), last.digest(), last.path(), last.requestId()),
          answer.id());
    }
    context.screen().note("goes on as %s ordered it".formatted(last.by()));
    return Optional.of(last.requestId());
  }

  private void tell(PromotionStatus status) {
    for (Gate.Report gate : status.gates()) {
      change(gate.gate(), "gate %s %s: %s".formatted(gate.gate(), word(gate), gate.reason()));
    }
    change("", status.state() + (status.cause().isEmpty() ? "" : ": " + status.cause()));
  }

  private void change(String of, String text) {
    if (!text.equals(told.put(of, text))) {
      context.screen().note(text);
    }
  }

  private static String word(Gate.Report gate) {
    return switch (gate.verdict()) {
      case PASSED -> "passed";
      case WAITING -> "waits";
      case FAILED -> "failed";
    };
  }

  private void ended(PromotionsView.One one) {
    PromotionStatus status = one.status();
    if (status.state() != PromotionState.PROMOTED) {
      throw refused(
          attempted, "it ended as %s: %s".formatted(status.state(), status.cause()), answer.id());
    }
    context.screen().result(new PromotionReport(one, context.surroundings().clock().instant()));
  }

  private CommandFailure late(Duration patience) {
    return new CommandFailure(
        ExitCode.TIMEOUT,
        new Problem(
            attempted,
            "not promoted within %s; it goes on".formatted(TimeSpan.text(patience)),
            "look later: laytime promotions show '%s'".formatted(answer.id()),
            null),
        null);
  }

  private static CommandFailure refused(String attempted, String cause, String id) {
    return new CommandFailure(
        ExitCode.REFUSED,
        new Problem(
            attempted,
            cause,
            id.isEmpty()
                ? "see which paths there are in the worker's configuration"
                : "look at it: laytime promotions show '%s'".formatted(id),
            null),
        null);
  }
}
