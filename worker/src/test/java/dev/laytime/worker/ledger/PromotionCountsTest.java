package dev.laytime.worker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.promotion.PromotionState;
import dev.laytime.worker.metrics.PromotionGauges;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How many promotions stand where, and since when. */
class PromotionCountsTest extends PromotingTest {

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

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
}
