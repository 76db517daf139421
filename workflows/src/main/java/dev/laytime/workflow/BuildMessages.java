package dev.laytime.workflow;

import dev.laytime.activity.FailureType;
import dev.laytime.activity.Problem;
import dev.laytime.build.BuildOrder;
import dev.laytime.build.BuildState;
import dev.laytime.image.Reference;
import dev.laytime.workflow.ImageBuild.CancelMessage;
import dev.laytime.workflow.ImageBuild.Start;
import io.temporal.failure.ApplicationFailure;
import org.jspecify.annotations.Nullable;

/** Says what is wrong with messages to builds. */
final class BuildMessages {

  private BuildMessages() {}

  /** What a build stands for that was started with nothing: it is refused. */
  private static final BuildOrder NONE =
      new BuildOrder("", Reference.parse("none.invalid/none:none"), "", null, "", "");

  /** What a build was started with; whoever starts it by hand may have left parts out. */
  static BuildOrder order(@Nullable Start start) {
    return start == null || start.order() == null || start.order().image() == null
        ? NONE
        : start.order();
  }

  /** Why an order cannot be kept; null where it can. Every part of it may be missing. */
  static @Nullable String fault(@Nullable BuildOrder order) {
    if (order == null || order.image() == null) {
      return "the order or its image is missing";
    }
    if (!(order.image() instanceof Reference.Tagged)) {
      return "%s has a digest, or no tag: an image is built for a tag".formatted(order.image());
    }
    String fault = faultInName("the request id", order.requestId());
    fault = fault == null ? faultInName("the rule", order.rule()) : fault;
    fault = fault == null ? faultInName("who orders it", order.by()) : fault;
    if (fault != null) {
      return fault;
    }
    String prose = MessageTexts.faultInProse(order.reason());
    return prose == null ? null : "the reason " + prose;
  }

  private static @Nullable String faultInName(String subject, @Nullable String name) {
    String fault = name == null || name.isBlank() ? "is blank" : MessageTexts.faultInName(name);
    return fault == null ? null : subject + " " + fault;
  }

  /**
   * Refuses a cancellation that cannot count.
   *
   * @param named whether a tag names what was built
   * @throws IllegalArgumentException that says what to give instead
   */
  static void check(@Nullable CancelMessage message, BuildState state, boolean named) {
    if (message == null) {
      throw refused("it is empty; expected who says it");
    }
    if (state.over() || named) {
      throw refused("it is %s; expected it before its tag is written".formatted(state));
    }
    String wrong = faultInName("the request id", message.requestId());
    wrong = wrong == null ? faultInName("who says it", message.by()) : wrong;
    if (wrong != null) {
      throw refused(wrong + "; expected plain text");
    }
    String fault = MessageTexts.faultInProse(message.why());
    if (fault != null) {
      throw refused("its text " + fault + "; expected plain text");
    }
  }

  /** What a workflow ends with whose order cannot be kept. */
  static ApplicationFailure refusal(String fault) {
    return ApplicationFailure.newNonRetryableFailure(
        fault, FailureType.REFUSED.name(), new Problem("build", fault, "correct the order", null));
  }

  private static IllegalArgumentException refused(String why) {
    return new IllegalArgumentException("cancel the build: " + why);
  }
}
