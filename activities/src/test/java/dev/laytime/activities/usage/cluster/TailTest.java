package dev.laytime.activities.usage.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is kept of a long log. */
class TailTest {

  @ParameterizedTest
  @CsvSource({"10, the end", "7, the end", "3, end", "0, ''"})
  void isTheEnd(int bytes, String kept) throws IOException {
    assertThat(tail("the end", bytes)).isEqualTo(kept);
  }

  /** A progress bar is one line of megabytes: what went wrong comes after it. */
  @Test
  void isTheEndOfALineThatHasNone() throws IOException {
    assertThat(tail("#".repeat(1_000_000) + " error: no such file", 20))
        .isEqualTo(" error: no such file");
  }

  @Test
  void beginsWithAWholeCharacter() throws IOException {
    assertThat(tail("größe", 4)).isEqualTo("ße");
    assertThat(tail("größe", 3)).isEqualTo("ße");
    assertThat(tail("größe", 2)).isEqualTo("e");
  }

  private static String tail(String text, int bytes) throws IOException {
    return new Tail(bytes).of(new ByteArrayInputStream(text.getBytes(UTF_8)));
  }
}
