package dev.laytime.worker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.promotion.Destination;
import dev.laytime.promotion.Gate;
import dev.laytime.promotion.PromotionOrder;
import dev.laytime.promotion.PromotionState;
import dev.laytime.promotion.PromotionStatus;
import dev.laytime.worker.metrics.PromotionGauges;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How many promotions stand where, and since when. */
class PromotionCountsTest extends PromotingTest {

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  @BeforeEach
  void forgetMeters() {
    registry.clear();
  }

  private double value(String name, String state) {
    return registry.get(name).tags("path", "to-prod", "state", state).gauge().value();
  }

  @Test
  void countsPromotionsByTheirPathAndState() {
    configure(path());
    promoted("1.1", 1);
    promoted("1.2", 2);
    later(Duration.ofHours(1));
    double first = now().getEpochSecond();
    remember(order("a", "1.3", digest(3)), PromotionState.WAITING);
    remember(order("b", "1.4", digest(4)), PromotionState.MOVING);
    later(Duration.ofHours(1));
    remember(order("c", "1.5", digest(5)), PromotionState.WAITING);

    new PromotionGauges(registry, ledger.promotions()).refresh();

    assertThat(value("laytime.promotions", "PROMOTED")).isEqualTo(2);
    assertThat(value("laytime.promotions", "WAITING")).isEqualTo(2);
    assertThat(value("laytime.promotion.since", "WAITING")).isEqualTo(first);
    assertThat(value("laytime.promotion.since", "MOVING")).isEqualTo(first);
    assertThat(registry.getMeters())
        .extracting(Meter::getId)
        .filteredOn(id -> id.getName().equals("laytime.promotion.since"))
        .hasSize(2);
  }

  private PromotionStatus with(
      PromotionStatus status,
      List<Gate.Report> gates,
      List<String> commits,
      @Nullable Instant nextAttempt,
      Destination... destinations) {
    return new PromotionStatus(
        status.id(),
        status.order(),
        status.state(),
        gates,
        List.of(),
        List.of(destinations),
        commits,
        "",
        status.orderedAt(),
        status.movedAt(),
        nextAttempt,
        List.of());
  }

  @Test
  void countsWhichGatesPromotionsWaitAt() {
    configure(path().gates(new Gate.Checked("smoke"), new Gate.Checked("lint"), PEOPLE));
    for (String tag : List.of("1.1", "1.2")) {
      PromotionStatus status = status(order(tag, tag, digest(1)), PromotionState.WAITING);
      promoting.remember(
          with(
              status,
              List.of(
                  report("smoke", Gate.Verdict.FAILED),
                  report("lint", Gate.Verdict.WAITING),
                  report("owners", tag.equals("1.1") ? Gate.Verdict.PASSED : Gate.Verdict.WAITING)),
              List.of(),
              null));
    }
    remember(order("b", "1.4", digest(4)), PromotionState.MOVING);
    new PromotionGauges(registry, ledger.promotions()).refresh();
    assertThat(waiting("laytime.promotion.gates.waiting", "gate", "checked")).isEqualTo(2);
    assertThat(waiting("laytime.promotion.gates.waiting", "gate", "approved")).isEqualTo(1);
  }

  @Test
  void countsWhichGitTargetsPromotionsTryAgainToWrite() {
    configure(path().git("manifests", "charts"));
    for (String tag : List.of("1.1", "1.2", "1.3")) {
      PromotionOrder order = order(tag, tag, digest(1));
      promoting.remember(
          with(
              status(order, PromotionState.MOVING),
              List.of(),
              List.of("manifests abc"),
              tag.equals("1.3") ? null : now().plusSeconds(60),
              destination("prod", order.target(), Destination.Step.ATTESTED)));
    }
    PromotionOrder copying = order("c", "1.4", digest(4));
    promoting.remember(
        with(
            status(copying, PromotionState.MOVING),
            List.of(),
            List.of(),
            now().plusSeconds(60),
            destination("prod", copying.target(), Destination.Step.NONE)));
    new PromotionGauges(registry, ledger.promotions()).refresh();
    assertThat(waiting("laytime.promotion.git.failing", "target", "charts")).isEqualTo(2);
    assertThat(registry.find("laytime.promotion.git.failing").gauges()).hasSize(1);
  }

  private static final Gate PEOPLE = new Gate.Approved("owners", 1, false, List.of());

  private static Gate.Report report(String gate, Gate.Verdict verdict) {
    return new Gate.Report(gate, verdict, "", null);
  }

  private double waiting(String name, String tag, String what) {
    return registry.get(name).tags("path", "to-prod", tag, what).gauge().value();
  }
}
