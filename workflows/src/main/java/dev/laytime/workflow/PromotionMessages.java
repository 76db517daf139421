package dev.laytime.workflow;

import dev.laytime.activity.FailureType;
import dev.laytime.activity.Problem;
import dev.laytime.image.Digest;
import dev.laytime.promotion.Approvals;
import dev.laytime.promotion.Gate;
import dev.laytime.promotion.PromotionOrder;
import dev.laytime.promotion.PromotionPath;
import dev.laytime.promotion.PromotionState;
import dev.laytime.promotion.Statement;
import dev.laytime.workflow.Promotion.ApproveMessage;
import dev.laytime.workflow.Promotion.CancelMessage;
import dev.laytime.workflow.Promotion.CheckMessage;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the plain strings of messages, and says what is wrong with them. */
final class PromotionMessages {

  private static final int LONGEST_DETAIL = 500;

  private PromotionMessages() {}

  /**
   * Refuses an approval that cannot count.
   *
   * @throws IllegalArgumentException that says what to give instead
   */
  static void check(ApproveMessage message, PromotionOrder order, PromotionState state) {
    person("approve", message.requestId(), message.by());
    name("approve", "the gate", message.gate());
    prose("approve", message.why());
    about("approve", message.digest(), order, state);
    byPath("approve", message.path(), order);
  }

  /** A cancellation is for what it names, not for what has taken its place. */
  static void check(CancelMessage message, PromotionOrder order, PromotionState state) {
    person("cancel", message.requestId(), message.by());
    prose("cancel", message.why());
    if (message.digest() == null) {
      atTheGates("cancel", state);
    } else {
      about("cancel", message.digest(), order, state);
    }
    byPath("cancel", message.path(), order);
  }

  private static void byPath(String what, @Nullable String path, PromotionOrder order) {
    if (path != null && !path.equals(order.path())) {
      name(what, "the path", path);
      throw refused(what, "it does not go path " + path, order.path());
    }
  }

  /**
   * Refuses an approval of gates that are others by now, or may be.
   *
   * @param now the hash of what they are
   * @throws IllegalArgumentException that says what to give instead
   */
  static void seen(ApproveMessage message, Gate.Approved gate, PromotionPath path, String now) {
    if (message.gates() == null && gate.verified()) {
      throw refused(
          "approve",
          "it does not say which gates were seen, and %s wants that".formatted(gate.name()),
          "their hash: " + now);
    }
    if (message.gates() != null && !message.gates().equals(now)) {
      throw refused(
          "approve", "path %s and its gates are others by now".formatted(path.name()), now);
    }
  }

  static void check(CheckMessage message, PromotionOrder order, PromotionState state) {
    person("check", message.requestId(), message.by());
    if (message.name() == null || message.name().isBlank()) {
      throw refused("check", "its name is blank", "the gate's name");
    }
    name("check", "its name", message.name());
    prose("check", message.detail());
    about("check", message.digest(), order, state);
  }

  /** Why an order cannot be kept; null where it can. */
  static @Nullable String fault(PromotionOrder order) {
    try {
      name("promote", "the request id", order.requestId());
      name("promote", "who orders it", order.by());
      name("promote", "the path", order.path());
      return null;
    } catch (IllegalArgumentException refused) {
      return refused.getMessage();
    }
  }

  private static void person(String what, @Nullable String requestId, @Nullable String by) {
    if (requestId == null || requestId.isBlank()) {
      throw refused(what, "the request id is blank", "an id of its own for each request");
    }
    if (by == null || by.isBlank()) {
      throw refused(what, "who says it is blank", "a name");
    }
    name(what, "the request id", requestId);
    name(what, "who says it", by);
  }

  private static void name(String what, String subject, @Nullable String text) {
    String fault = MessageTexts.faultInName(text);
    if (fault != null) {
      throw refused(
          what,
          "%s %s".formatted(subject, fault),
          "plain text of %d characters at most".formatted(MessageTexts.LONGEST_NAME));
    }
  }

