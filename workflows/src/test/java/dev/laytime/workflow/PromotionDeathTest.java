package dev.laytime.workflow;

import static dev.laytime.workflow.PromotionEnvironment.order;
import static dev.laytime.workflow.PromotionEnvironment.path;
import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.promotion.Gate;
import dev.laytime.promotion.PromotionState;
import dev.laytime.promotion.PromotionStatus;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A worker that dies after it did something, and before it could say so, changes nothing. */
class PromotionDeathTest {

  private static final List<Gate> GATES =
      List.of(
          new Gate.Signed("signature", "release"),
          new Gate.Commanded("scan", List.of("scan"), Duration.ofMinutes(5)),
          new Gate.Worked("job", "scan", Duration.ofMinutes(5)),
          new Gate.Checked("smoke"),
          new Gate.Approved("people", 1, false, List.of()));

  private static Set<String> undisturbed;

  @BeforeAll
  static void promoteUndisturbed() {
    undisturbed = promote(null);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "orders",
        "verify",
        "command",
        "job",
        "state",
        "remember",
        "remember MOVING",
        "remember PROMOTED",
        "copy",
        "offer",
        "floating",
        "floated",
        "attest",
        "git",
      })
  void endsAsIfNothingHadHappened(String point) {
    assertThat(promote(point)).isEqualTo(undisturbed);
  }

  private static Set<String> promote(@Nullable String point) {
    try (PromotionEnvironment environment = new PromotionEnvironment()) {
      FakePromotions world = environment.world;
      world.path = path(GATES.toArray(Gate[]::new));
      if (point != null) {
        world.dieAfter(point);
        world.dieAfter(point);
      }
      environment.ask(order());
      environment.approve("ann");
      environment.check("k1", true);
      PromotionStatus end = environment.end();
      assertThat(end.state()).isEqualTo(PromotionState.PROMOTED);
      assertThat(end.statements()).hasSize(2);
      assertThat(world.state("r1")).isEqualTo(PromotionState.PROMOTED);
      assertThat(world.hasDied()).isTrue();
      return Set.copyOf(world.outcome());
    }
  }
}
