package dev.laytime.workflow;

import dev.laytime.activity.AttestRequest;
import dev.laytime.activity.FloatedNotice;
import dev.laytime.activity.FloatingRequest;
import dev.laytime.activity.FloatingResult;
import dev.laytime.activity.Problem;
import dev.laytime.activity.PromotionOffer;
import dev.laytime.image.Digest;
import dev.laytime.image.ExpectedTag;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.image.Tag;
import dev.laytime.promotion.Approvals;
import dev.laytime.promotion.Destination;
import dev.laytime.promotion.Destination.Step;
import dev.laytime.promotion.FloatingTags;
import dev.laytime.promotion.PromotionOrder;
import dev.laytime.promotion.PromotionPath;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One destination of a promotion, step by step. Every step may be done twice: it looks first, and
 * what is there already is not done again.
 */
final class DestinationMove {

  private final PromotionProgress progress;
  private final String stage;
  private final PromotionOrder order;
  private final PromotionPath path;
  private final Repository repository;

  DestinationMove(PromotionProgress progress, String stage) {
    this.progress = progress;
    this.stage = stage;
    this.order = progress.order();
    this.path = progress.movingPath();
    this.repository = progress.arrivals().in(stage).target().repository();
  }

  /** Something that is in the way, and may go. */
  private static final class Obstacle extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Obstacle(String cause) {
      super(cause, null, false, false);
    }
  }

  /** Goes on until all is done, nothing more can be, or a new run has to go on with it. */
  void carryOut() {
    for (int attempt = 1; destination().step() != Step.ATTESTED; attempt++) {
      if (progress.arrivals().isLost()) {
        return;
      }
      try {
        while (destination().step() != Step.ATTESTED) {
          step();
          attempt = 1;
        }
      } catch (ActivityFailure failure) {
        Problem problem = ActivityProblems.of(failure);
        pause(ActivityProblems.text(problem, "promote"), problem, attempt);
      } catch (PromotionContent.LostException lost) {
        pause(String.valueOf(lost.getMessage()), lost.problem(), attempt, lostSince());
      } catch (Obstacle obstacle) {
        String cause = String.valueOf(obstacle.getMessage());
        pause(cause, new Problem("", cause, "", null), attempt);
      }
      if (destination().step() != Step.ATTESTED && Workflow.getInfo().isContinueAsNewSuggested()) {
        return;
      }
    }
  }

  private Instant lostSince() {
    return Objects.requireNonNullElseGet(destination().lostSince(), WorkflowClock::now);
  }

  /** What was lost is not back for another failure. */
  private void pause(String cause, Problem problem, int attempt) {
    pause(cause, problem, attempt, destination().lostSince());
  }

  private void pause(String cause, Problem problem, int attempt, @Nullable Instant lostSince) {
    Instant next = PromotionMove.next(progress.spread() + stage, attempt, problem);
    progress.arrivals().putOff(destination().failed(cause, lostSince), next);
    try (Pause pause = Pause.until(next, stage + ": " + cause)) {
      pause.await(progress.arrivals()::isLost);
    }
  }

  private Destination destination() {
    return progress.arrivals().in(stage);
  }

  private void step() {
    switch (destination().step()) {
      case NONE -> copy();
      case COPIED -> {
        name(destination().target(), destination().previous(), path.moves());
        done(Step.TAGGED);
      }
      case TAGGED -> {
        follow();
        done(Step.FLOATED);
      }
      case FLOATED -> attest();
      case ATTESTED -> {}
    }
  }

  private void done(Step step) {
    progress.arrivals().put(destination().at(step));
  }

  private void copy() {
    new PromotionContent(order, progress.arrivals().all()).bring(destination());
    done(Step.COPIED);
  }

  /**
   * Has a tag name the digest: its own life writes it.
   *
   * @param previous what it may name instead, or nothing
   * @param anything whether it may name whatever else
   */
  private void name(Reference target, @Nullable Digest previous, boolean anything) {
    Digest named = NamedTag.look(target);
    if (order.digest().equals(named)) {
      return;
    }
    ExpectedTag expected = anything ? null : new ExpectedTag(previous);
    requirePermitted(target, named, expected);
    PromotionStubs.ledger("offer it to " + target)
        .offer(
            new PromotionOffer(
                order.requestId() + " " + target,
                progress.id(),
                path.name(),
                target,
                repository.pinned(order.digest()),
                order.digest(),
                expected));
    if (!NamedTag.comesToName(
        target, order.digest(), other -> requirePermitted(target, other, expected))) {
      throw new Obstacle("the life of %s has not written its tag yet".formatted(target));
    }
  }

  private void requirePermitted(
      Reference target, @Nullable Digest named, @Nullable ExpectedTag expected) {
    if (expected != null && !expected.permits(named, order.digest())) {
      throw new Obstacle("%s is %s by now, and tags are not moved".formatted(target, named));
    }
  }

  private void follow() {
    Tag version = Objects.requireNonNull(order.target().tag(), "Targets have tags");
    for (Tag floating : FloatingTags.of(path.floating(), version)) {
      if (!isSettled(floating)) {
        follow(floating, version);
      }
    }
  }

  private boolean isSettled(Tag floating) {
    return destination().floating().contains(floating.value())
        || destination().left().stream().anyMatch(left -> left.startsWith(floating + ": "));
  }

  private void follow(Tag floating, Tag version) {
    Reference image = repository.tagged(floating);
    Digest named = NamedTag.look(image);
    FloatingResult result =
        PromotionStubs.ledger("may " + image + " follow " + version)
            .floating(
                new FloatingRequest(
                    progress.id(),
                    image,
                    version,
                    order.digest(),
                    named,
                    order.kind() == PromotionOrder.Kind.ROLLBACK));
    if (result.moves()) {
      name(image, named, false);
      PromotionStubs.ledger(image + " follows " + version)
          .floated(new FloatedNotice(progress.id(), image, version, order.digest()));
    }
    settle(floating, result);
  }

  private void settle(Tag floating, FloatingResult result) {
    Destination now = destination();
    List<String> moved = new ArrayList<>(now.floating());
    List<String> left = new ArrayList<>(now.left());
    if (result.moves()) {
      moved.add(floating.value());
    } else {
      left.add(floating + ": " + result.reason());
    }
    progress.arrivals().put(now.follows(moved, left));
  }

  /** What goes back was attested when it went forward. */
  private void attest() {
    if (order.kind() == PromotionOrder.Kind.PROMOTE) {
      PromotionStubs.verifying("attest in " + stage)
          .attest(
              new AttestRequest(
                  repository,
                  order.digest(),
                  progress.id(),
                  path.name(),
                  order.source(),
                  destination().target(),
                  order.by(),
                  progress.verified(),
                  progress.gates(),
                  Approvals.counted(
                      path, progress.gatesHash(), order, progress.proof(), progress.statements()),
                  progress.movedAt()));
    }
    done(Step.ATTESTED);
  }
}