  private static void prose(String what, @Nullable String text) {
    String fault = MessageTexts.faultInProse(text);
    if (fault != null) {
      throw refused(what, "its text " + fault, "plain text");
    }
  }

  private static void about(
      String what, @Nullable String digest, PromotionOrder order, PromotionState state) {
    atTheGates(what, state);
    if (digest == null) {
      throw refused(what, "the digest is missing", order.digest().value());
    }
    name(what, "the digest", digest);
    if (!new Digest(digest).equals(order.digest())) {
      throw refused(what, digest + " is not what waits here", order.digest().value());
    }
  }

  private static void atTheGates(String what, PromotionState state) {
    if (state != PromotionState.WAITING) {
      throw refused(what, "it is " + state, "it while a promotion is WAITING");
    }
  }

  /**
   * The gate that an approval is for.
   *
   * @throws IllegalArgumentException if there is none, or more than one could be meant
   */
  static Gate.Approved gate(ApproveMessage message, PromotionPath path) {
    List<Gate.Approved> gates =
        path.gates().stream()
            .filter(Gate.Approved.class::isInstance)
            .map(Gate.Approved.class::cast)
            .filter(gate -> message.gate() == null || gate.name().equals(message.gate()))
            .toList();
    if (gates.size() == 1) {
      return gates.getFirst();
    }
    throw refused(
        "approve",
        message.gate() == null
            ? "path %s has %d gates that want approvals".formatted(path.name(), gates.size())
            : "path %s has no such gate that wants approvals: %s"
                .formatted(path.name(), message.gate()),
        "one of " + names(path, Gate.Approved.class));
  }

  /**
   * The gate that a check is for.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Gate.Checked gate(CheckMessage message, PromotionPath path) {
    return path.gates().stream()
        .filter(Gate.Checked.class::isInstance)
        .map(Gate.Checked.class::cast)
        .filter(gate -> gate.name().equals(message.name()))
        .findFirst()
        .orElseThrow(() ->
            refused(
                "check",
                "path %s has no check %s".formatted(path.name(), message.name()),
                "one of " + names(path, Gate.Checked.class)));
  }

  /**
   * Refuses an approval of somebody whose word cannot count.
   *
   * @throws IllegalArgumentException that says why
   */
  static void permit(Gate.Approved gate, PromotionOrder order, String by) {
    String refusal = Approvals.refusal(gate, order, by);
    if (refusal != null) {
      throw refused("approve", refusal, "it to somebody else");
    }
  }

  /** What is said under an id that something else was said under. */
  static IllegalArgumentException taken(String what, Statement known) {
    return refused(
        what,
        "the request id %s is that of what %s said of %s for %s under gates %s, passed: %s"
            .formatted(
                known.requestId(),
                known.by(),
                known.gate(),
                known.digest(),
                known.gates(),
                known.passed()),
        "each one its own, as for each attempt of a CI job");
  }

  private static String names(PromotionPath path, Class<? extends Gate> kind) {
    String names =
        path.gates().stream()
            .filter(kind::isInstance)
            .map(Gate::name)
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? "none" : names;
  }

  static String detail(@Nullable String text) {
    String detail = text == null ? "" : text.strip();
    return MessageTexts.cut(detail, LONGEST_DETAIL);
  }

  /** What a sender is told whose message does not count. */
  static ApplicationFailure refusal(IllegalArgumentException refused) {
    String cause = String.valueOf(refused.getMessage());
    return ApplicationFailure.newNonRetryableFailure(
        cause,
        FailureType.REFUSED.name(),
        new Problem("", cause, "`laytime promotions show` tells how it stands", null));
  }

  private static IllegalArgumentException refused(String what, String cause, String expected) {
    return new IllegalArgumentException("%s: %s; give %s".formatted(what, cause, expected));
  }
}
