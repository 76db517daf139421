package dev.laytime.workflow;

import dev.laytime.activity.Outcome;
import dev.laytime.activity.PromotionAnswer;
import dev.laytime.image.Reference;
import dev.laytime.lifecycle.Decision;
import dev.laytime.lifecycle.Life;
import dev.laytime.lifecycle.Origin;
import dev.laytime.lifecycle.Policy;
import dev.laytime.lifecycle.Why;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A life that takes every message and does nothing with it. */
abstract class EmptyLife implements ImageLife {

  @Override
  public void usage(UsageMessage message) {}

  @Override
  public void pushed(PushedMessage message) {}

  @Override
  public void offered(OfferedMessage message) {}

  @Override
  public void outcome(Outcome outcome) {}

  @Override
  public void found(FoundMessage message) {}

  @Override
  public void look(String why) {}

  @Override
  public void unpulled(String by) {}

  @Override
  public void displaced(String name) {}

  @Override
  public void promoteLater(PromoteMessage message) {}

  @Override
  public PromotionAnswer promote(PromoteMessage message) {
    return new PromotionAnswer("", "refused", null);
  }

  @Override
  public void validatePromote(PromoteMessage message) {}

  @Override
  public Why pin(PinMessage message) {
    return why();
  }

  @Override
  public void validatePin(PinMessage message) {}

  @Override
  public Why unpin(PersonMessage message) {
    return why();
  }

  @Override
  public void validateUnpin(PersonMessage message) {}

  @Override
  public Why retryNow(PersonMessage message) {
    return why();
  }

  @Override
  public void validateRetryNow(PersonMessage message) {}

  @Override
  public Why restore(PersonMessage message) {
    return why();
  }

  @Override
  public void validateRestore(PersonMessage message) {}

  @Override
  public Why why() {
    Policy policy =
        new Policy("", null, null, false, new Origin.External(), Duration.ZERO, Duration.ZERO);
    return Why.of(
        Life.begin(Reference.parse("example.com/nothing:1"), Instant.EPOCH),
        policy,
        new Decision.Recall(),
        List.of());
  }
}
