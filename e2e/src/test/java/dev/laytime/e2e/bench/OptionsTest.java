package dev.laytime.e2e.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

final class OptionsTest {

  private static final long MIB = 1 << 20;

  @Test
  void measuresEverythingSevenTimesByDefault() {
    assertThat(Options.of(List.of("registry")))
        .isEqualTo(
            new Options(
                "registry",
                7,
                1000,
                1024 * MIB,
                MeasuredRegistry.Kind.DISTRIBUTION,
                List.of("big", "many", "closure")));
  }

  @Test
  void measuresLessWhereThatIsAskedFor() {
    String line = "registry 3 --tags 100 --big 64m --registry olareg --only big,many";

    assertThat(Options.of(List.of(line.split(" ", -1))))
        .isEqualTo(
            new Options(
                "registry",
                3,
                100,
                64 * MIB,
                MeasuredRegistry.Kind.OLAREG,
                List.of("big", "many")));
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    for (String line :
        List.of(
            "",
            "other",
            "registry many",
            "registry --big 64",
            "registry --only x",
            "copy --tags")) {
      assertThatIllegalArgumentException()
          .as(line)
          .isThrownBy(() -> Options.of(List.of(line.split(" ", -1))));
    }
  }
}
