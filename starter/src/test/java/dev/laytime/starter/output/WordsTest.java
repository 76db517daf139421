package dev.laytime.starter.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {

  @ParameterizedTest
  @CsvSource({
    "1s,PT1S,1s",
    "30s,PT30S,30s",
    "60s,PT1M,1m",
    "10m,PT10M,10m",
    "90m,PT90M,90m",
    "2h,PT2H,2h",
    "1d,PT24H,1d",
    "48h,PT48H,2d",
  })
  void readsADurationAndWritesItShortest(String text, Duration duration, String shortest) {
    assertThat(TimeSpan.parse(text)).isEqualTo(duration);
    assertThat(TimeSpan.text(duration)).isEqualTo(shortest);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "0s", "5", "s", "-1s", "1.5h", "1h30m", "1w", " 1s", "1S", "1234567s"})
  void refusesWhatIsNoDuration(String text) {
    assertThatThrownBy(() -> TimeSpan.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "'");
  }

  @ParameterizedTest
  @CsvSource({
    "0,0 B",
    "999,999 B",
    "1000,1.0 kB",
    "1049,1.0 kB",
    "99949,99.9 kB",
    "99950,100 kB",
    "999499,999 kB",
    "999500,1.0 MB",
    "3412345,3.4 MB",
    "5000000000,5.0 GB",
    "9000000000000,9.0 TB",
  })
  void writesSizesAsPeopleReadThem(long bytes, String text) {
    assertThat(ByteCount.text(bytes)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    // option, NO_COLOR, CLICOLOR_FORCE, TERM, terminal, colours
    "AUTO,,,,true,true",
    "AUTO,,,,false,false",
    "AUTO,1,,,true,false",
    "AUTO,,1,,false,true",
    "AUTO,,0,,false,false",
    "AUTO,1,1,,true,false",
    "AUTO,,,dumb,true,false",
    "ALWAYS,1,,dumb,false,true",
    "NEVER,,1,,true,false",
  })
  void decidesOnColours(
      ColorChoice choice,
      @Nullable String no,
      @Nullable String force,
      @Nullable String term,
      boolean terminal,
      boolean colors) {
    Map<String, String> environment = new TreeMap<>();
    put(environment, "NO_COLOR", no);
    put(environment, "CLICOLOR_FORCE", force);
    put(environment, "TERM", term);

    assertThat(choice.colors(environment, terminal)).isEqualTo(colors);
  }

  @Test
  void endsWhatWasBegunLastFirst() {
    List<String> ended = new ArrayList<>();
    Interruption interruption = new Interruption();
    Interruption.Pending _ = interruption.during(() -> ended.add("worker"));
    interruption.during(() -> ended.add("finished before")).close();
    Interruption.Pending _ = interruption.during(() -> ended.add("copy"));

    assertThat(interruption.begun()).isFalse();
    interruption.run();
    interruption.run();

    assertThat(ended).containsExactly("copy", "worker");
  }

  @Test
  void waitsForAnEndingThatAnotherThreadHasBegun() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch allowed = new CountDownLatch(1);
    List<String> ended = new CopyOnWriteArrayList<>();
    Interruption interruption = new Interruption();
    Interruption.Pending owned =
        interruption.owning(() -> {
          begun.countDown();
          await(allowed);
          ended.add("worker");
        });
    CompletableFuture<Void> closed = CompletableFuture.runAsync(owned::close);
    await(begun);

    CompletableFuture<List<String>> seen =
        CompletableFuture.supplyAsync(() -> {
          interruption.run();
          return List.copyOf(ended);
        });
    allowed.countDown();

    assertThat(seen.get(1, TimeUnit.MINUTES)).containsExactly("worker");
    closed.get(1, TimeUnit.MINUTES);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void put(Map<String, String> map, String key, @Nullable String value) {
    if (value != null) {
      map.put(key, value);
    }
  }
}
