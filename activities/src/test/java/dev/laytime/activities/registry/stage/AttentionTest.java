package dev.laytime.activities.registry.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.laytime.activity.RemoveRequest;
import dev.laytime.activity.SurveyResult.DeleteManifest;
import dev.laytime.image.Digest;
import dev.laytime.image.Reference;
import dev.laytime.image.Repository;
import dev.laytime.ledger.RemovalKind;
import dev.laytime.ledger.Removals;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AttentionTest {

  private static final Digest DIGEST = Digest.of("sha256", "ab".repeat(32));
  private static final Removals.Claim CLAIM =
      new Removals.Claim(
          "image/r.test/app:1",
          Reference.parse("r.test/app:1"),
          DIGEST,
          1,
          Instant.EPOCH,
          "i1",
          RemovalKind.DELETE);

  private final LastWord ledger = new LastWord();
  private final AtomicInteger steps = new AtomicInteger();
  private long now;
  private final Attention attention =
      new Attention(
          new RemoveRequest(CLAIM, new DeleteManifest(DIGEST, List.of())),
          ledger,
          steps::incrementAndGet,
          () -> now);

  @Test
  void asksTheLedgerEveryTenSeconds() {
    pass(Duration.ofSeconds(9));
    assertThat(ledger.asked).isZero();
    pass(Duration.ofSeconds(1));
    pass(Duration.ofSeconds(9));
    assertThat(ledger.asked).isOne();
    pass(Duration.ofSeconds(1));
    assertThat(ledger.asked).isEqualTo(2);
    assertThat(steps).as("each was told of").hasValue(4);
  }

  @Test
  void endsTheLookOnceTheLedgerObjects() {
    ledger.objections.add("a Pod names it");
    assertThatCode(() -> pass(Duration.ofSeconds(9))).doesNotThrowAnyException();
    Attention.ObjectedException objected =
        catchThrowableOfType(Attention.ObjectedException.class, () -> pass(Duration.ofSeconds(1)));
    assertThat(objected.objections()).containsExactly("a Pod names it");
  }

  private void pass(Duration time) {
    now += time.toNanos();
    attention.run();
  }

  /** What speaks against a removal, and how often somebody asked. */
  private static final class LastWord implements Removals {

    private final List<String> objections = new ArrayList<>();
    private int asked;

    @Override
    public List<String> objections(Claim claim, List<Claim> companions) {
      asked++;
      return objections;
    }

    @Override
    public Set<Digest> roots(Repository repository, Set<String> leaving) {
      return Set.of();
    }

    @Override
    public boolean deletionEnabled(Repository repository) {
      return true;
    }
  }
}
