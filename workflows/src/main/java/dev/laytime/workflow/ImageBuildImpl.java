package dev.laytime.workflow;

import dev.laytime.activity.BuildAnswer;
import dev.laytime.build.BuildOrder;
import dev.laytime.build.BuildStatus;
import dev.laytime.build.BuildSuccession;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.util.Objects;
import org.slf4j.Logger;

/** Builds one image, and takes messages meanwhile. */
public final class ImageBuildImpl implements ImageBuild {

  private static final Logger log = Workflow.getLogger(ImageBuildImpl.class);

  private final BuildProgress progress;
  private final BuildLedger ledger;
  private final BuildDisplay display;
  private final BuildSteps steps;
  private final CancellationScope work;
  private boolean remembered;

  /** Messages may arrive before {@link #run}: what they read is set here. */
  @WorkflowInit
  public ImageBuildImpl(Start start) {
    BuildOrder order = BuildMessages.order(start);
    BuildStatus carried = start == null ? null : HandedOn.orNull(start.carried());
    this.progress =
        new BuildProgress(new Start(order, carried, carried == null ? null : start.underway()));
    this.ledger = new BuildLedger(progress);
    this.display = new BuildDisplay(progress);
    this.steps = new BuildSteps(progress, ledger, display);
    this.work = Workflow.newCancellationScope(steps::carryOut);
  }

  @Override
  public BuildStatus run(Start start) {
    String fault =
        start != null && HandedOn.isForged(start.carried())
            ? HandedOn.FORGED
            : BuildMessages.fault(progress.order());
    if (fault != null) {
      throw BuildMessages.refusal(fault);
    }
    display.show();
    try {
      work();
      end(true);
    } catch (CanceledFailure stopped) {
      Workflow.newDetachedCancellationScope(
              () -> {
                progress.stop("its workflow was cancelled");
                end(false);
                ledger.rememberSurely(progress.unbegun());
              })
          .run();
      throw stopped;
    }
    Start successor = progress.successor();
    if (successor != null) {
      Workflow.continueAsNew(successor);
    }
    return progress.status();
  }

  private void work() {
    if (progress.cancellation() == null) {
      try {
        work.run();
      } catch (CanceledFailure stopped) {
        if (progress.cancellation() == null) {
          throw stopped;
        }
      }
    }
    if (progress.cancellation() != null && !progress.state().over()) {
      progress.cancelled();
    }
  }

  /**
   * @param patient whether its workflow goes on until its builder has ended
   */
  private void end(boolean patient) {
    display.show();
    ledger.rememberSurely();
    remembered = true;
    steps.abandon(patient);
    log.info(
        "{} image={} source={} cause={}",
        progress.state(),
        progress.order().image(),
        progress.status().source(),
        progress.status().cause());
    Workflow.await(Workflow::isEveryHandlerFinished);
  }

  @Override
  public BuildAnswer request(BuildOrder order) {
    String own = BuildMessages.fault(progress.order());
    String fault = own == null ? BuildMessages.fault(order) : own;
    if (fault != null) {
      BuildSuccession never = new BuildSuccession(BuildSuccession.Answer.REFUSED, fault);
      return new BuildAnswer(progress.id(), never.text(), never.reason());
    }
    BuildSuccession succession = progress.take(order);
    return new BuildAnswer(progress.id(), succession.text(), succession.reason());
  }

  @Override
  public void validateRequest(BuildOrder order) {
    if (order == null) {
      throw new IllegalArgumentException("order a build: the order is missing");
    }
  }

  @Override
  public BuildStatus cancel(CancelMessage message) {
    String why = Objects.requireNonNullElse(message.why(), "");
    progress.cancel(
        why.isBlank()
            ? "cancelled by " + message.by()
            : "cancelled by %s: %s".formatted(message.by(), why));
    work.cancel();
    Workflow.await(() -> remembered);
    return progress.status();
  }

  @Override
  public void validateCancel(CancelMessage message) {
    BuildMessages.check(message, progress.state(), progress.isNamed());
  }

  @Override
  public BuildStatus status() {
    return progress.status();
  }
}
