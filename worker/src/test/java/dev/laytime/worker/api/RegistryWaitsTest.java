package dev.laytime.worker.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activities.registry.client.RegistryBudget;
import dev.laytime.lifecycle.Why;
import dev.laytime.view.WhyView;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RegistryWaitsTest {

  private static List<String> trouble(@Nullable String source, Map<String, Duration> waits) {
    Why why =
        new Why(
            "stage.test/dev/app:1",
            "ACQUIRING",
            null,
            "dev",
            source,
            null,
            List.of(),
            null,
            null,
            List.of(),
            null,
            0,
            List.of());
    WhyView.OneLife life =
        new WhyView.OneLife(why.image(), why, List.of(), List.of(), List.of())
            .inTrouble(List.of("nobody polls copy"));
    RegistryWaits examined =
        new RegistryWaits(() ->
            waits.entrySet().stream()
                .collect(
                    Collectors.toMap(
                        Map.Entry::getKey, wait -> new RegistryBudget(wait.getValue(), null))));
    return examined.examine(new WhyView(why.image(), List.of(life))).lives().getFirst().trouble();
  }

  @Test
  void tellsWhenTheRegistryMayBeAskedThatAnImageComesFrom() {
    assertThat(trouble("docker.io/library/app:1", Map.of("docker.io", Duration.ofMinutes(14))))
        .containsExactly(
            "nobody polls copy", "docker.io may not be asked now: next slot in 14 min");
  }

  @Test
  void tellsWhenItsOwnRegistryMayBeAsked() {
    assertThat(trouble(null, Map.of("stage.test", Duration.ofSeconds(30))))
        .containsExactly("nobody polls copy", "stage.test may not be asked now: next slot in 30 s");
  }

  @Test
  void tellsNothingOfWhatNobodyHasToWaitFor() {
    assertThat(
            trouble(
                "docker.io/library/app:1",
                Map.of("docker.io", Duration.ofSeconds(5), "other.test", Duration.ofHours(1))))
        .containsExactly("nobody polls copy");
  }
}
