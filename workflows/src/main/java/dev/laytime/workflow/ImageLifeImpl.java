package dev.laytime.workflow;

import dev.laytime.activity.Outcome;
import dev.laytime.activity.PromotionAnswer;
import dev.laytime.lifecycle.Fact;
import dev.laytime.lifecycle.Why;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;

/** The door of a life: takes messages and hands them to its loop. */
public final class ImageLifeImpl implements ImageLife {

  private final LifeInbox inbox;
  private final Wishes wishes = new Wishes();
  private final LifePromotions promotions;
  private final LifeLoop loop;

  /** Messages may arrive before {@link #run}: what they read is set here. */
  @WorkflowInit
  public ImageLifeImpl(Start start) {
    Start known = HandedOn.isHandedOn() ? start : Start.of(start.image());
    this.inbox = new LifeInbox(known.refusals());
    this.promotions = new LifePromotions(known.image());
    this.loop = new LifeLoop(known, inbox, wishes, promotions);
  }

  @Override
  public void run(Start unused) {
    loop.run();
  }

  @Override
  public void usage(UsageMessage message) {
    inbox.take("usage", at -> LifeMessages.said(message, at));
  }

  @Override
  public void pushed(PushedMessage message) {
    inbox.take("pushed", at -> LifeMessages.pushed(message, at));
  }

  @Override
  public void offered(OfferedMessage message) {
    inbox.take("offered", at -> LifeMessages.offered(message, at));
  }

  @Override
  public void outcome(Outcome outcome) {
    inbox.take("outcome", at -> LifeMessages.outcome(outcome, at));
  }

  @Override
  public void found(FoundMessage message) {
    inbox.hear("found", () -> LifeMessages.found(message));
  }

  @Override
  public void look(String why) {
    inbox.take("look", at -> new Fact.Looked(at, why));
  }

  @Override
  public void unpulled(String by) {
    inbox.take("unpulled", at -> new Fact.Unpulled(at, by));
  }

  @Override
  public void displaced(String name) {
    inbox.take("displaced", at -> LifeMessages.displaced(name, at));
  }

  @Override
  public void promoteLater(PromoteMessage message) {
    inbox.take(
        "promote", at -> LifeMessages.promotion(message, Workflow.randomUUID().toString(), at));
  }

  @Override
  public PromotionAnswer promote(PromoteMessage message) {
    String update = Workflow.getCurrentUpdateInfo().orElseThrow().getUpdateId();
    String requestId = message.requestId() == null ? update : message.requestId();
    return promotions.answerTo(
        requestId,
        () -> inbox.take("promote", at -> LifeMessages.promotion(message, requestId, at)));
  }

  @Override
  public void validatePromote(PromoteMessage message) {
    LifeMessages.check(message);
  }

  @Override
  public Why pin(PinMessage message) {
    return wishes.ask(
        "pin",
        message.requestId(),
        answer ->
            new Wish.PinIt(message.requestId(), LifeMessages.pin(message), message.by(), answer));
  }

  @Override
  public void validatePin(PinMessage message) {
    LifeMessages.check(message, WorkflowClock.now());
  }

  @Override
  public Why unpin(PersonMessage message) {
    return wishes.ask(
        "unpin",
        message.requestId(),
        answer -> new Wish.UnpinIt(message.requestId(), message.by(), answer));
  }

  @Override
  public void validateUnpin(PersonMessage message) {
    LifeMessages.check("unpin", message);
  }

  @Override
  public Why retryNow(PersonMessage message) {
    return wishes.ask(
        "retry",
        message.requestId(),
        answer -> new Wish.RetryNow(message.requestId(), message.by(), answer));
  }

  @Override
  public void validateRetryNow(PersonMessage message) {
    LifeMessages.check("retry", message);
  }

  @Override
  public Why restore(PersonMessage message) {
    return wishes.ask(
        "restore",
        message.requestId(),
        answer -> new Wish.RestoreIt(message.requestId(), message.by(), answer));
  }

  @Override
  public void validateRestore(PersonMessage message) {
    LifeMessages.check("restore", message);
  }

  @Override
  public Why why() {
    return loop.why();
  }
}
