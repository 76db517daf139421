package dev.laytime.worker.building;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.worker.building.SourceSweep.Fetched;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What goes of what was fetched. */
class SourceSweepTest {

  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

  private final List<Fetched> there =
      List.of(fetched("new", 40, 1), fetched("old", 30, 500), fetched("older", 20, 600));

  @Test
  void isNothingWhereRulesNameItAllAndThereIsRoom() {
    assertThat(leaving(Set.of("new", "old", "older"), 90)).isEmpty();
  }

  @Test
  void isWhatWasNotUsedForLongest() {
    assertThat(leaving(Set.of("new", "old", "older"), 89)).containsExactly("older");
    assertThat(leaving(Set.of("new", "old", "older"), 69)).containsExactly("older", "old");
  }

  @Test
  void isWhatNoRuleNamesAnyMore() {
    assertThat(leaving(Set.of("new", "older"), 90)).containsExactly("old");
    assertThat(leaving(Set.of("old", "older"), 90)).as("it was used a moment ago").isEmpty();
    assertThat(leaving(Set.of("old", "new"), 70))
        .as("the room that it leaves counts")
        .containsExactly("older");
  }

  private List<String> leaving(Set<String> named, long most) {
    return SourceSweep.leaving(there, named, most, NOW);
  }

  private static Fetched fetched(String name, long bytes, int minutes) {
    return new Fetched(name, bytes, NOW.minus(Duration.ofMinutes(minutes)));
  }
}
