package dev.laytime.activities.registry.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EarlyAnswersTest {

  private static final long KIBIBYTE = 1024;
  private static final long GIBIBYTE = 1024 * 1024 * KIBIBYTE;

  @ParameterizedTest
  @CsvSource({
    "0, 127, false",
    "0, 128, true",
    "100, 28, true",
    "128, 127, false",
    "896, 128, true",
    "1024, 128, false",
    "2048, 128, false",
    "3968, 128, true",
    "4096, 128, false"
  })
  void areListenedForOftenAtTheBeginningAndRarelyAfterwards(
      long sentKibibytes, long nextKibibytes, boolean listen) {
    assertThat(EarlyAnswers.isTime(sentKibibytes * KIBIBYTE, nextKibibytes * KIBIBYTE))
        .isEqualTo(listen);
  }

  @ParameterizedTest
  @CsvSource({"8", "128", "1024"})
  void areListenedForQuiteRarelyInAGibibyte(long blockKibibytes) {
    long block = blockKibibytes * KIBIBYTE;
    int times = 0;
    for (long sent = 0; sent < GIBIBYTE; sent += block) {
      times += EarlyAnswers.isTime(sent, block) ? 1 : 0;
    }
    assertThat(times).isBetween(256, 264);
  }
}
