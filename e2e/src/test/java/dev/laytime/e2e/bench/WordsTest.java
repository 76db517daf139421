package dev.laytime.e2e.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

final class WordsTest {

  private record Size(int rounds, int tags) {

    Size with(String word, Words rest) {
      return word.equals("--tags")
          ? new Size(rounds, rest.number(word))
          : new Size(Words.numberOf(word), tags);
    }
  }

  private static Size read(String... words) {
    return Words.read(List.of(words), new Size(5, 10), Size::with);
  }

  @Test
  void takesWhatIsSaidAndLeavesTheRest() {
    assertThat(read()).isEqualTo(new Size(5, 10));
    assertThat(read("3")).isEqualTo(new Size(3, 10));
    assertThat(read("--tags", "7", "2")).isEqualTo(new Size(2, 7));
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read("--tag", "7"))
        .withMessage("Expected a number or an option, not '--tag'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read("--tags"))
        .withMessage("Something is missing: a number after --tags");
  }
}
