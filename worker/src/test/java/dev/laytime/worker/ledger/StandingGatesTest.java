package dev.laytime.worker.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.promotion.Gate;
import dev.laytime.promotion.PromotionPath;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two workers that share a ledger, and what each of them reads of one key. */
class StandingGatesTest extends PromotingTest {

  private static final PromotionPath PATH =
      path()
          .between("dev", "prod", "eu")
          .gates(new Gate.Signed("signed", "team"))
          .settings()
          .path();

  private final Keys here = new Keys();
  private final Keys there = new Keys();
  private final StandingGates ours = new StandingGates(ledger.sql(), here, clock);
  private final StandingGates theirs = new StandingGates(ledger.sql(), there, clock);

  /** What a worker has in its file; null where that cannot be read. */
  private static final class Keys implements GateSettings {
    private @Nullable String content = "one";

    @Override
    public List<Named> of(PromotionPath unused) {
      if (content == null) {
        throw new BusyException("the keys of verifier 'team' cannot be read");
      }
      return all();
    }

    @Override
    public List<Named> all() {
      return content == null ? List.of() : List.of(new Named("verifier team", List.of(content)));
    }
  }

  @BeforeEach
  void say() {
    here.content = "one";
    there.content = "one";
    say(ours);
    say(theirs);
  }

  private void say(StandingGates worker) {
    ledger.sql().change("say", worker::say);
  }

  private String hash(StandingGates worker) {
    return ledger.sql().read("hash", () -> worker.of(PATH, new PathFit(List.of())));
  }

  private void waits(StandingGates worker) {
    assertThatThrownBy(() -> hash(worker))
        .isInstanceOf(BusyException.class)
        .hasMessageContaining("verifier team is another one on another worker");
  }

  @Test
  void comesFromOneKeyToTheNextAndNeverBack() {
    String first = hash(ours);
    assertThat(hash(theirs)).isEqualTo(first);

    here.content = "two";
    waits(ours);
    assertThat(hash(theirs)).as("nobody has said anything else yet").isEqualTo(first);
    say(ours);
    waits(ours);
    waits(theirs);

    there.content = "two";
    String second = hash(theirs);
    assertThat(second).isNotEqualTo(first);
    waits(ours);
    say(theirs);
    assertThat(hash(ours)).isEqualTo(second);
    assertThat(hash(theirs)).isEqualTo(second);
  }

  @Test
  void waitsForNobodyWhoHasEndedOrSaysNothingAnyMore() {
    here.content = "two";
    waits(ours);
    ledger.sql().change("forget", theirs::forget);
    String second = hash(ours);

    say(theirs);
    waits(ours);
    later(StandingGates.FRESH.plus(Duration.ofSeconds(1)));
    assertThat(hash(ours)).isEqualTo(second);
  }

  @Test
  void saysNothingOfWhatItCannotReadAndJudgesNothingByIt() {
    String first = hash(theirs);
    here.content = null;
    say(ours);
    assertThatThrownBy(() -> hash(ours)).hasMessageContaining("cannot be read");
    assertThat(hash(theirs)).isEqualTo(first);
  }
}
