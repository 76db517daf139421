package dev.laytime.workflow;

import dev.laytime.activity.BuildAnswer;
import dev.laytime.activity.BuildRequest;
import dev.laytime.build.BuildOrder;
import dev.laytime.build.BuildStatus;
import dev.laytime.image.ExpectedTag;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One image on its way from a commit to its tag: which commit, the build, a look at what came out,
 * the way to where it belongs. Workflow id: {@link WorkflowIds#build}.
 *
 * <p>It is asked for by update-with-start: start with an order, update {@link #request} with the
 * same one. Whoever orders the same joins; another ref is told to wait.
 */
@WorkflowInterface
public interface ImageBuild {

  /**
   * Builds.
   *
   * @return where it ended
   */
  @WorkflowMethod
  BuildStatus run(Start start);

  /** Whether this run does what is ordered. Asking twice does no harm. */
  @UpdateMethod
  BuildAnswer request(BuildOrder order);

  /** Refuses what cannot be read as an order. */
  @UpdateValidatorMethod(updateName = "request")
  void validateRequest(BuildOrder order);

  /** Ends it, as long as its tag is not written. */
  @UpdateMethod
  BuildStatus cancel(CancelMessage message);

  @UpdateValidatorMethod(updateName = "cancel")
  void validateCancel(CancelMessage message);

  /** Where it stands. */
  @QueryMethod
  BuildStatus status();

  /**
   * What a build starts with.
   *
   * @param carried where an earlier run of it stood; null from every sender, and refused from them
   * @param underway what else that run knew; null from every sender
   */
  record Start(BuildOrder order, @Nullable BuildStatus carried, @Nullable Underway underway) {

    /** What every sender starts a build with. */
    public static Start of(BuildOrder order) {
      return new Start(order, null, null);
    }
  }

  /**
   * What a build knows besides where it stands.
   *
   * @param troubledSince when the trouble began that it is in; null for none
   * @param builds how many came out, whatever became of them
   * @param begun what a builder may be at; null for nothing
   * @param looked what the tags named before they were offered to their lives
   */
  record Underway(
      @Nullable Instant troubledSince,
      int builds,
      @Nullable BuildRequest begun,
      Map<String, ExpectedTag> looked) {

    /** Of a build that has just been ordered. */
    static final Underway NOTHING = new Underway(null, 0, null, Map.of());

    public Underway {
      looked = Map.copyOf(looked);
    }
  }

  /** Somebody does not want it. */
  record CancelMessage(String requestId, String by, @Nullable String why) {}
}
