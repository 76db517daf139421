package dev.laytime.workflow;

import static dev.laytime.workflow.LifeEnvironment.DIGEST;
import static dev.laytime.workflow.LifeEnvironment.IMAGE;
import static dev.laytime.workflow.LifeEnvironment.OTHER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.activity.FailureType;
import dev.laytime.activity.PromotionAnswer;
import dev.laytime.activity.PromotionWish;
import dev.laytime.workflow.ImageLife.PromoteMessage;
import dev.laytime.workflow.ImageLife.Start;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WithStartWorkflowOperation;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.client.WorkflowUpdateStage;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ImageLifePromoteTest {

  private static final PromotionAnswer ACCEPTED =
      new PromotionAnswer("promotion/prod/app:1", "accepted", null);

  private final LifeEnvironment environment = new LifeEnvironment();
  private final FakePromotions promotions = environment.promotions;

  @BeforeEach
  void answer() {
    promotions.answer = ACCEPTED;
  }

  @AfterEach
  void stopTemporal() {
    environment.close();
  }

  private PromotionAnswer promote(String requestId, @Nullable String digest) {
    WorkflowClient client = environment.temporal.getWorkflowClient();
    ImageLife life =
        client.newWorkflowStub(ImageLife.class, FakeMessages.options(WorkflowIds.life(IMAGE)));
    return Objects.requireNonNull(
        WorkflowClient.executeUpdateWithStart(
            life::promote,
            new PromoteMessage(requestId, "prod", "ci", digest),
            UpdateOptions.<PromotionAnswer>newBuilder()
                .setWaitForStage(WorkflowUpdateStage.COMPLETED)
                .build(),
            new WithStartWorkflowOperation<>(life::run, Start.of(IMAGE))));
  }

  /** As any SDK, or the Temporal CLI, sends it: names and plain JSON. */
  private void signal(Map<String, String> message) {
    WorkflowStub life =
        environment
            .temporal
            .getWorkflowClient()
            .newUntypedWorkflowStub("ImageLife", FakeMessages.options(WorkflowIds.life(IMAGE)));
    life.signalWithStart(
        "promote", new Object[] {message}, new Object[] {Map.of("image", IMAGE.text())});
  }

  @Test
  void promotesForASignalThatBeginsTheLife() {
    environment.stage.put(IMAGE, DIGEST);
    signal(Map.of("stage", "prod", "by", "ci"));
    environment.settle();
    assertThat(environment.state()).isIn("PRESENT", "UNUSED");
    assertThat(promotions.wishes)
        .singleElement()
        .satisfies(wish -> {
          assertThat(wish.image()).isEqualTo(IMAGE);
          assertThat(wish.digest()).isEqualTo(DIGEST);
          assertThat(wish.stage()).isEqualTo("prod");
          assertThat(wish.by()).isEqualTo("ci");
        });
    assertThat(promotions.requests).hasSize(1);
    assertThat(environment.why().reasons()).noneMatch(reason -> reason.contains("promotion"));
  }

  @Test
  void answersAnUpdateWithThePromotionsId() {
    environment.stage.put(IMAGE, DIGEST);
    assertThat(promote("q1", null)).isEqualTo(ACCEPTED);
    assertThat(promote("q1", null)).isEqualTo(ACCEPTED);
    assertThat(promotions.requests).hasSize(1);
    assertThat(promotions.wishes).extracting(PromotionWish::requestId).containsExactly("q1");
  }

  @Test
  void keepsTheWishUntilTheImageIsThere() {
    signal(Map.of("stage", "prod", "by", "ci"));
    environment.settle();
    assertThat(environment.why().reasons())
        .contains("promotion to prod wanted by ci: it is not known to be in its stage");
    assertThat(promotions.wishes).isEmpty();
    environment.stage.put(IMAGE, DIGEST);
    environment.find(DIGEST);
    environment.settle();
    assertThat(promotions.requests).hasSize(1);
  }

  @Test
  void answersThatItWaitsForWhatIsNotThere() {
    PromotionAnswer answer = promote("q1", null);
    assertThat(answer.answer()).isEqualTo("waiting");
    assertThat(answer.reason()).contains("WANTED");
    environment.stage.put(IMAGE, DIGEST);
    environment.find(DIGEST);
    environment.settle();
    assertThat(promotions.requests).hasSize(1);
  }

  @Test
  void promotesTheDigestThatIsMeantAndNoOther() {
    environment.stage.put(IMAGE, DIGEST);
    signal(Map.of("stage", "prod", "by", "ci", "digest", OTHER.value()));
    environment.settle();
    assertThat(promotions.wishes).isEmpty();
    assertThat(environment.why().reasons())
        .contains("promotion to prod wanted by ci: it is not " + OTHER + " here");
    environment.stage.put(IMAGE, OTHER);
    environment.find(OTHER);
    environment.settle();
    assertThat(promotions.wishes).extracting(PromotionWish::digest).containsExactly(OTHER);
  }

  @Test
  void givesAWishUpAfterThreeDays() {
    environment.stage.put(IMAGE, DIGEST);
    signal(Map.of("stage", "prod", "by", "ci", "digest", OTHER.value()));
    environment.pass(Duration.ofDays(3).plusMinutes(1));
    assertThat(environment.why().reasons()).noneMatch(reason -> reason.contains("promotion"));
    environment.stage.put(IMAGE, OTHER);
    environment.find(OTHER);
    environment.settle();
    assertThat(promotions.wishes).isEmpty();
  }

  @Test
  void asksAgainForASignalWhereThePromotionIsBusy() {
    environment.stage.put(IMAGE, DIGEST);
    promotions.answer = new PromotionAnswer(ACCEPTED.id(), "busy", OTHER.value());
    signal(Map.of("stage", "prod", "by", "ci"));
    environment.settle();
    assertThat(environment.why().reasons())
        .anyMatch(reason -> reason.contains("is busy with " + OTHER));
    promotions.answer = ACCEPTED;
    environment.pass(Duration.ofMinutes(1));
    assertThat(promotions.requests).hasSizeGreaterThan(1);
    assertThat(environment.why().reasons()).noneMatch(reason -> reason.contains("promotion"));
  }

  @Test
  void leavesItToWhoWaitsToAskAgain() {
    environment.stage.put(IMAGE, DIGEST);
    promotions.answer = new PromotionAnswer(ACCEPTED.id(), "busy", OTHER.value());
    assertThat(promote("q1", null).answer()).isEqualTo("busy");
    environment.pass(Duration.ofHours(1));
    assertThat(promotions.requests).hasSize(1);
    promotions.answer = ACCEPTED;
    assertThat(promote("q1", null).answer()).isEqualTo("accepted");
    assertThat(promotions.requests).hasSize(2);
  }

  @Test
  void tellsWhyThereIsNoPath() {
    environment.stage.put(IMAGE, DIGEST);
    promotions.noPath = "no path leads from dev to prod";
    assertThat(promote("q1", null))
        .isEqualTo(new PromotionAnswer("", "refused", "no path leads from dev to prod"));
    assertThat(promotions.requests).isEmpty();
  }

  @Test
  void doesNotFailForPromotionsThatDoNotAnswer() {
    environment.stage.put(IMAGE, DIGEST);
    promotions.failAlways("request", FailureType.UNAVAILABLE);
    signal(Map.of("stage", "prod", "by", "ci"));
    environment.pass(Duration.ofMinutes(5));
    assertThat(environment.state()).isIn("PRESENT", "UNUSED");
    assertThat(environment.why().reasons())
        .anyMatch(reason -> reason.contains("promotion to prod wanted by ci: "));
    promotions.heal("request");
    environment.pass(Duration.ofHours(2));
    assertThat(promotions.requests).hasSize(1);
  }

  @Test
  void bringsBackWhatIsInQuarantine() {
    environment.becomeQuarantined();
    assertThat(environment.state()).isEqualTo("QUARANTINED");
    assertThat(promote("q1", null)).isEqualTo(ACCEPTED);
    assertThat(environment.stage.at(IMAGE)).isEqualTo(DIGEST);
  }

  @Test
  void keepsTenWishesAtATime() {
    for (int i = 0; i < 11; i++) {
      signal(Map.of("stage", "stage-" + i, "by", "ci"));
    }
    environment.settle();
    assertThat(environment.why().reasons().stream().filter(one -> one.contains("promotion")))
        .hasSize(10);
    assertThat(promote("q1", null))
        .isEqualTo(new PromotionAnswer("", "refused", "too many others wait"));
  }

  @Test
  void givesNobodyTheNameOrTheRequestIdOfAPath() {
    signal(Map.of("stage", "prod", "by", "path release"));
    environment.settle();
    assertThat(environment.why().refusals())
        .singleElement()
        .asString()
        .contains("is how a path is called");
    assertThatThrownBy(() -> promote("automatic/release/1", null))
        .isInstanceOf(WorkflowUpdateException.class)
        .cause()
        .hasMessageContaining("that a path gives itself");
  }

  @Test
  void refusesWhatItCannotRead() {
    signal(Map.of("stage", "prod", "by", "ci", "digest", "sha256:short"));
    environment.settle();
    assertThat(environment.why().refusals()).singleElement().asString().contains("promote");
    assertThatThrownBy(() -> promote("q1", "sha256:short"))
        .isInstanceOf(WorkflowUpdateException.class);
  }
}
