package dev.laytime.starter.copy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.laytime.activity.CopyProgress;
import dev.laytime.starter.Captured;
import dev.laytime.starter.output.OutputFormat;
import dev.laytime.starter.output.Screen;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ProgressTextTest {

  private static final Instant NOW = Instant.parse("2026-11-21T07:00:00Z");
  private static final long SECOND = 1_000_000_000L;

  @Test
  void showsBlobsBytesAndRate() {
    CopyLook look = copying(3, 12, 45_200_000, 120_000_000);

    assertThat(ProgressText.of(look, 10_300_000))
        .isEqualTo("[#######-------------]  37 %  3/12 blobs  45.2 MB of 120 MB  10.3 MB/s");
    assertThat(ProgressText.of(look, 0)).endsWith("120 MB");
  }

  @Test
  void staysWithinItsBarWhenMoreArrivesThanWasKnown() {
    assertThat(ProgressText.of(copying(1, 1, 200, 100), 0))
        .startsWith("[####################] 100 %");
    assertThat(ProgressText.of(copying(0, 1, 0, 0), 0)).startsWith("[--------------------]   0 %");
  }

  @Test
  void saysThatItLooksBeforeItKnowsAnything() {
    assertThat(ProgressText.of(CopyLook.NOTHING, 0)).isEqualTo("looking at source and target…");
    assertThat(ProgressText.of(new CopyLook(CopyProgress.NOTHING, false, null), 0))
        .isEqualTo("looking at source and target…");
  }

  @Test
  void saysWhenTheNextTryIs() {
    CopyLook.Retry retry = new CopyLook.Retry(3, "pull blob: 503", true, NOW.plusMillis(3_200));

    assertThat(ProgressText.of(retry, NOW))
        .isEqualTo("attempt 3 failed: pull blob: 503; next try in 4 s");
    assertThat(ProgressText.of(retry, NOW.plusMillis(3_200))).endsWith("; trying again soon");
    assertThat(ProgressText.of(new CopyLook.Retry(3, "503", true, null), NOW))
        .endsWith("; trying again soon");
    assertThat(ProgressText.of(new CopyLook.Retry(3, "503", false, null), NOW))
        .endsWith("; trying again");
  }

  @Test
  void tellsEachFailedAttemptOnceWithoutATerminal() {
    Captured files = Captured.files();
    try (CopyDisplay display =
        new CopyDisplay(new Screen(files.streams(), OutputFormat.TABLE, false, false, false))) {
      display.show(failed(1), NOW, 0);
      display.show(failed(1), NOW.plusSeconds(1), SECOND);
      display.show(failed(2), NOW.plusSeconds(2), 2 * SECOND);
    }

    assertThat(files.err())
        .isEqualTo(
            """
            attempt 1 failed: 503; next try in 5 s
            attempt 2 failed: 503; next try in 3 s
            """);
  }

  @Test
  void measuresTheRateOfTheLastLooks() {
    TransferRate rate = new TransferRate();

    assertThat(rate.add(0, 0)).isZero();
    assertThat(rate.add(1_000, SECOND)).isEqualTo(1_000);
    assertThat(rate.add(4_000, 2 * SECOND)).isEqualTo(2_000);
    for (int i = 3; i < 10; i++) {
      rate.add(4_000, i * SECOND);
    }
    assertThat(rate.add(4_000, 10 * SECOND)).isZero();
  }

  @Test
  void startsTheRateAnewWithANewAttempt() {
    TransferRate rate = new TransferRate();
    rate.add(9_000, 0);

    assertThat(rate.add(1_000, SECOND)).isZero();
    assertThat(rate.add(3_000, 2 * SECOND)).isEqualTo(2_000);
  }

  private static CopyLook copying(int done, int total, long bytes, long bytesTotal) {
    return new CopyLook(new CopyProgress(done, total, bytes, bytesTotal), false, null);
  }

  private static CopyLook failed(int attempt) {
    return new CopyLook(null, false, new CopyLook.Retry(attempt, "503", true, NOW.plusSeconds(5)));
  }
}
