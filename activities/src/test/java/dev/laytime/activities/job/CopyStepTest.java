package dev.laytime.activities.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.image.ImageLocation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a Job tells our image to copy, and what that understands. */
class CopyStepTest {

  private static final CopyStep WHOLE =
      new CopyStep(
          ImageLocation.parse("oci-archive:/out/image.tar"),
          ImageLocation.parse("r.test/app:1"),
          false,
          Duration.ofMinutes(30),
          Duration.ofMinutes(5),
          "/dev/termination-log");

  @Test
  void isCalledAsItSays() {
    assertThat(WHOLE.arguments())
        .containsExactly(
            "step",
            "copy",
            "--no-referrers",
            "--timeout=1800s",
            "--try-for=300s",
            "--result-file=/dev/termination-log",
            "oci-archive:/out/image.tar:latest",
            "r.test/app:1");
  }

  @Test
  void understandsWhatItSays() {
    CopyStep plain =
        new CopyStep(
            WHOLE.source(), WHOLE.target(), true, Duration.ofHours(1), Duration.ZERO, null);

    for (CopyStep step : List.of(WHOLE, plain)) {
      List<String> arguments = step.arguments();
      assertThat(CopyStep.parse(arguments.subList(1, arguments.size()))).isEqualTo(step);
    }
  }

  @Test
  void copiesOnceAndWholeUnlessToldOtherwise() {
    assertThat(CopyStep.parse(List.of("copy", "r.test/a:1", "oci:/b", "--timeout=5m")))
        .isEqualTo(
            new CopyStep(
                ImageLocation.parse("r.test/a:1"),
                ImageLocation.parse("oci:/b"),
                true,
                Duration.ofMinutes(5),
                Duration.ZERO,
                null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "build a b | expected `copy`, not 'build'",
        "copy r.test/a:1 | expected SRC and DST, not [r.test/a:1]",
        "copy a b c | expected SRC and DST",
        "copy --once a b | there is no option --once",
        "copy --timeout=10 a b | --timeout: expected a time with its unit, as in 90s or 5m, not"
            + " '10'",
        "copy --try-for=-5s a b | --try-for: expected a time",
        "copy r.test/A:1 b | Invalid repository",
      })
  void refusesWhatItDoesNotUnderstand(String line, String said) {
    assertThatThrownBy(() -> CopyStep.parse(List.of(line.split(" "))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(said);
  }

  @Test
  void wantsToKnowWhatToDo() {
    assertThatThrownBy(() -> CopyStep.parse(List.of())).hasMessage("expected `copy`, not ''");
  }
}
