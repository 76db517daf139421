package dev.laytime.workflow;

import dev.laytime.activity.FailureType;
import dev.laytime.activity.Problem;
import dev.laytime.build.BuildOrder;
import dev.laytime.build.BuildState;
import dev.laytime.image.Reference;
import dev.laytime.workflow.ImageBuild.CancelMessage;
import io.temporal.failure.ApplicationFailure;
import org.jspecify.annotations.Nullable;

/** Says what is wrong with messages to builds. */
final class BuildMessages {

  private BuildMessages() {}

  /** Why an order cannot be kept; null where it can. */
  static @Nullable String fault(BuildOrder order) {
    if (!(order.image() instanceof Reference.Tagged)) {
      return "%s has a digest, or no tag: an image is built for a tag".formatted(order.image());
    }
    String[][] names = {
      {"the request id", order.requestId()},
      {"the rule", order.rule()},
      {"who orders it", order.by()},
    };
    for (String[] name : names) {
      String fault = name[1].isBlank() ? "is blank" : MessageTexts.faultInName(name[1]);
      if (fault != null) {
        return name[0] + " " + fault;
      }
    }
    String prose = MessageTexts.faultInProse(order.reason());
    return prose == null ? null : "the reason " + prose;
  }

  /**
   * Refuses a cancellation that cannot count.
   *
   * @throws IllegalArgumentException that says what to give instead
   */
  static void check(CancelMessage message, BuildState state) {
    if (state.over() || state == BuildState.PUSHING) {
      throw refused("it is %s; expected it before it is PUSHING".formatted(state));
    }
    for (String name : new @Nullable String[] {message.requestId(), message.by()}) {
      String fault = name == null || name.isBlank() ? "is blank" : MessageTexts.faultInName(name);
      if (fault != null) {
        throw refused("the request id or who says it " + fault + "; expected plain text");
      }
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
