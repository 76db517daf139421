package dev.laytime.worker.adapters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activities.crd.own.Approval;
import dev.laytime.activities.crd.own.Approval.Heard;
import dev.laytime.activity.PromotionAnswer;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.promotion.Gate;
import dev.laytime.promotion.PromotionOrder;
import dev.laytime.promotion.PromotionPath;
import dev.laytime.promotion.PromotionState;
import dev.laytime.promotion.PromotionStatus;
import dev.laytime.worker.ledger.PromotionPaths;
import dev.laytime.worker.ledger.Promotions;
import dev.laytime.worker.ledger.ProvenWords;
import dev.laytime.worker.messages.PromotionWords;
import dev.laytime.workflow.Promotion.ApproveMessage;
import dev.laytime.workflow.Promotion.CancelMessage;
import dev.laytime.workflow.Promotion.CheckMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What becomes of an object's approval that was made of something that was seen. */
class ApprovalsWorkerTest {

  private static final String ID = "promotion/prod/app:1";
  private static final Digest DIGEST = Digest.of("sha256", "ab".repeat(32));
  private static final String GATES = "cd".repeat(32);
  private static final Instant NOW = Instant.parse("2026-11-30T00:00:00Z");

  private final Fake fake = new Fake();
  private final ApprovalsWorker worker =
      new ApprovalsWorker(fake, fake, fake, fake, InstantSource.fixed(NOW));

  private static Approval approval(String gate, @Nullable String path, @Nullable String gates) {
    return new Approval("r1", ID, DIGEST, path, gates, gate, "ann", null, "kubernetes x");
  }

  @Test
  void bindsWhatItsAuthorSaw() {
    assertThat(worker.hear(approval("owners", "release", GATES))).isInstanceOf(Heard.Taken.class);
    assertThat(fake.done)
        .containsExactly("prove " + GATES, "approve release %s n1".formatted(GATES));
  }

  @Test
  void takesNothingElseWhereTheGateWantsProof() {
    assertThat(refusal(approval("owners", null, GATES))).contains("spec.path and spec.gates");
    assertThat(refusal(approval("owners", "release", null))).contains("spec.path and spec.gates");
    assertThat(refusal(approval("owners", "hotfix", GATES)))
        .isEqualTo("it goes path release by now, not hotfix");
    assertThat(refusal(approval("owners", "release", "0".repeat(64))))
        .isEqualTo("path release and its gates are others by now");
    assertThat(fake.done).isEmpty();
  }

  @Test
  void takesWhatIsThereNowWhereNobodyWantsProof() {
    assertThat(worker.hear(approval("people", null, null))).isInstanceOf(Heard.Taken.class);
    assertThat(fake.done)
        .containsExactly("prove " + GATES, "approve release %s n1".formatted(GATES));
    assertThat(refusal(approval("people", "release", "0".repeat(64)))).contains("others by now");
  }

  private String refusal(Approval approval) {
    return worker.hear(approval) instanceof Heard.Refused(var why) ? why : "";
  }

  /** One promotion on one path. */
  private static final class Fake
      implements Promotions, PromotionPaths, ProvenWords, PromotionWords {

    private final List<String> done = new ArrayList<>();

    private static PromotionStatus status() {
      return new PromotionStatus(
          ID,
          new PromotionOrder(
              "1",
              "release",
              PromotionOrder.Kind.PROMOTE,
              Reference.parse("reg:5000/dev/app:1"),
              DIGEST,
              "prod",
              Reference.parse("reg:5000/prod/app:1"),
              "ci"),
          PromotionState.WAITING,
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          "",
          NOW,
          null,
          null,
          List.of(),
          GATES);
    }

    @Override
    public Optional<Known> find(String promotion) {
      return Optional.of(new Known(status(), null, false, null, NOW));
    }

    @Override
    public Optional<Known> find(String promotion, String requestId) {
      return find(promotion);
    }

    @Override
    public List<Known> list(Filter filter) {
      return List.of();
    }

    @Override
    public List<Brought> history(Repository repository, String line) {
      return List.of();
    }

    @Override
    public List<String> lines(Repository repository) {
      return List.of();
    }

    @Override
    public List<PromotionPath> paths() {
      return path("release").stream().toList();
    }

    @Override
    public Optional<PromotionPath> path(String name) {
      return Optional.of(
          new PromotionPath(
              name,
              "dev",
              "prod",
              List.of(),
              List.of(),
              List.of(),
              List.of(
                  new Gate.Approved("owners", 1, true, List.of()),
                  new Gate.Approved("people", 1, false, List.of())),
              List.of(),
              false,
              3,
              Duration.ofDays(7),
              PromotionPath.Automatic.NONE,
              List.of()));
    }

    @Override
    public Optional<String> gates(String name) {
      return Optional.of("of now");
    }

    @Override
    public String write(Word word) {
      done.add("prove " + word.gates());
      return "n1";
    }

    @Override
    public String installation() {
      return "here";
    }

    @Override
    public void withdraw(Word word) {
      done.add("withdraw");
    }

    @Override
    public String writeOnce(Word word, Instant until) {
      throw new UnsupportedOperationException();
    }

    @Override
    public PromotionAnswer ask(String id, PromotionOrder order) {
      throw new UnsupportedOperationException();
    }

    @Override
    public PromotionStatus approve(String id, ApproveMessage message) {
      done.add("approve %s %s %s".formatted(message.path(), message.gates(), message.nonce()));
      return status();
    }

    @Override
    public void check(String id, CheckMessage message) {
      throw new UnsupportedOperationException();
    }

    @Override
    public PromotionStatus cancel(String id, CancelMessage message) {
      throw new UnsupportedOperationException();
    }
  }
}
