package dev.laytime.worker.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.lifecycle.Why;
import dev.laytime.view.WhyView;
import dev.laytime.workflow.TaskQueues;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LifeQueuesTest {

  private static final String IMAGE = "example.com/app:1";

  private final List<Collection<String>> asked = new ArrayList<>();

  @ParameterizedTest
  @CsvSource({
    "WANTED, true, false",
    "ACQUIRING, true, false",
    "FAILING, true, true",
    "PRESENT, false, false",
    "UNUSED, false, true",
    "QUARANTINED, false, true",
    "DELETED, false, false"
  })
  void tellsOfTheQueuesThatAnImageNeedsAlone(String state, boolean copies, boolean scans) {
    assertThat(trouble(life(state), Map.of(TaskQueues.COPY, "no copies")))
        .isEqualTo(copies ? List.of("no copies") : List.of());
    assertThat(trouble(life(state), Map.of(TaskQueues.CLUSTER, "no scans")))
        .isEqualTo(scans ? List.of("no scans") : List.of());
    assertThat(trouble(life(state), Map.of(TaskQueues.LAYTIME, "no workflows")))
        .containsExactly("no workflows");
  }

  /** What is wanted from nowhere may be built. */
  @Test
  void tellsOfBuildersWhereNothingIsCopied() {
    Map<String, String> trouble =
        Map.of(TaskQueues.BUILD, "no builds", TaskQueues.SOURCE, "no Git");

    assertThat(trouble(life("WANTED", null), trouble)).containsExactly("no Git", "no builds");
    assertThat(trouble(life("WANTED"), trouble)).isEmpty();
  }

  @Test
  void saysOnceWhatIsWrongWithAllQueues() {
    assertThat(
            trouble(
                life("PRESENT"),
                Map.of(TaskQueues.LAYTIME, "UNAVAILABLE", TaskQueues.REGISTRY, "UNAVAILABLE")))
        .containsExactly("UNAVAILABLE");
  }

  @Test
  void asksNobodyAboutAnImageWithoutALife() {
    WhyView.OneLife dead = new WhyView.OneLife(IMAGE, null, List.of(), List.of(), List.of());
    assertThat(trouble(dead, Map.of(TaskQueues.LAYTIME, "no workflows"))).isEmpty();
    assertThat(asked).isEmpty();
  }

  private List<String> trouble(WhyView.OneLife life, Map<String, String> queues) {
    LifeQueues examined =
        new LifeQueues(needed -> {
          asked.add(needed);
          return queues;
        });
    return examined.examine(new WhyView(IMAGE, List.of(life))).lives().getFirst().trouble();
  }

  private static WhyView.OneLife life(String state) {
    return life(state, "docker.io/library/app:1");
  }

  private static WhyView.OneLife life(String state, @Nullable String source) {
    Why why =
        new Why(
            IMAGE, state, null, null, source, null, List.of(), null, null, List.of(), null, 0,
            List.of());
    return new WhyView.OneLife(IMAGE, why, List.of(), List.of(), List.of());
  }
}
