package dev.laytime.workflow;

import dev.laytime.activity.BuildAnswer;
import dev.laytime.build.BuildOrder;
import dev.laytime.build.BuildStatus;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.jspecify.annotations.Nullable;

/**
 * One image on its way from a commit to its tag: which commit, the build, a look at what came out,
 * the way to where it belongs. Workflow id: {@link WorkflowIds#build}.
 *
 * <p>It is asked for by update-with-start: start with an order, update {@link #request} with the
 * same one. Whoever orders the same joins; another ref is told to wait. Messages carry plain
 * strings.
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

  /** Ends it, as long as nothing of it is where it belongs. */
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
   */
  record Start(BuildOrder order, @Nullable BuildStatus carried) {

    /** What every sender starts a build with. */
    public static Start of(BuildOrder order) {
      return new Start(order, null);
    }
  }

  /** Somebody does not want it. */
  record CancelMessage(String requestId, String by, @Nullable String why) {}
}
