package dev.laytime.activities.usage.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.image.Reference;
import dev.laytime.usage.NamedImage;
import dev.laytime.usage.Usage;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WaitsTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final NamedImage A = named("r.test/a:1");
  private static final NamedImage B = named("r.test/b:1");

  private final Waits waits = new Waits();

  @Test
  void tellsEachImageOnceForAsLongAsAnyPodWaits() {
    waits.waits("shop/web", List.of(A));
    waits.waits("shop/other", List.of(A, B));
    assertThat(waits.due(NOW)).containsExactly(A, B);
    waits.told(List.of(A, B), Set.of(A.image(), B.image()), NOW);

    waits.waits("shop/web", List.of());
    waits.waits("shop/other", List.of(A));
    assertThat(waits.due(NOW.plusSeconds(1_000_000))).isEmpty();

    waits.waits("shop/other", List.of(A, B));
    assertThat(waits.due(NOW)).as("for B none waited meanwhile").containsExactly(B);
  }

  @Test
  void tellsAgainLaterWhatWasTooEarly() {
    waits.waits("shop/web", List.of(A));
    waits.told(List.of(A), Set.of(), NOW);

    assertThat(waits.due(NOW.plusSeconds(59))).isEmpty();
    assertThat(waits.due(NOW.plusSeconds(60))).containsExactly(A);
    waits.waits("shop/web", List.of());
    assertThat(waits.due(NOW.plusSeconds(60))).isEmpty();
  }

  @Test
  void knowsFromAListWhoWaitsNoMore() {
    waits.waits("shop/web", List.of(A));
    waits.waits("shop/other", List.of(B));

    waits.onlyOf(Set.of("shop/other", "shop/third"));

    assertThat(waits.due(NOW)).containsExactly(B);
  }

  private static NamedImage named(String image) {
    return new NamedImage(
        Reference.parse(image),
        new Usage("live", "v1", "Pod", "shop", "web", "app", "cannot be pulled", "live"));
  }
}
