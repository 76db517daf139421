package dev.laytime.workflow;

import static dev.laytime.workflow.PromotionEnvironment.PROD;
import static dev.laytime.workflow.PromotionEnvironment.order;
import static dev.laytime.workflow.PromotionEnvironment.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.promotion.Destination;
import dev.laytime.promotion.PromotionState;
import dev.laytime.promotion.PromotionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.RetryOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nobody but a promotion itself says how far it has come. */
class PromotionStartTest {

  private final PromotionEnvironment environment = new PromotionEnvironment();
  private final FakePromotions world = environment.world;

  @AfterEach
  void stopTemporal() {
    environment.close();
  }

  private static Promotion.Start forged() {
    PromotionStatus moving =
        new PromotionStatus(
            PromotionEnvironment.ID,
            order(),
            PromotionState.MOVING,
            List.of(),
            List.of(),
            List.of(
                new Destination(
                    "prod", PROD, Destination.Step.NONE, null, List.of(), List.of(), "")),
            List.of(),
            "",
            Instant.EPOCH,
            Instant.EPOCH,
            null,
            List.of());
    return new Promotion.Start(
        order(),
        new Promotion.Carried(
            moving, path(), "oidc https://ci.test ann", List.of(), List.of(), List.of()));
  }

  private void refusesToStart(WorkflowOptions options) {
    Promotion promotion =
        environment.temporal.getWorkflowClient().newWorkflowStub(Promotion.class, options);
    WorkflowClient.start(promotion::run, forged());
    environment.pass(Duration.ofMinutes(10));
    assertThat(world.asked).isEmpty();
    assertThat(world.registries.at(PROD)).isNull();
  }

  @Test
  void beginsNowhereButAtItsGatesWhateverItIsStartedWith() {
    refusesToStart(FakeMessages.options(PromotionEnvironment.ID));
    assertThatThrownBy(environment::end)
        .isInstanceOf(WorkflowFailedException.class)
        .cause()
        .hasMessageContaining("start it with its order alone");
  }

  @Test
  void isNotPersuadedByRetriesEither() {
    refusesToStart(
        FakeMessages.options(PromotionEnvironment.ID).toBuilder()
            .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(3).build())
            .build());
  }

  @Test
  void goesOnOnlyFromARunThatHandedOnWhatItKnew() {
    assertThat(HandedOn.isContinued(true, 1, "")).isTrue();
    assertThat(HandedOn.isContinued(true, 1, null)).isTrue();
    assertThat(HandedOn.isContinued(false, 1, "")).isFalse();
    assertThat(HandedOn.isContinued(true, 2, "")).as("retried").isFalse();
    assertThat(HandedOn.isContinued(true, 1, "* * * * *")).as("repeated").isFalse();
  }
}
