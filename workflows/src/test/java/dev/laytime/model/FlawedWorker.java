package dev.laytime.model;

import dev.laytime.activity.HoldResult;
import dev.laytime.activity.SurveyRequest;
import dev.laytime.activity.SurveyResult;
import dev.laytime.ledger.Removals;
import dev.laytime.lifecycle.Memory;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptorBase;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Puts planted bugs between the workflows and what they call. */
final class FlawedWorker extends WorkerInterceptorBase {

  private static final Memory NOTHING = new Memory(0, null, null, null, null, null, null);

  private final Set<ShellFlaw> flaws;
  private final Map<String, SurveyResult.Plan> plans = new ConcurrentHashMap<>();

  FlawedWorker(Set<ShellFlaw> flaws) {
    this.flaws = flaws;
  }

  @Override
  public WorkflowInboundCallsInterceptor interceptWorkflow(WorkflowInboundCallsInterceptor next) {
    return flaws.isEmpty() ? next : new Inbound(next);
  }

  private final class Inbound extends WorkflowInboundCallsInterceptorBase {

    private int messages;

    Inbound(WorkflowInboundCallsInterceptor next) {
      super(next);
    }

    @Override
    public void init(WorkflowOutboundCallsInterceptor next) {
      super.init(new Outbound(next));
    }

    @Override
    public void handleSignal(SignalInput input) {
      boolean ofALife = Workflow.getInfo().getWorkflowType().equals("ImageLife");
      boolean lost =
          flaws.contains(ShellFlaw.LOSES_EVERY_SECOND_MESSAGE) && ofALife && ++messages % 2 == 0;
      boolean unheard =
          flaws.contains(ShellFlaw.IS_DEAF_TO_SWEEPS)
              && ofALife
              && input.getSignalName().equals("found");
      if (!lost && !unheard) {
        super.handleSignal(input);
      }
    }
  }

  private final class Outbound extends WorkflowOutboundCallsInterceptorBase {

    private Object @Nullable [] owed;

    Outbound(WorkflowOutboundCallsInterceptor next) {
      super(next);
    }

    @Override
    public <R> ActivityOutput<R> executeActivity(ActivityInput<R> input) {
      String name = input.getActivityName();
      if (flaws.contains(ShellFlaw.REMEMBERS_AFTER_ACTING) && name.equals("Remember")) {
        Object[] before = owed;
        owed = input.getArgs();
        return before == null ? done(input, null) : super.executeActivity(with(input, before));
      }
      if (flaws.contains(ShellFlaw.REUSES_ITS_SURVEY) && name.equals("Survey")) {
        return survey(input);
      }
      if (flaws.contains(ShellFlaw.RETRIES_A_DELETE) && name.equals("Remove")) {
        return super.executeActivity(again(input));
      }
      boolean ofALife = Workflow.getInfo().getWorkflowType().equals("ImageLife");
      boolean holds =
          !flaws.contains(ShellFlaw.DOES_NOT_HOLD)
              && !(flaws.contains(ShellFlaw.OVERWRITES_WHAT_IS_NOT_HELD) && ofALife);
      if (!holds && name.equals("Hold")) {
        return done(input, new HoldResult(true));
      }
      ActivityOutput<R> output = super.executeActivity(input);
      if (flaws.contains(ShellFlaw.FORGETS_WHAT_IT_RECALLED) && name.equals("Recall")) {
        return answer(input, output, _ -> NOTHING);
      }
      if (flaws.contains(ShellFlaw.LEAVES_THE_CHILDREN) && name.equals("Survey")) {
        return answer(input, output, result -> withoutChildren((SurveyResult) result));
      }
      return output;
    }

    private <R> ActivityOutput<R> answer(
        ActivityInput<R> input, ActivityOutput<R> output, Functions.Func1<Object, Object> change) {
      Promise<Object> changed = output.getResult().thenApply(change);
      return new ActivityOutput<>(
          output.getActivityId(), changed.thenApply(input.getResultClass()::cast));
    }

    private static SurveyResult withoutChildren(SurveyResult survey) {
      return new SurveyResult(survey.plans().stream().map(Outbound::withoutChildren).toList());
    }

    /** Its tag and its own manifest come first. */
    private static SurveyResult.Plan withoutChildren(SurveyResult.Plan plan) {
      return new SurveyResult.Plan(
          plan.life(),
          plan.keeps(),
          plan.hold(),
          plan.steps().stream().limit(2).toList(),
          plan.note(),
          plan.releasedBytes(),
          plan.gone());
    }

    /** What any earlier survey has planned already is not surveyed again. */
    private <R> ActivityOutput<R> survey(ActivityInput<R> input) {
      SurveyRequest request = (SurveyRequest) input.getArgs()[0];
      List<SurveyResult.Plan> known = new ArrayList<>();
      for (Removals.Claim claim : request.claims()) {
        SurveyResult.Plan plan = plans.get(claim.life() + claim.kind());
        if (plan != null) {
          known.add(plan);
        }
      }
      if (known.size() == request.claims().size()) {
        return done(input, new SurveyResult(known));
      }
      ActivityOutput<R> output = super.executeActivity(input);
      output.getResult().thenApply(result -> keep(request, (SurveyResult) result));
      return output;
    }

    private SurveyResult keep(SurveyRequest request, SurveyResult result) {
      for (int i = 0; i < result.plans().size(); i++) {
        Removals.Claim claim = request.claims().get(i);
        plans.put(claim.life() + claim.kind(), result.plans().get(i));
      }
      return result;
    }

    private <R> ActivityInput<R> again(ActivityInput<R> input) {
      RetryOptions thrice = RetryOptions.newBuilder().setMaximumAttempts(3).build();
      return changed(
          input,
          input.getArgs(),
          ActivityOptions.newBuilder(input.getOptions()).setRetryOptions(thrice).build());
    }

    private <R> ActivityInput<R> with(ActivityInput<R> input, Object[] arguments) {
      return changed(input, arguments, input.getOptions());
    }

    private <R> ActivityInput<R> changed(
        ActivityInput<R> input, Object[] arguments, ActivityOptions options) {
      return new ActivityInput<>(
          input.getActivityName(),
          input.getResultClass(),
          input.getResultType(),
          arguments,
          options,
          input.getHeader());
    }

    private <R> ActivityOutput<R> done(ActivityInput<R> input, @Nullable Object result) {
      return new ActivityOutput<>(
          input.getActivityName(), Workflow.newPromise(input.getResultClass().cast(result)));
    }
  }
}
