package dev.laytime.worker.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.laytime.activities.job.CopyStep;
import dev.laytime.activities.registry.client.RegistryException;
import dev.laytime.activity.FailureType;
import dev.laytime.image.ImageLocation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When a copy is tried again, and when nothing is gained by it. */
class TriesTest {

  private static final Duration HOUR = Duration.ofHours(1);

  private final FakeTicks ticks = new FakeTicks();
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final List<Duration> left = new ArrayList<>();

  @Test
  void waitsLongerEachTime() {
    assertThatThrownBy(() -> tries(HOUR, Duration.ofMinutes(5)).run(this::fail))
        .hasMessageContaining("it answered 503");

    assertThat(ticks.pauses)
        .extracting(Duration::toSeconds)
        .containsExactly(2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L);
    assertThat(log.toString(StandardCharsets.UTF_8).lines())
        .hasSize(8)
        .first()
        .isEqualTo("again in 2 s: copy a: it answered 503; wait");
  }

  /** What failed late has cost most already. */
  @Test
  void countsFromTheFirstFailure() throws IOException {
    String done =
        tries(HOUR, Duration.ofSeconds(10))
            .run(rest -> {
              left.add(rest);
              ticks.pass(Duration.ofMinutes(20));
              if (left.size() < 2) {
                throw trouble();
              }
              return "done";
            });

    assertThat(done).isEqualTo("done");
    assertThat(left).containsExactly(HOUR, Duration.ofMinutes(40).minusSeconds(2));
  }

  @Test
  void doesNotTryAgainBeyondItsWholeTime() {
    assertThatThrownBy(() -> tries(Duration.ofSeconds(7), HOUR).run(this::fail))
        .hasMessageContaining("503");

    assertThat(ticks.pauses).extracting(Duration::toSeconds).containsExactly(2L, 4L);
  }

  @Test
  void triesOnceByItself() {
    assertThatThrownBy(() -> tries(HOUR, Duration.ZERO).run(this::fail))
        .hasMessageContaining("503");

    assertThat(ticks.pauses).isEmpty();
    assertThat(log.size()).isZero();
  }

  @Test
  void doesNotTryAgainWhatIsForGood() {
    RegistryException denied =
        new RegistryException(FailureType.DENIED, "copy a", "not for you", "ask");

    assertThatThrownBy(() ->
            tries(HOUR, HOUR)
                .run(_ -> {
                  throw denied;
                }))
        .isSameAs(denied);

    assertThat(ticks.pauses).isEmpty();
  }

  /** As a disk that is full. */
  @Test
  void triesAgainWhatNobodyKnowsMoreOf() throws IOException {
    String done =
        tries(HOUR, HOUR)
            .run(rest -> {
              left.add(rest);
              if (left.size() < 2) {
                throw new IOException("no room\non the disk");
              }
              return "done";
            });

    assertThat(done).isEqualTo("done");
    assertThat(log.toString(StandardCharsets.UTF_8))
        .isEqualToNormalizingNewlines("again in 2 s: no room on the disk\n");
  }

  private String fail(Duration rest) throws IOException {
    left.add(rest);
    throw trouble();
  }

  private static RegistryException trouble() {
    return new RegistryException(FailureType.UNAVAILABLE, "copy a", "it answered 503", "wait");
  }

  private Tries tries(Duration timeout, Duration tryFor) {
    CopyStep step =
        new CopyStep(
            ImageLocation.parse("r.test/a:1"),
            ImageLocation.parse("r.test/b:1"),
            true,
            timeout,
            tryFor,
            null);
    return new Tries(step, ticks, ticks, new PrintStream(log, true, StandardCharsets.UTF_8));
  }
}
