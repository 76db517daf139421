package dev.laytime.activities.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.build.BuildId;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What builders in this process say. */
class BuildLinesTest {

  private static final BuildId ID = id(1);

  private final BuildLines lines = new BuildLines();

  @Test
  void tellsWhatWasSaidSinceItWasBegun() {
    lines.begin(ID);
    lines.say(ID, "one");
    lines.say(ID, "two");
    assertThat(lines.tail(ID, List.of())).containsExactly("one", "two");

    lines.begin(ID);
    assertThat(lines.tail(ID, List.of())).isEmpty();
  }

  @Test
  void keepsTheEndAndNoMoreThanThat() {
    lines.begin(ID);
    IntStream.range(0, BuildLogs.MOST + 1).forEach(i -> lines.say(ID, "line " + i));
    lines.say(ID, "x".repeat(1000));

    assertThat(lines.tail(ID, List.of())).hasSize(BuildLogs.MOST).startsWith("line 2");
    assertThat(lines.tail(ID, List.of()).getLast()).hasSize(501);
  }

  @Test
  void forgetsTheOldestBuilds() {
    IntStream.range(0, 101)
        .forEach(i -> {
          lines.begin(id(i));
          lines.say(id(i), "said");
        });

    assertThat(lines.tail(id(0), List.of())).isEmpty();
    assertThat(lines.tail(id(1), List.of())).containsExactly("said");
    lines.say(id(0), "late");
    assertThat(lines.tail(id(0), List.of())).isEmpty();
  }

  private static BuildId id(int number) {
    return new BuildId("%032x".formatted(number));
  }
}
